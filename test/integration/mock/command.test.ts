import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const bin = fileURLToPath(new URL('../../../src/cli/bin.ts', import.meta.url));
const image = '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/test-instance/image';
const modify = {
  method: 'PUT',
  headers: { 'x-auth-token': 't', 'content-type': 'application/json' },
  body: '{"path":"a","tags":{}}',
};

function run(args: readonly string[], cwd?: string) {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [bin, 'mock', ...args], { cwd });
  // A test that fails half-way leaves no process behind.
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'close').then(() => child.exitCode ?? -1);
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const [, url] = /^listening on (\S+)\n/.exec(output.stdout) ?? [];
      if (url !== undefined) resolve(url);
    });
    ended.then(() => reject(new Error(`ended before it was ready: ${output.stderr}`)));
  });
  return { child, output, ended, ready };
}

async function runToEnd(...args: string[]) {
  const { ended, ready, output } = run(args);
  ready.catch(() => {});
  return { code: await ended, ...output };
}

describe('contract-kit mock', () => {
  it.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])('serves until %s and ends with 0', async (signal) => {
    const { child, output, ended, ready } = run(['--port', '0']);
    const url = await ready;
    const answer = await fetch(url + image, modify);
    expect([answer.status, await answer.text()]).toEqual([200, '{\n  "result" : "Success"\n}']);
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(output).toEqual({
      stdout: `listening on ${url}\n`,
      stderr: `the document is shown at ${url}/_kit/docs, the last calls at /_kit/journal\n`,
    });
  });

  it('answers what is on its way when it is told to stop, and prints the ready line alone with --quiet', async () => {
    const { child, output, ended, ready } = run(['--port', '0', '--quiet', '--latency', '400']);
    const url = await ready;
    const answer = fetch(url + image, modify);
    // The journal has the call as soon as it is decided on, which is before it is answered.
    for (;;) {
      const { entries } = (await (await fetch(`${url}/_kit/journal`)).json()) as { entries: unknown[] };
      if (entries.length > 0) break;
    }
    child.kill('SIGTERM');
    expect((await answer).status).toBe(200);
    expect(await ended).toBe(0);
    expect(output).toEqual({ stdout: `listening on ${url}\n`, stderr: '' });
  });

  it('loads Prism where it is needed, and no warning of it reaches the terminal', async () => {
    const { child, output, ended, ready } = run(['--port', '0', '--quiet', '--dynamic', '--seed', 'abc']);
    const url = await ready;
    const bodies = [
      await (await fetch(url + image, modify)).text(),
      await (await fetch(url + image, modify)).text(),
    ];
    expect(bodies[0]).toBe(bodies[1]);
    expect(JSON.parse(bodies[0] ?? '')).not.toEqual({ result: 'Success' });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output.stderr).toBe('');
  });

  it('reads the document again when it changes, and tells what in it is not served', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'mock-command-'));
    onTestFinished(() => rmSync(cwd, { recursive: true }));
    const write = (example: string) =>
      writeFileSync(
        join(cwd, 'api.yaml'),
        `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /x: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: integer }, example: ${example} } } } } } } }\n`,
      );
    write('1');
    const { child, ended, ready } = run(['--port', '0', '--quiet', '--spec', 'api.yaml'], cwd);
    const url = await ready;
    const lines = child.stderr.iterator();
    write('wrong');
    let text = '';
    while (!text.includes('not served')) text += (await lines.next()).value;
    expect(text.split('\n')).toEqual([
      'the document was read again and is served, 1 operation',
      'api.yaml:3: the example of response 200 of GET /x breaks its own schema: the value must be integer; it is not served',
      '',
    ]);
    expect(await (await fetch(`${url}/x`)).json()).toBeTypeOf('number');
    child.kill('SIGTERM');
    await ended;
  });

  it('says that a port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const ended = await runToEnd('--port', String(port));
    other.close();
    expect(ended).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: cannot listen on 127.0.0.1:${port}: the port is in use\nhint: choose another address with --port and --host; port 0 takes any free one\n`,
    });
  });

  it.each<[string[], string]>([
    [['--port', '70000'], '--port wants a number up to 65535, received 70000'],
    [['--latency', 'long'], '--latency wants milliseconds or a range of them, received "long"'],
    [['--latency', '9-1'], '--latency wants milliseconds or a range of them, received "9-1"'],
    [['--fail-rate', '2'], '--fail-rate wants a share from 0 to 1, received "2"'],
    [['--journal', '-1'], '--journal wants a whole number, received "-1"'],
    [['--spec', 'nothing.yaml'], 'cannot read nothing.yaml: no such file'],
  ])('%j ends with 2', async (args, message) => {
    const { code, stdout, stderr } = await runToEnd(...args);
    expect([code, stdout, stderr.split('\n')[0]]).toEqual([2, '', `error: ${message}`]);
  });
});
