import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withMembers } from '../mutants/mutant.ts';
import { type Front, serveBehind } from '../mutants/serve.ts';
import { manifest, packPackage, root, run } from './pack.ts';
import { runCli } from './run-cli.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'export-vitest-')));
const installed = join(folder, 'node_modules/imagesearch-contract-kit');

/** A folder of somebody who has the package and Vitest. */
beforeAll(() => {
  const tarball = packPackage(folder);
  mkdirSync(installed, { recursive: true });
  run('tar', ['xzf', tarball, '-C', installed, '--strip-components=1'], folder);
  for (const name of [...Object.keys(manifest.dependencies), 'vitest', 'vite']) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true }), 60_000);

/** Runs the exported tests against a provider behind a front: 0 when they pass. */
async function runTests(front: Front): Promise<{ code: number | null; out: string }> {
  const served = await serveBehind(front);
  const env = {
    PATH: process.env.PATH,
    CONTRACT_KIT_TARGET: served.url,
    CONTRACT_KIT_USER_TOKEN: served.provider.issueToken(),
    NO_COLOR: '1',
  };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--root', folder], { cwd: folder, env });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    out += String(chunk);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  await served.close();
  return { code, out };
}

const wrong: Front = { answer: withMembers(200, { result: 7 }) };

it('exports a test that fails while the fault is there and passes when it is gone', async () => {
  const served = await serveBehind(wrong);
  const args = ['--target', served.url, '--header', `X-Auth-Token: ${served.provider.issueToken()}`];
  const exported = await runCli(
    ['test', ...args, '--phases', 'examples', '--export', 'vitest=findings', '--quiet'],
    { script: join(installed, 'dist/cli/bin.js'), cwd: folder },
  );
  await served.close();
  expect(exported.code).toBe(1);
  expect(readdirSync(join(folder, 'findings'))).toHaveLength(1);
  const failing = await runTests(wrong);
  expect(failing.out).toContain('response body /result: received 7, documented type string');
  expect(failing.code).toBe(1);
  const passing = await runTests({ answer: (real) => real });
  expect(passing.out).toContain('1 passed');
  expect(passing.code).toBe(0);
}, 120_000);
