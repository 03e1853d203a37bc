import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Io } from '../../../src/cli/io.ts';
import { main } from '../../../src/cli/main.ts';
import type { SavedFailure } from '../../../src/conformance/conformance.ts';
import { accepting, memberOf, serviceError, withMembers } from '../../mutants/mutant.ts';
import { type Front, serveBehind } from '../../mutants/serve.ts';
import { testIo } from '../../unit/cli/test-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const operation = 'PUT /v1/{project_id}/{instance_name}/image';
const wrongResult: Front = { answer: withMembers(200, { result: 7 }) };
const lax: Front = { answer: accepting((_request, body) => memberOf(body, 'tags') === null) };
const correct: Front = { answer: (real) => real };

/** Runs the command against a provider behind a front; the report is written to a file as well. */
async function runAgainst(front: Front, args: readonly string[], more: Partial<Io> & { token?: false } = {}) {
  const served = await serveBehind(front);
  const io = testIo(more);
  const report = join(folder, 'report.json');
  const token = served.provider.issueToken();
  const header = more.token === false ? [] : ['--header', `X-Auth-Token: ${token}`];
  const target = ['--target', served.url, ...header, '--report', 'text', '--report', `json=${report}`];
  try {
    const exitCode = await main(['test', ...target, '--quiet', ...args], io);
    return { exitCode, out: io.out(), err: io.err(), text: readFileSync(report, 'utf8'), token };
  } finally {
    await served.close();
  }
}

/** The report of a run against a broken provider, as a file. */
async function reportOf(front: Front, ...args: string[]): Promise<string> {
  const { text } = await runAgainst(front, args);
  const file = join(folder, `earlier-${Math.random()}.json`);
  writeFileSync(file, text);
  return file;
}

/** The lines about single failures. */
const lines = (out: string): string[] =>
  out.split('\n').filter((line) => /^(FIXED|STILL|CHANGED|UNCHECKED) +/.test(line));

it('says STILL as long as the fault is there, and FIXED when it is not', async () => {
  const file = await reportOf(lax, '--phases', 'negative');
  const still = await runAgainst(lax, ['--replay', file]);
  expect({ exitCode: still.exitCode, lines: lines(still.out), last: still.out.split('\n').at(-2) }).toEqual({
    exitCode: 1,
    lines: [
      `STILL     request-invalid-accepted ${operation}: /body/tags type: null: received status 200, documented is a refusal`,
    ],
    last: 'FAIL: 1 of 1 is still there, 1 error',
  });
  const fixed = await runAgainst(correct, ['--replay', file]);
  expect({ exitCode: fixed.exitCode, lines: lines(fixed.out), err: fixed.err }).toEqual({
    exitCode: 0,
    lines: [
      `FIXED     request-invalid-accepted ${operation}: received status 400, and /body/tags type: null shows no fault`,
    ],
    err: '',
  });
  expect(JSON.parse(fixed.text)).toMatchObject({ verdict: { status: 'pass' }, replay: [{ state: 'fixed' }] });
  expect(JSON.parse(fixed.text).failures).toBeUndefined();
  // The new report can be replayed in turn.
  const again = join(folder, 'again.json');
  writeFileSync(again, still.text);
  expect((await runAgainst(correct, ['--replay', again])).exitCode).toBe(0);
});

it('reads the report from stdin', async () => {
  const text = readFileSync(await reportOf(wrongResult, '--phases', 'examples'));
  const stdin = (async function* () {
    yield text;
  })();
  const { exitCode, out } = await runAgainst(wrongResult, ['--replay', '-'], { stdin });
  expect({ exitCode, lines: lines(out) }).toEqual({
    exitCode: 1,
    lines: [
      `STILL     response-body-schema ${operation}: response body /result: received 7, documented type string`,
    ],
  });
});

it('says CHANGED where another fault took the place', async () => {
  const file = await reportOf(lax, '--phases', 'negative');
  const broken: Front = {
    answer: (real) => async (request) => {
      const isNull = (await request.clone().text()).includes('"tags":null');
      return isNull ? serviceError('IS.0001', 500) : await real(request);
    },
  };
  const { exitCode, out } = await runAgainst(broken, ['--replay', file]);
  expect({ exitCode, lines: lines(out) }).toEqual({
    exitCode: 1,
    lines: [
      expect.stringMatching(
        /^CHANGED {3}request-invalid-accepted PUT .*image: response-server-error: .*received status 500/,
      ),
    ],
  });
});

it('says UNCHECKED, and why, where no valid request is accepted', async () => {
  const file = await reportOf(lax, '--phases', 'negative');
  const { exitCode, out, text } = await runAgainst(correct, ['--replay', file], { token: false });
  expect({ exitCode, lines: lines(out) }).toEqual({
    exitCode: 2,
    lines: [
      `UNCHECKED request-invalid-accepted ${operation}: no valid request of ${operation} was accepted: received status 401 "APIGW.0301", give a credential with --header 'Name: value'`,
    ],
  });
  // What could not be looked at stays in the report.
  expect(JSON.parse(text).failures).toEqual(JSON.parse(readFileSync(file, 'utf8')).failures);
});

it('holds no secret, and takes header fields that were secret from the command line', async () => {
  const secret = ['--header', 'X-Api-Key: key-of-the-gateway'];
  const { text, token } = await runAgainst(lax, ['--phases', 'negative', ...secret]);
  expect(text).not.toContain(token);
  expect(text).not.toContain('key-of-the-gateway');
  const file = join(folder, 'secret.json');
  const [failure] = JSON.parse(text).failures as SavedFailure[];
  const { headers = [] } = failure?.case.request ?? {};
  const request = { ...failure?.case.request, headers: [...headers, ['X-Api-Key', '[redacted]']] };
  writeFileSync(
    file,
    JSON.stringify({ ...JSON.parse(text), failures: [{ ...failure, case: { ...failure?.case, request } }] }),
  );
  expect(lines((await runAgainst(lax, ['--replay', file])).out)).toEqual([
    expect.stringContaining('UNCHECKED'),
  ]);
  const given = await runAgainst(lax, ['--replay', file, ...secret]);
  expect(lines(given.out)).toEqual([expect.stringContaining('STILL')]);
});

it('warns where the document is another one', async () => {
  const file = await reportOf(wrongResult, '--phases', 'examples');
  const report = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...report, contract: { ...report.contract, digest: 'sha256:0' } }));
  const { exitCode, err } = await runAgainst(correct, ['--replay', file]);
  expect({ exitCode, err }).toEqual({
    exitCode: 0,
    err: 'warning: the document is not the one of that report, the answers are judged by the present one\n',
  });
});

it('sends nothing that the document does not describe, whatever the file says', async () => {
  const file = await reportOf(wrongResult, '--phases', 'examples');
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const [failure] = report.failures;
  const request = { ...failure.case.request, method: 'DELETE' };
  writeFileSync(
    file,
    JSON.stringify({ ...report, failures: [{ ...failure, case: { ...failure.case, request } }] }),
  );
  const { exitCode, out } = await runAgainst(correct, ['--replay', file]);
  expect({ exitCode, lines: lines(out) }).toEqual({
    exitCode: 2,
    lines: [`UNCHECKED response-body-schema ${operation}: the saved request is none of this operation`],
  });
});

it.each([
  ['nothing', undefined, /^error: cannot read .*: ENOENT\n/],
  ['no JSON', 'FAIL', /^error: .* is no JSON\nhint: the JSON report of a test that failed: /],
  ['no report', '{}', /^error: .* is no JSON report of version 1\n/],
  ['a passing report', '{"version":1,"contract":{}}', /^error: .* holds no failure to send again\n/],
  ['a broken one', '{"version":1,"contract":{},"failures":[{}]}', /: \/failures\/0 cannot be read\n/],
])('refuses %s in one sentence', async (_name, text, message) => {
  const file = join(folder, `bad-${Math.random()}.json`);
  if (text !== undefined) writeFileSync(file, text);
  const io = testIo();
  expect(await main(['test', '--target', 'http://127.0.0.1:1', '--replay', file], io)).toBe(2);
  expect(io.err()).toMatch(message);
});
