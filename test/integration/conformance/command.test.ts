import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { onStatus, withMembers } from '../../mutants/mutant.ts';
import { serveBehind } from '../../mutants/serve.ts';
import { testIo } from '../../unit/cli/test-io.ts';
import { runTestCommand } from './run-command.ts';

async function refusal(...args: string[]): Promise<[exitCode: number, stdout: string, stderr: string]> {
  const io = testIo();
  return [await main(['test', ...args], io), io.out(), io.err()];
}

describe('contract-kit test', () => {
  it.each([
    [
      [],
      'error: --target is missing',
      'hint: the URL of the service under test, such as --target http://127.0.0.1:4000',
    ],
    [['--target', 'here'], 'error: --target wants an http or https URL, received "here"', undefined],
    [
      ['--phases', 'all'],
      'error: --phases knows no phase "all"',
      'hint: some of examples, boundary, negative, pairs, fuzz, stateful',
    ],
    [
      ['--only', 'Nothing'],
      'error: the document has no operation "Nothing"',
      'hint: one of RunModifyPicture',
    ],
    [
      ['--set', 'instance=a'],
      'error: no operation has a parameter "instance"',
      'hint: a field of the body is set with body.NAME=VALUE',
    ],
    [['--timeout', 'soon'], 'error: --timeout wants a whole number, received "soon"', undefined],
  ])('refuses %j in one sentence', async (args, error, hint) => {
    const target = args.includes('--target') || args.length === 0 ? [] : ['--target', 'http://127.0.0.1:1'];
    const [exitCode, stdout, stderr] = await refusal(...target, ...args);
    const [first, second] = stderr.split('\n');
    expect([exitCode, stdout, first, second || undefined]).toEqual([2, '', error, hint]);
  });

  it('says in one sentence that the target cannot be reached', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await refusal('--target', `http://127.0.0.1:${port}`)).toEqual([
      2,
      '',
      `error: cannot reach http://127.0.0.1:${port}: no connection (ECONNREFUSED)\nhint: start the service first, or give another URL with --target\n`,
    ]);
  });

  it('prints the plan and sends nothing with --dry-run', async () => {
    const io = testIo();
    expect(await main(['test', '--target', 'http://127.0.0.1:1/base', '--dry-run'], io)).toBe(0);
    const lines = io.out().split('\n');
    expect(lines[0]).toMatch(
      /^plan of \d+ cases, seed 1, phases examples, boundary, negative, pairs, fuzz, stateful$/,
    );
    expect(lines).toContain(
      '  negative:RunModifyPicture:/body/path:type:null  → refused: breaks type at /body/path (request-body-schema)',
    );
    expect(lines).toContain('  2 not sent: no expired credential was given');
    expect(io.out()).toContain('PUT /base/v1/');
  });

  it('shows a broken provider with the line of the document, the clause and a curl line, and no secret', async () => {
    const served = await serveBehind({ answer: withMembers(200, { result: 7 }) });
    const token = served.provider.issueToken();
    const io = testIo();
    const args = ['--target', served.url, '--header', `X-Auth-Token: ${token}`];
    try {
      expect(await main(['test', ...args], io)).toBe(1);
      const text = io.out();
      expect(text).toContain('error response-body-schema');
      expect(text).toContain('response body /result: received 7, documented type string');
      expect(text).toContain('response.200.result.type');
      expect(text).toMatch(/openapi\/imagesearch\.yaml:\d+/);
      expect(text).toContain(`curl -X PUT \\\n      ${served.url}/v1/`);
      expect(text).toContain('"$X_AUTH_TOKEN"');
      expect(text + io.err()).not.toContain(token);
    } finally {
      await served.close();
    }
  });

  it('keeps secrets out of the report even when the provider repeats them', async () => {
    const served = await serveBehind({
      answer: onStatus(400, (response, request) =>
        Response.json(
          { error_code: request.headers.get('x-auth-token'), error_msg: 1 },
          { status: response.status },
        ),
      ),
    });
    const token = served.provider.issueToken();
    try {
      const run = await runTestCommand(['--target', served.url, '--header', `X-Auth-Token: ${token}`]);
      expect(run.exitCode).toBe(1);
      expect(JSON.stringify(run.report) + run.stderr).not.toContain(token);
      // The altered credential is made from the real one.
      expect(JSON.stringify(run.report)).not.toContain([...token].reverse().join(''));
    } finally {
      await served.close();
    }
  });

  it('shows progress on a terminal alone', async () => {
    const served = await serveBehind({ answer: (real) => real });
    const args = [
      '--target',
      served.url,
      '--header',
      `X-Auth-Token: ${served.provider.issueToken()}`,
      '--phases',
      'examples',
    ];
    try {
      const terminal = await runTestCommand(args, { isTTY: { stdout: false, stderr: true, columns: 70 } });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the line is written over
      expect(terminal.stderr).toMatch(/\r\u001b\[K\[#{24}\] (\d+)\/\1 examples, 0 findings/);
      const quiet = await runTestCommand([...args, '--quiet'], {
        isTTY: { stdout: false, stderr: true, columns: 70 },
      });
      expect(quiet.stderr).toBe('');
    } finally {
      await served.close();
    }
  });

  it('reports what was done until Ctrl-C', async () => {
    const abort = new AbortController();
    let requests = 0;
    const served = await serveBehind({
      answer: (real) => async (request) => {
        requests += 1;
        if (requests === 30) abort.abort();
        return await real(request);
      },
    });
    try {
      const args = ['--target', served.url, '--header', `X-Auth-Token: ${served.provider.issueToken()}`];
      const { exitCode, report } = await runTestCommand(args, { signal: abort.signal });
      expect({ exitCode, checked: report.summary.checked, unchecked: report.summary.unchecked }).toEqual({
        exitCode: 2,
        checked: 29,
        unchecked: [{ reason: 'the run was stopped before its end', count: 1 }],
      });
    } finally {
      await served.close();
    }
  });
});
