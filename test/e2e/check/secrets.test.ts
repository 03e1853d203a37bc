import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { testIo } from '../../unit/cli/test-io.ts';
import { base } from './entry.ts';

const cwd = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const canary = 'c4n4ryS3cr3tV4lu3';
const json = { name: 'Content-Type', value: 'application/json' };
const form = { name: 'Content-Type', value: 'application/x-www-form-urlencoded' };

type Request = {
  url?: string;
  headers?: object[];
  cookies?: object[];
  postData?: object;
  queryString?: object[];
};

/** An exchange that breaks the document on both sides, so that every output has much to show of it. */
function entry(
  request: Request,
  response: { headers?: object[]; text?: string; status?: number } = {},
): object {
  const { text = '{"result":1,"extra":"x"}', status = 200 } = response;
  return {
    request: {
      method: 'PUT',
      url: request.url ?? base,
      headers: [json, ...(request.headers ?? [])],
      cookies: request.cookies ?? [],
      queryString: request.queryString ?? [],
      postData: request.postData ?? { mimeType: 'application/json', text: '{"path":5}' },
    },
    response: {
      status,
      headers: [json, ...(response.headers ?? [])],
      content: { mimeType: 'application/json', size: text.length, text },
    },
  };
}

const body = (value: unknown) => ({ mimeType: 'application/json', text: JSON.stringify(value) });
const authorization = `SDK-HMAC-SHA256 Access=${canary}, SignedHeaders=host;x-sdk-date, Signature=${canary}`;

/** Where the secret stands → the exchange. */
const places: Readonly<Record<string, object>> = {
  'a token header': entry({ headers: [{ name: 'X-Auth-Token', value: canary }] }),
  'a bearer token': entry({ headers: [{ name: 'Authorization', value: `Bearer ${canary}` }] }),
  'a signature': entry({ headers: [{ name: 'Authorization', value: authorization }] }),
  'a security token': entry({ headers: [{ name: 'X-Security-Token', value: canary }] }),
  'a cookie header': entry({ headers: [{ name: 'Cookie', value: `session=${canary}` }] }),
  'the list of cookies': entry({ cookies: [{ name: 'session', value: canary }] }),
  'a cookie that is set': entry(
    {},
    { headers: [{ name: 'Set-Cookie', value: `session=${canary}; Path=/` }] },
  ),
  'a token that is given': entry({}, { headers: [{ name: 'X-Subject-Token', value: canary }] }),
  'the query': entry({
    url: `${base}?access_token=${canary}`,
    queryString: [{ name: 'access_token', value: canary }],
  }),
  'the query of an unknown path': entry({ url: `${new URL(base).origin}/nowhere?X-Amz-Signature=${canary}` }),
  'the password of the URL': entry({ url: base.replace('://', `://user:${canary}@`) }),
  'the password of another server': entry({ url: `https://user:${canary}@other.test/` }),
  'the request body': entry({ postData: body({ path: 5, password: canary }) }),
  'the request body, deep': entry({
    postData: body({ path: 5, tags: { auth: { identity: { secret: canary } } } }),
  }),
  'a request body that is cut off': entry({
    postData: { mimeType: 'application/json', text: `{"password":"${canary}","path":` },
  }),
  'form fields': entry({
    headers: [form],
    postData: { mimeType: form.value, params: [{ name: 'password', value: canary }] },
  }),
  'form text': entry({
    headers: [form],
    postData: { mimeType: form.value, text: `a=1&client_secret=${canary}` },
  }),
  'the response body': entry({}, { text: `{"token":"${canary}","result":1}` }),
  'the echo of a token': entry(
    { headers: [{ name: 'X-Auth-Token', value: canary }] },
    { status: 400, text: `{"error_code":5,"error_msg":"token ${canary} is invalid"}` },
  ),
  'an undocumented answer': entry(
    { headers: [{ name: 'X-Auth-Token', value: canary }] },
    { status: 418, text: `<html>${canary}</html>` },
  ),
  'an entry without a method': { request: { url: base, headers: [{ name: 'X-Auth-Token', value: canary }] } },
};

const damaged: readonly [string, string, string][] = [
  [
    'a damaged line',
    'damaged.ndjson',
    `{"request":{"headers":[{"name":"X-Auth-Token","value" "${canary}"}]}}\n`,
  ],
  [
    'a line that is cut off',
    'cut.ndjson',
    `{"request":{"headers":[{"name":"X-Auth-Token","value":"${canary}`,
  ],
  ['a damaged HAR entry', 'damaged.har', `{"log":{"entries":[{"request":{"token" "${canary}"}}]}}`],
  ['a HAR file that is cut off', 'cut.har', `{"log":{"entries":[{"request":{"token":"${canary}`],
];

const inputs = [
  ...Object.entries(places).flatMap(([place, recorded], index): [string, string, string][] => [
    [place, `${index}.har`, JSON.stringify({ log: { entries: [recorded] } })],
    [`${place}, as NDJSON`, `${index}.ndjson`, JSON.stringify(recorded)],
  ]),
  ...damaged,
];

describe('a secret of the traffic is in no output', () => {
  it('of each place by itself', async () => {
    for (const [, name, content] of inputs) writeFileSync(join(cwd, name), content);
    const reports = ['--report', 'text', '--report', 'json=r.json', '--report', 'junit=r.xml'];
    const leaks: string[] = [];
    for (const [place, name, content] of inputs) {
      expect(content).toContain(canary);
      const io = testIo({ cwd });
      const code = await main(['check', name, ...reports], io);
      const [stdout, stderr] = [io.out(), io.err()];
      const written = ['r.json', 'r.xml'].map((file) => readFileSync(join(cwd, file), 'utf8'));
      if ([stdout, stderr, ...written].some((text) => text.includes(canary))) leaks.push(place);
      // Each has something to say; otherwise there is nothing to leak.
      expect([place, code === 1 || code === 2, stderr]).toEqual([place, true, '']);
    }
    expect(leaks).toEqual([]);
  }, 60_000);
});
