import { describe, expect, it } from 'vitest';
import { createSuite, descriptionsOf, ended, preamble, run, start } from './suite.ts';

const file = (body: string) =>
  `import { it } from 'node:test';\nimport { setTimeout as wait } from 'node:timers/promises';${preamble}${body}`;
const proves = (...names: readonly string[]) =>
  file(names.map((name) => `it(${JSON.stringify(name)}, () => prove(${JSON.stringify(name)}));`).join('\n'));
const two = { 'a.test.ts': proves('a1', 'a2'), 'b.test.ts': proves('b') };
const ofEarlierRun = { 'contracts/c-ImageSearch.json': '{}' };
const once = ['--test', '--test-concurrency=2', '*.test.ts'];
const timeout = 120_000;

describe('node --test, with no set-up', () => {
  it(
    'writes what every file has proven',
    async () => {
      const suite = createSuite({ ...two, ...ofEarlierRun });
      const { code, output } = await run(suite, once);
      expect(code, output).toBe(0);
      const first = suite.readPact();
      expect(descriptionsOf(first)).toEqual(['a1', 'a2', 'b']);
      suite.write({ 'b.test.ts': proves('renamed') });
      await run(suite, once);
      expect(descriptionsOf(suite.readPact())).toEqual(['a1', 'a2', 'renamed']);
      suite.write(two);
      await run(suite, [...once, '--test-concurrency=1']);
      expect(suite.readPact()).toBe(first);
    },
    timeout,
  );

  it.each([
    [
      'a test of the same file',
      file(`it('b', () => prove('b'));\nit('fails', () => { throw new Error('b'); });`),
    ],
    [
      'a process that is killed',
      file(
        `it('b', async () => { await prove('b'); process.kill(process.pid, 'SIGKILL'); await wait(10000); });`,
      ),
    ],
    ['a process that ends by itself', file(`it('b', async () => { await prove('b'); process.exit(3); });`)],
    ['two interactions of one name', file(`it('b', () => prove('a1', 'another'));`)],
  ])(
    'leaves no pact after %s',
    async (_name, broken) => {
      const suite = createSuite({ ...two, ...ofEarlierRun, 'b.test.ts': broken });
      const { code, output } = await run(suite, once);
      expect(code, output).not.toBe(0);
      expect(suite.readPact(), output).toBeUndefined();
    },
    timeout,
  );

  it(
    'leaves no pact after a file that fails first, whatever passes later',
    async () => {
      const suite = createSuite({
        'a.test.ts': file(`it('a', async () => { await prove('a'); throw new Error('a'); });`),
        'b.test.ts': proves('b'),
      });
      await run(suite, ['--test', '--test-concurrency=1', '*.test.ts']);
      expect(suite.readPact()).toBeUndefined();
    },
    timeout,
  );
});

describe('a process of its own', () => {
  it(
    'writes the pact when it ends well',
    async () => {
      const suite = createSuite({ 'one.ts': file(`it('one', () => prove('one'));`) });
      expect(await run(suite, ['one.ts'])).toMatchObject({ code: 0 });
      expect(descriptionsOf(suite.readPact())).toEqual(['one']);
    },
    timeout,
  );

  it(
    'leaves none when its exit code says that it failed, however late that is set',
    async () => {
      // As Mocha does: a listener of the end sets the code.
      const suite = createSuite({
        'one.ts': file(`await prove('one'); process.on('exit', () => { process.exitCode = 1; });`),
      });
      expect(await run(suite, ['one.ts'])).toMatchObject({ code: 1 });
      expect(suite.readPact()).toBeUndefined();
    },
    timeout,
  );

  it(
    'leaves none while it is still running',
    async () => {
      const suite = createSuite({
        ...ofEarlierRun,
        'one.ts': file(`await prove('one'); console.log('proven'); await wait(100000);`),
      });
      const child = start(suite, ['one.ts']);
      const end = ended(child);
      await new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()));
      expect(suite.readPact()).toBeUndefined();
      child.kill('SIGTERM');
      await end;
      expect(suite.readPact()).toBeUndefined();
    },
    timeout,
  );
});

it(
  'Jest is told that its end is not known',
  async () => {
    const suite = createSuite({
      'one.ts': file(`await prove('one').catch((error) => console.log(error.message, error.hint));`),
    });
    const { output } = await run(suite, ['one.ts'], { JEST_WORKER_ID: '1' });
    expect(output).toContain('no one tells when this run of Jest ends, so no pact could be written');
    expect(suite.readPact()).toBeUndefined();
  },
  timeout,
);
