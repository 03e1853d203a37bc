import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { loadSpec } from '../../src/spec/load.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs the consumers' tests as `npm run contracts` does, into a folder of their own. */
function writeContracts(dir: string): Promise<{ code: unknown; output: string }> {
  // The run of a test in a test must not take itself for a part of it.
  const outer = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  const env = { ...Object.fromEntries(outer), PACT_DIR: dir };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--config', 'test/consumers/vitest.config.ts', '--no-color'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}

const readFolder = (dir: string) =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]));

it('the committed contracts are those that the tests of the consumers write, byte by byte', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'contracts-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const { code, output } = await writeContracts(dir);
  expect(code, output).toBe(0);
  // Where this fails: `npm run contracts`, and read what has changed.
  expect(readFolder(join(root, 'contracts'))).toEqual(readFolder(dir));
}, 120_000);

/** As much of the document as the test reads. */
type Documented = {
  paths: Record<string, { put: { responses: Record<string, { content: Record<string, Examples> }> } }>;
};
type Examples = { examples: Record<string, { value: { error_code?: string } }> };
type Contract = {
  interactions: { response: { status: number; body: { content: { error_code?: string } } } }[];
};

it('the console expects every error that the document shows', async () => {
  const document = (await loadSpec('openapi/imagesearch.yaml', { cwd: root })).root as unknown as Documented;
  const responses = document.paths['/v1/{project_id}/{instance_name}/image']?.put.responses ?? {};
  const documented = Object.entries(responses).flatMap(([status, { content }]) =>
    Object.values(content['application/json']?.examples ?? {}).map(
      ({ value }) => `${status} ${value.error_code}`,
    ),
  );
  const text = readFileSync(join(root, 'contracts/image-console-ImageSearch.json'), 'utf8');
  const { interactions }: Contract = JSON.parse(text);
  const expected = interactions.map(
    ({ response }) => `${response.status} ${response.body.content.error_code}`,
  );
  expect(documented.length).toBeGreaterThan(32);
  expect(new Set(expected)).toEqual(new Set(documented));
});
