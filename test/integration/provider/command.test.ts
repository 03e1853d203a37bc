import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imagePath, readAnswer, toImageRequest } from './requests.ts';
import { type Run, runCommand, startCommand } from './run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'provider-command-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('contract-kit provider', () => {
  it.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])('serves until %s and ends with 0', async (signal) => {
    const run = await startCommand('--port', '0', '--store', join(folder, `${signal}.sqlite`));
    const token = await getTokenAsPrinted(run);
    const answer = await readAnswer(await fetch(toImageRequest(run.url, token)));
    run.child.kill(signal);
    expect(await run.ended).toBe(0);
    expect(answer).toEqual({ status: 200, body: { result: 'Success' } });
    expect(run.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    // Nothing else is printed: no warning of Node among it.
    expect(run.output.stdout).toBe(`listening on ${run.url}\n`);
    expect(run.output.stderr.split('\n')).toEqual([
      'get a token (header X-Subject-Token of the answer) with',
      expect.stringContaining(`  curl -si '${run.url}/v3/auth/tokens?nocatalog=true' `),
      `and send it as X-Auth-Token with PUT ${run.url}${imagePath}`,
      '',
    ]);
  });

  it('prints the ready line alone with --quiet', async () => {
    const run = await startCommand('--port', '0', '--quiet');
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(run.output).toEqual({ stdout: `listening on ${run.url}\n`, stderr: '' });
  });

  it('says that a port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as AddressInfo;
    const ended = await runCommand('--port', String(port));
    other.close();
    expect(ended).toEqual({
      code: 2,
      stdout: '',
      stderr:
        `error: cannot listen on 127.0.0.1:${port}: the port is in use\n` +
        'hint: choose another address with --port and --host; port 0 takes any free one\n',
    });
  });

  it.each([
    [['--port', '70000'], '--port wants a number up to 65535, received 70000'],
    [['--port', 'x'], '--port wants a whole number, received "x"'],
    [
      ['--port', '0', '--host', '192.0.2.1'],
      'cannot listen on 192.0.2.1:0: this machine has no such address',
    ],
    [['--port', '0', '--store', '/'], 'cannot open the store /: unable to open database file'],
  ])('%j ends with 2 and one sentence', async (args, message) => {
    const { code, stdout, stderr } = await runCommand(...args);
    expect({ code, stdout, error: stderr.split('\n')[0] }).toEqual({
      code: 2,
      stdout: '',
      error: `error: ${message}`,
    });
  });
});

/** Does what the printed curl line says. */
async function getTokenAsPrinted({ child, output }: Run): Promise<string> {
  while (!output.stderr.endsWith('/image\n')) await once(child.stderr, 'data');
  const [, url = '', header = '', body = ''] =
    /curl -si '(.*?)' -H '(.*?)' -d '(.*?)'/.exec(output.stderr) ?? [];
  const [name = '', value = ''] = header.split(': ');
  const response = await fetch(url, { method: 'POST', headers: { [name]: value }, body });
  return response.headers.get('x-subject-token') ?? '';
}
