import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
/** The modules of the kit, as the tests of a suite import them. */
export const pactModule: string = join(root, 'src/pact/pact.ts');
export const setUpModule: string = join(root, 'src/pact/vitest.ts');

export type Suite = {
  readonly folder: string;
  /** Writes files below the folder. */
  write(files: Readonly<Record<string, string>>): void;
  /** The text of the pact of `c` with `ImageSearch`; undefined where there is none. */
  readPact(): string | undefined;
};

/** A folder with the test files of a consumer, which goes when the test has finished. */
export function createSuite(files: Readonly<Record<string, string>>): Suite {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const suite: Suite = {
    folder,
    write(more) {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    readPact() {
      const path = join(folder, 'contracts/c-ImageSearch.json');
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    },
  };
  suite.write({ 'package.json': '{ "type": "module" }', ...files });
  return suite;
}

export type Ended = { readonly code: number | null; readonly output: string };

/** A child process in the folder of a suite; none of the variables of the test runner that runs this reaches it. */
export function start(
  { folder }: Suite,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const outer = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_TEST_CONTEXT|CONTRACT_KIT_PACT_RUN|NODE_OPTIONS|JEST_)/.test(name),
  );
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...Object.fromEntries(outer), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

export async function run(suite: Suite, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return ended(start(suite, args, env));
}

export function ended(child: ChildProcess): Promise<Ended> {
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

export const vitest: readonly string[] = [
  join(root, 'node_modules/vitest/vitest.mjs'),
  '--config',
  'vitest.config.js',
];

export const vitestConfig = `export default { test: { globalSetup: [${JSON.stringify(setUpModule)}], include: ['**/*.spec.ts'], pool: 'forks', maxWorkers: 4, testTimeout: 60000 } };`;

/** The beginning of every test file: `prove(description)` proves one interaction by a consumer that does what it should. */
export const preamble = `
import { defineConsumer, like } from ${JSON.stringify(pactModule)};
const consumer = defineConsumer({ consumer: 'c', provider: 'ImageSearch', dir: 'contracts', timeout: 50000 });
const prove = (description: string, result = 'Success') =>
  consumer.prove(
    {
      description,
      operation: 'RunModifyPicture',
      states: ['an image exists'],
      request: { path: { project_id: 'p', instance_name: 'i' }, body: { path: 'x', tags: {} } },
      response: { status: 200, body: { result: like(result) } },
    },
    ({ url, token }) =>
      fetch(url + '/v1/p/i/image', {
        method: 'PUT',
        headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
        body: JSON.stringify({ path: 'x', tags: {} }),
      }),
  );
`;

/** What a pact proves, in its order. */
export function descriptionsOf(pact: string | undefined): readonly string[] | undefined {
  if (pact === undefined) return undefined;
  const { interactions } = JSON.parse(pact) as { readonly interactions: readonly { description: string }[] };
  return interactions.map(({ description }) => description);
}
