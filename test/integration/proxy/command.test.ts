import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { runCli } from '../../e2e/run-cli.ts';
import { testIo } from '../../unit/cli/test-io.ts';
import { runProxy } from './run-proxy.ts';
import { read, startService, success, toRequest } from './start.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('contract-kit proxy', () => {
  it('passes traffic that keeps to the document with 0, and its recording checks clean', async () => {
    const cwd = newFolder();
    const { url } = await startService(success);
    const proxy = await runProxy(['--target', url, '--record', 'day.har', '--quiet'], { cwd });
    expect(await read(await fetch(toRequest(proxy.url)))).toMatchObject({ status: 200 });
    proxy.child.kill('SIGTERM');
    expect({ code: await proxy.ended, ...proxy.output }).toEqual({
      code: 0,
      stdout: `listening on ${proxy.url}\nPASS\n`,
      stderr: '',
    });
    const check = await runCli(['check', 'day.har', '--server', url, '--quiet'], { cwd });
    expect(check).toEqual({ code: 0, stdout: 'PASS\n', stderr: '' });
  });

  it('tells a fault once while it runs, counts it in the report, and ends with 1', async () => {
    const cwd = newFolder();
    const { url } = await startService((request, response) => {
      request.resume();
      response.writeHead(418).end();
    });
    const proxy = await runProxy(['--target', url, '--report', 'json=report.json'], { cwd });
    for (let count = 0; count < 4; count++) await (await fetch(toRequest(proxy.url))).text();
    proxy.child.kill('SIGINT');
    expect(await proxy.ended).toBe(1);
    expect(proxy.output.stderr).toMatch(
      /^error response-status-unknown PUT \/v1\/\{project_id\}\/\{instance_name\}\/image: response status: received 418, documented 200, .* \(\S+imagesearch\.yaml:\d+:\d+\)\n$/,
    );
    const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'));
    expect(report).toMatchObject({
      verdict: { status: 'fail', reasons: ['1 error'] },
      summary: { exchanges: 4, checked: 4, errors: 1, warnings: 0, unchecked: [] },
      findings: [{ rule: 'response-status-unknown', count: 4 }],
    });
    expect(proxy.output.stdout).toMatch(/, and 3 more\n.*FAIL: 1 error\n$/s);
  });

  it('ends with 2 where nothing passed, and leaves stdout to a report for machines', async () => {
    const proxy = await runProxy(['--target', 'http://127.0.0.1:1', '--report', 'json']);
    proxy.child.kill('SIGTERM');
    expect(await proxy.ended).toBe(2);
    expect(proxy.output.stderr).toBe(`listening on ${proxy.url}\n`);
    expect(JSON.parse(proxy.output.stdout).verdict).toEqual({
      status: 'unchecked',
      reasons: ['nothing was checked'],
    });
  });

  it('says that only a share was judged', async () => {
    const cwd = newFolder();
    const { url } = await startService(success);
    const options = ['--sample', '0.5', '--seed', '7', '--report', 'json=report.json', '--report', 'text'];
    const proxy = await runProxy(['--target', url, ...options], { cwd });
    for (let count = 0; count < 20; count++) await (await fetch(toRequest(proxy.url))).text();
    proxy.child.kill('SIGTERM');
    expect(await proxy.ended).toBe(0);
    const { summary } = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'));
    expect(summary).toMatchObject({
      exchanges: 20,
      notes: [
        {
          reason: 'a call that was not judged: a share of 0.5 is, chosen with the seed 7',
          count: 20 - summary.checked,
        },
      ],
    });
    expect(summary.checked).toBeLessThan(20);
    expect(proxy.output.stdout).toContain(
      `  ${20 - summary.checked}  a call that was not judged: a share of 0.5 is`,
    );
  });

  it('cuts off what a killed recorder left behind, and says so', async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'day.ndjson'), '{"n":1}\n{"n":');
    const proxy = await runProxy(['--target', 'http://127.0.0.1:1', '--record', 'day.ndjson'], { cwd });
    proxy.child.kill('SIGTERM');
    await proxy.ended;
    expect(proxy.output.stderr).toBe(
      `${join(cwd, 'day.ndjson')} ended in the middle of a line: its last 5 bytes were cut off\n`,
    );
    expect(readFileSync(join(cwd, 'day.ndjson'), 'utf8')).toBe('{"n":1}\n');
  });

  it.each([
    [[], '--target is missing'],
    [['--target', 'ftp://x'], '--target wants an http or https URL, received "ftp://x"'],
    [['--target', 'http://u:p@h'], 'the target wants an http or https URL, received "http://u:p@h"'],
    [['--target', 'http://h', '--port', '70000'], '--port wants a number up to 65535, received 70000'],
    [['--target', 'http://h', '--sample', '1.5'], '--sample wants a share from 0 to 1, received "1.5"'],
    [
      ['--target', 'http://h', '--sample', '.5', '--enforce'],
      'a proxy that enforces the contract judges every call, so it takes no sample',
    ],
    [['--target', 'http://h', '--cert', 'a.pem'], '--key is missing'],
    [['--target', 'http://h', '--ca', 'none.pem'], 'cannot read none.pem of --ca: ENOENT'],
    [['--target', 'http://h', '--record', 'a.txt'], 'cannot tell the format of the recording'],
    [
      ['--target', 'http://h', '--header', 'A: b'],
      '--header changes requests, which a proxy passes on as they are',
    ],
    [['--target', 'http://h', '--set', 'a=b'], '--set changes requests, which a proxy passes on as they are'],
    [['--target', 'http://h', '--spec', 'none.yaml'], 'cannot read none.yaml'],
  ])('refuses %j in one sentence', async (args, message) => {
    const io = testIo();
    expect(await main(['proxy', '--port', '0', ...args], io)).toBe(2);
    expect(io.out()).toBe('');
    expect(io.err()).toContain(`error: ${message}`);
    expect(io.err().split('\n').length).toBeLessThanOrEqual(3);
  });
});
