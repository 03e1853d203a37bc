import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { commandTable } from '../../src/cli/command-table.ts';
import { runCli } from './run-cli.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = join(root, 'src/cli/bin.ts');
const cwd = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const base = 'https://imagesearch.cn-north-4.myhuaweicloud.com/v1/p/test-instance/image';
const headers = [
  { name: 'Content-Type', value: 'application/json' },
  { name: 'X-Auth-Token', value: 'MIIsecret' },
];

/** One HAR entry of the bundled document's operation. */
function entry(body: unknown, answer: unknown, url = base): string {
  const text = JSON.stringify(answer);
  return JSON.stringify({
    request: {
      method: 'PUT',
      url,
      headers,
      postData: { mimeType: 'application/json', text: JSON.stringify(body) },
    },
    response: {
      status: 200,
      headers: headers.slice(0, 1),
      content: { size: text.length, mimeType: 'application/json', text },
    },
  });
}

const good = entry({ path: 'a.jpg', tags: {} }, { result: 'Success' });
const bad = entry({ path: 'a.jpg', tags: {} }, {});
const elsewhere = entry({}, {}, 'https://other.example/v1');
const har = (...entries: string[]) => `{"log":{"version":"1.2","entries":[${entries.join(',')}]}}`;

describe.concurrent('contract-kit', () => {
  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const expected = { code: 0, stdout: `${version}\n`, stderr: '' };
    expect(await runCli(['--version'])).toEqual(expected);
    expect(await runCli(['-V'])).toEqual(expected);
  });

  it('lists its commands', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^ {2}[a-z-]+(?: [a-z-]+)?(?= {2})/gm)?.map((line) => line.trim())).toEqual(
      Object.keys(commandTable),
    );
    expect(await runCli(['help'])).toEqual({ code, stdout, stderr });
  });

  it.each(Object.keys(commandTable))('%s --help shows three examples', async (name) => {
    const { code, stdout, stderr } = await runCli([...name.split(' '), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: contract-kit ${name} `));
    const examples = stdout.split('Examples:\n')[1]?.trim().split('\n') ?? [];
    expect(examples.map((line) => line.includes(`contract-kit ${name}`))).toEqual([true, true, true]);
    expect(await runCli(['help', ...name.split(' ')])).toEqual({ code, stdout, stderr });
  });

  it.each([
    ['good traffic', good, 0, /^PASS$/m],
    ['traffic that breaks the document', `${good}\n${bad}`, 1, /^FAIL: 1 error$/m],
    ['a damaged line', `${good}\n{`, 2, /^ +1 {2}stdin:2:2: the line is not JSON, unexpected end$/m],
    ['a damaged line beside a fault', `${bad}\n{`, 2, /^UNCHECKED: 1 thing could not be checked, 1 error$/m],
    ['traffic of other servers', elsewhere, 2, /^UNCHECKED: nothing was checked$/m],
    ['nothing', '', 2, /^UNCHECKED: nothing was checked$/m],
  ])('check judges %s', async (_, lines, code, verdict) => {
    const ended = await runCli(['check', '-'], { input: lines });
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code, stderr: '' });
    expect(ended.stdout).toMatch(verdict);
    expect(ended.stdout).not.toContain('MIIsecret');
  });

  it('check judges what is readable when a file is broken', async () => {
    writeFileSync(join(cwd, 'cut.har'), har(good).slice(0, -4));
    writeFileSync(join(cwd, 'good.har'), har(good));
    const ended = await runCli(['check', 'cut.har', 'good.har', '--report', 'json'], { cwd });
    const { summary, verdict } = JSON.parse(ended.stdout);
    expect({ ...ended, stdout: '' }).toEqual({ code: 2, stdout: '', stderr: '' });
    expect(verdict.status).toBe('unchecked');
    expect(summary).toMatchObject({
      exchanges: 1,
      checked: 1,
      unchecked: [{ count: 1, reason: 'cut.har entry 1, byte 35: the file ends in the middle of the entry' }],
    });
  });

  it('check reads NDJSON in constant memory', async () => {
    // What is kept of each line would not fit in a heap of this size.
    const lines = 150_000;
    const ended = await runCli(['check', '-', '--report', 'json'], {
      input: `${elsewhere}\n`.repeat(lines),
      env: { NODE_OPTIONS: '--max-old-space-size=80' },
    });
    expect(ended).toMatchObject({ code: 2, stderr: '' });
    expect(JSON.parse(ended.stdout).summary.skipped).toEqual([
      { reason: 'no server of the document: https://other.example', count: lines },
    ]);
  }, 60_000);

  it('check takes traffic of another server with --server', async () => {
    const line = entry(
      { path: 'a.jpg', tags: {} },
      { result: 'Success' },
      'http://127.0.0.1:4000/v1/p/i/image',
    );
    const server = ['--server', 'http://127.0.0.1:4000'];
    expect((await runCli(['check', '-', ...server], { input: line })).code).toBe(0);
    expect((await runCli(['check', '-'], { input: line })).code).toBe(2);
  });

  it('writes each report where it was asked to', async () => {
    const reports = ['--report', 'json=out/report.json', '--report', 'junit=out/junit.xml', '--quiet'];
    const ended = await runCli(['check', '-', ...reports], { cwd, input: bad });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/\nFAIL: 1 error\n$/);
    expect(ended.stdout).not.toContain('Clauses');
    const report = JSON.parse(readFileSync(join(cwd, 'out/report.json'), 'utf8'));
    expect(report.findings.map(({ rule }: { rule: string }) => rule)).toEqual(['response-body-schema']);
    expect(readFileSync(join(cwd, 'out/junit.xml'), 'utf8')).toMatch(
      /^<\?xml .*<failure type="response-body-schema"/s,
    );
  });

  it('says where a report cannot be written', async () => {
    writeFileSync(join(cwd, 'file'), '');
    expect(
      await runCli(['check', '-', '--report', 'json=file/report.json'], { cwd, input: good }),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: cannot write the report file\/report\.json: E[A-Z]+\n$/),
    });
  });

  it('is quiet when the reader of stdout goes away', async () => {
    const child = spawn(process.execPath, [bin, 'check', '-', '--report', 'json'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    child.stdin.end(bad);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('ends on SIGINT while it waits for input, with what it has', async () => {
    const child = spawn(process.execPath, [bin, 'check', '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
    // More than a pipe holds, so that the write ends when the command is reading.
    const filled = new Promise((resolve) => child.stdin.write(`${good}\n`.repeat(3000), resolve));
    child.stdin.on('error', () => {});
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    await filled;
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(2);
    expect(stdout).toMatch(/ 1 {2}the run was interrupted before the end of the traffic$/m);
  });

  it('npm start judges the provider and passes', async () => {
    const ended = await runCli([], { script: join(root, 'src/cli/start.ts') });
    expect(ended.stderr).toMatch(/^the reference provider listens on http:\/\/127\.0\.0\.1:\d+$/m);
    expect(ended.stdout).toMatch(/^Clauses +proven +violated +unexercised$/m);
    expect(ended.stdout.trimEnd().split('\n').at(-1)).toBe('PASS');
    expect(ended.code).toBe(0);
  });
});
