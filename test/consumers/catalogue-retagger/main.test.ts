import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createProvider } from '../../../src/provider/provider.ts';
import { defaultSeeds, seedProject, seedUser } from '../../../src/provider/seeds.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const seedPath = 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg';

it('runs from a catalogue to a report, and goes on where it was', async () => {
  const provider = createProvider();
  const { url, close } = await provider.listen();
  const folder = mkdtempSync(join(tmpdir(), 'retagger-'));
  onTestFinished(async () => {
    await close();
    provider.close();
    rmSync(folder, { recursive: true });
  });
  const environment = {
    IMAGESEARCH_ENDPOINT: url,
    IMAGESEARCH_PROJECT_ID: seedProject.id,
    IAM_ENDPOINT: url,
    IAM_DOMAIN: defaultSeeds.domain.name,
    IAM_USER: seedUser.name,
    IAM_PASSWORD: seedUser.password,
  };
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = environment) =>
    new Promise((resolve) => {
      const options = { cwd: folder, env: { ...process.env, ...env } };
      execFile(process.execPath, [main, ...args], options, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
    });

  const catalogue = [seedPath, 'absent.jpg'].map((path) => JSON.stringify({ path, tags: { animal: 'cat' } }));
  writeFileSync(join(folder, 'catalogue.ndjson'), catalogue.join('\n'));
  const job = ['catalogue.ndjson', '--instance', 'test-instance'];
  const failure = 'failed   absent.jpg: IS.0016: The path is invalid.\n';
  expect(await run(job)).toEqual({
    code: 1,
    stdout: `${failure}1 done, 1 failed, 0 skipped, 0 left\n`,
    stderr: '',
  });
  expect(await run(job)).toEqual({
    code: 1,
    stdout: `${failure}0 done, 1 failed, 1 skipped, 0 left\n`,
    stderr: '',
  });
  writeFileSync(join(folder, 'one.json'), `[${catalogue[0]}]`);
  expect(await run(['one.json', '--instance', 'no-such'])).toEqual({
    code: 2,
    stdout: `stopped  ${seedPath}: IS.0007: Invalid instance name.\n0 done, 0 failed, 0 skipped, 1 left\n`,
    stderr: '',
  });
  expect(await run([])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'usage: main.ts CATALOGUE --instance NAME [--progress FILE]\n',
  });
  expect(await run(job, { ...environment, IAM_USER: '' })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'the variable IAM_USER is not set\n',
  });
});
