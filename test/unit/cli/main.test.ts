import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { testIo } from './test-io.ts';

const cwd = mkdtempSync(join(tmpdir(), 'main-'));
afterAll(() => rmSync(cwd, { recursive: true }));
writeFileSync(join(cwd, 'config.json'), '{ "tagret": "http://127.0.0.1:1" }');

/** Command line → the whole of stderr. Each exits with 2 and writes nothing to stdout. */
const usage: [string, string][] = [
  ['', 'error: no command given\nhint: contract-kit --help lists the commands\n'],
  ['chekc', 'error: there is no command "chekc"\nhint: did you mean check\n'],
  ['frobnicate', 'error: there is no command "frobnicate"\nhint: contract-kit --help lists the commands\n'],
  ['__proto__', 'error: there is no command "__proto__"\nhint: contract-kit --help lists the commands\n'],
  [
    '--spec a.yaml lint',
    'error: the command comes first, received "--spec"\nhint: contract-kit COMMAND [OPTIONS]; contract-kit --help lists the commands\n',
  ],
  ['lint --repotr json', "error: unknown option '--repotr'\nhint: did you mean --report\n"],
  [
    'lint --frobnicate',
    "error: unknown option '--frobnicate'\nhint: contract-kit lint --help shows the options\n",
  ],
  ['check', 'error: there is nothing to check\nhint: name files of recorded traffic, or - for stdin\n'],
  [
    'lint a.yaml b.yaml',
    'error: too many arguments, expected 1 argument but got 2: a.yaml, b.yaml\nhint: contract-kit lint --help shows the options\n',
  ],
  [
    'lint --report',
    "error: option '--report <FORMAT[=PATH]>' argument missing\nhint: contract-kit lint --help shows the options\n",
  ],
  ['lint --report jsno', 'error: --report knows no format "jsno"\nhint: did you mean json\n'],
  [
    'lint --report json --report junit',
    'error: two reports cannot both go to stdout\nhint: give one of them a file: --report junit=FILE\n',
  ],
  [
    'test --target http://127.0.0.1:1 --set path',
    'error: --set wants NAME=VALUE, received "path"\nhint: for example --set instance_name=catalog or --set \'body.tags={"animal":"dog"}\'\n',
  ],
  [
    'test --target http://127.0.0.1:1 --set nope=1',
    'error: no operation has a parameter "nope"\nhint: a field of the body is set with body.NAME=VALUE\n',
  ],
  ['test --target localhost', 'error: --target wants an http or https URL, received "localhost"\n'],
  [
    'test',
    'error: --target is missing\nhint: the URL of the service under test, such as --target http://127.0.0.1:4000\n',
  ],
  [
    'test --target http://127.0.0.1:1 --phases examples,fuz',
    'error: --phases knows no phase "fuz"\nhint: some of examples, boundary, negative, pairs, fuzz, stateful\n',
  ],
  [
    'test --target http://127.0.0.1:1 --only nope',
    'error: the document has no operation "nope"\nhint: one of RunModifyPicture\n',
  ],
  ['test --target http://127.0.0.1:1 --seed x', 'error: --seed wants a whole number, received "x"\n'],
  ['check --server nowhere notes.ndjson', 'error: --server wants an http or https URL, received "nowhere"\n'],
  ['explain nope-nope', 'error: there is no rule "nope-nope"\nhint: contract-kit explain lists all rules\n'],
  ['provider --port 99999', 'error: --port wants a number up to 65535, received 99999\n'],
  [
    'test --config config.json',
    'error: config.json sets "tagret", which is no option of this command\nhint: did you mean target\n',
  ],
];

describe('bad usage gives one sentence, a hint and exit 2', () => {
  it.each(usage)('contract-kit %s', async (line, stderr) => {
    const io = testIo({ cwd });
    const code = await main(line === '' ? [] : line.split(' '), io);
    expect({ code, stdout: io.out(), stderr: io.err() }).toEqual({ code: 2, stdout: '', stderr });
  });
});

describe('a fault of the command itself', () => {
  const broken = {
    get cwd(): string {
      throw new Error('boom\nsecond line');
    },
  };
  const hint =
    'hint: this is a fault of contract-kit: report it with the output of the same command under CONTRACT_KIT_DEBUG=1\n';

  it('is one sentence and how to report it', async () => {
    const io = Object.defineProperties(testIo(), Object.getOwnPropertyDescriptors(broken));
    expect(await main(['lint', 'a.yaml'], io)).toBe(2);
    expect(io.err()).toBe(`error: internal error: boom\n${hint}`);
  });

  it('has its stack for those who ask', async () => {
    const io = Object.defineProperties(
      testIo({ env: { CONTRACT_KIT_DEBUG: '1' } }),
      Object.getOwnPropertyDescriptors(broken),
    );
    expect(await main(['lint', 'a.yaml'], io)).toBe(2);
    expect(io.err()).toMatch(/\n {4}at .*main\.test\.ts/);
  });
});
