import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { seedAccessKey } from '../../../src/provider/seeds.ts';
import { runCli } from '../../e2e/run-cli.ts';
import { startProvider } from '../provider/requests.ts';
import { startTestProxy } from './start.ts';

const session = fileURLToPath(new URL('./sdk-session.ts', import.meta.url));

it('records a session of the vendor client, signed with AK/SK, which checks clean', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sdk-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { url, stop } = await startProvider();
  onTestFinished(stop);
  const { proxy, told } = await startTestProxy({ target: url, record: join(folder, 'recording.ndjson') });
  const env = {
    HOME: folder,
    ENDPOINT: proxy.url,
    ACCESS_KEY: seedAccessKey.id,
    SECRET_KEY: seedAccessKey.secret,
    PROJECT: seedAccessKey.projectId,
  };
  const { stdout } = await promisify(execFile)(process.execPath, [session], { env, cwd: folder });
  expect(JSON.parse(stdout.split('\n').at(-1) ?? '')).toEqual([
    { httpStatusCode: 200, result: 'Success' },
    { httpStatusCode: 200, result: 'Success' },
    { httpStatusCode: 200, result: 'Success' },
    { httpStatusCode: 400, errorCode: 'IS.0016' },
    { httpStatusCode: 400, errorCode: 'IS.0007' },
  ]);
  await proxy.close();
  const { exchanges, checked, findings, unchecked } = proxy.results();
  expect({ exchanges, checked, findings, unchecked, told }).toEqual({
    exchanges: 5,
    checked: 5,
    findings: [],
    unchecked: [],
    told: [],
  });

  const { code, stdout: report } = await runCli(
    ['check', 'recording.ndjson', '--server', url, '--report', 'json'],
    { cwd: folder },
  );
  const { verdict, summary, coverage } = JSON.parse(report);
  expect({ code, verdict, summary }).toEqual({
    code: 0,
    verdict: { status: 'pass', reasons: [] },
    summary: { exchanges: 5, checked: 5, errors: 0, warnings: 0, unchecked: [], skipped: [] },
  });
  const signed = coverage.clauses.find(({ id }: { id: string }) => id === 'request.credentials.aksk');
  expect(signed).toMatchObject({ state: 'proven', by: ['traffic'] });
  const recording = readFileSync(join(folder, 'recording.ndjson'), 'utf8');
  expect(recording).not.toContain(seedAccessKey.id);
  expect(recording).not.toMatch(/Signature=[0-9a-f]/);
});
