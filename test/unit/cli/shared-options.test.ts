import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../../src/cli/io.ts';
import { addSharedOptions, readSharedOptions } from '../../../src/cli/shared-options.ts';
import { testIo } from './test-io.ts';

function read(argv: readonly string[], overrides: Partial<Io> = {}) {
  const command = addSharedOptions(new Command());
  command.parse([...argv], { from: 'user' });
  return readSharedOptions(command.opts(), testIo(overrides));
}

const defaults = {
  spec: undefined,
  reports: [{ format: 'text' }],
  headers: [],
  set: {},
  seed: undefined,
  quiet: false,
  color: false,
};

describe('readSharedOptions', () => {
  it('has defaults', () => {
    expect(read([])).toEqual(defaults);
  });

  it('reads every option', () => {
    const argv =
      '--spec a.yaml --report json=r.json --report junit=j.xml --header Accept:text/plain --set a=b=c --set body.tags={} --seed 7 --quiet';
    expect(read(argv.split(' '))).toEqual({
      ...defaults,
      spec: 'a.yaml',
      reports: [{ format: 'text' }, { format: 'json', path: 'r.json' }, { format: 'junit', path: 'j.xml' }],
      headers: [{ name: 'Accept', value: 'text/plain' }],
      set: { a: 'b=c', 'body.tags': '{}' },
      seed: 7,
      quiet: true,
    });
  });

  it('writes no text where another report goes to stdout', () => {
    expect(read(['--report', 'json']).reports).toEqual([{ format: 'json' }]);
  });

  it.each([
    [['--report', 'xml'], '--report knows no format "xml"'],
    [['--report', 'json='], '--report json= lacks the path'],
    [['--report', 'json', '--report', 'junit'], 'two reports cannot both go to stdout'],
    [['--header', 'nonsense'], '--header wants \'Name: value\', received "nonsense"…'],
    [['--header', 'X-Auth-Token : secret'], '--header wants \'Name: value\', received "X-Auth-Token "…'],
    [['--header', 'A: b\r\nC: d'], '--header wants \'Name: value\', received "A"…'],
    [['--set', 'a'], '--set wants NAME=VALUE, received "a"'],
    [['--set', '=a'], '--set wants NAME=VALUE, received "=a"'],
    [['--seed', '1.5'], '--seed wants a whole number, received "1.5"'],
    [['--seed', '99999999999999999999'], '--seed wants a whole number, received "99999999999999999999"'],
  ])('refuses %j', (argv, message) => {
    expect(() => read(argv)).toThrow(message);
  });

  const terminal = { stdout: true, stderr: true, columns: 100 };
  it.each([
    ['on a terminal', [], { isTTY: terminal }, true],
    ['with --no-color', ['--no-color'], { isTTY: terminal }, false],
    ['with NO_COLOR', [], { isTTY: terminal, env: { NO_COLOR: '1' } }, false],
    ['with an empty NO_COLOR, which counts as not set', [], { isTTY: terminal, env: { NO_COLOR: '' } }, true],
    ['in a pipe', [], {}, false],
  ])('decides on colour %s', (_, argv, overrides, color) => {
    expect(read(argv, overrides).color).toBe(color);
  });
});
