import { describe, expect, it, onTestFinished } from 'vitest';
import { createMock, type MockOptions } from '../../../src/mock/mock.ts';
import { toContract } from '../../unit/contract/to-contract.ts';

const contract = toContract(`servers: [{ url: https://api.example/v1 }]
paths:
  /x:
    get: { responses: { '200': { description: ok, headers: { X-A: { schema: { type: string }, example: a } }, content: { text/plain: { schema: { type: string }, example: x } } } } }
    head: { responses: { '200': { description: ok, headers: { X-A: { schema: { type: string }, example: a } } } } }
    delete: { responses: { '204': { description: gone } } }
    put: { requestBody: { content: { text/plain: { schema: { type: string, maxLength: 3 } } } }, responses: { '200': { description: ok }, '400': { description: bad } } }`);

async function open(options: MockOptions = {}) {
  const mock = await createMock({ contract, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

it('is a fetch: a URL, a path or a Request, of any host, at the root and under the base path', async () => {
  const { fetch } = await open();
  const answers = await Promise.all([
    fetch('https://api.example/v1/x'),
    fetch('/x?__code=200'),
    fetch(new URL('http://127.0.0.1:1/v1/x')),
    fetch(new Request('http://other/x')),
  ]);
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['x', 'x', 'x', 'x']);
  const [answer] = answers;
  expect([answer?.headers.get('x-a'), answer?.headers.get('content-type')]).toEqual(['a', 'text/plain']);
});

it('answers without a body where there is none', async () => {
  const { fetch } = await open();
  const head = await fetch('/x', { method: 'HEAD' });
  expect([head.status, head.headers.get('x-a'), head.body]).toEqual([200, 'a', null]);
  const gone = await fetch('/x', { method: 'DELETE' });
  expect([gone.status, gone.body, gone.headers.get('content-type')]).toEqual([204, null, null]);
});

it('reads bodies of every kind up to the limit', async () => {
  const { fetch } = await open({ bodyLimit: 10 });
  const put = async (body: string | Uint8Array<ArrayBuffer>) =>
    (await fetch('/x', { method: 'PUT', headers: { 'content-type': 'text/plain' }, body })).status;
  const stream = new Blob(['abc']).stream();
  expect(await put('abc')).toBe(200);
  expect(await put(new Uint8Array([97, 98, 99]))).toBe(200);
  expect(
    (
      await fetch('/x', {
        method: 'PUT',
        headers: { 'content-type': 'text/plain' },
        body: stream,
        duplex: 'half',
      })
    ).status,
  ).toBe(200);
  expect(await put('abcd')).toBe(400);
  expect(await put('a'.repeat(11))).toBe(413);
});

it('heeds an abort signal', async () => {
  const { fetch } = await open({ latency: 50 });
  await expect(fetch('/x', { signal: AbortSignal.abort() })).rejects.toThrow();
  await expect(fetch('/x', { signal: AbortSignal.timeout(1) })).rejects.toThrow();
});

it('no answer can be changed through another one', async () => {
  const { fetch } = await open();
  const bytes = new Uint8Array(await (await fetch('/x')).arrayBuffer());
  bytes.fill(0);
  expect(await (await fetch('/x')).text()).toBe('x');
});

describe('CORS', () => {
  const page = { origin: 'http://page.example' };
  const preflight = {
    method: 'OPTIONS',
    headers: { ...page, 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'x-a' },
  };
  const corsOf = (answer: Response) =>
    Object.fromEntries(
      [...answer.headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary'),
    );

  it('lets pages of any origin call', async () => {
    const { fetch } = await open();
    const asked = await fetch('/x', preflight);
    expect([asked.status, corsOf(asked)]).toEqual([
      204,
      {
        'access-control-allow-origin': 'http://page.example',
        'access-control-allow-methods': 'DELETE',
        'access-control-allow-headers': 'x-a',
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': '*',
        vary: 'origin',
      },
    ]);
    for (const path of ['/x', '/nothing', '/_kit/health'])
      expect(corsOf(await fetch(path, { headers: page }))).toMatchObject({
        'access-control-allow-origin': 'http://page.example',
      });
    expect(corsOf(await fetch('/x'))).toMatchObject({ 'access-control-allow-origin': '*' });
  });

  it('can be switched off', async () => {
    const { fetch } = await open({ cors: false });
    expect((await fetch('/x', preflight)).status).toBe(405);
    expect(corsOf(await fetch('/x', { headers: page }))).toEqual({});
  });

  it('an OPTIONS request that is no preflight is one like any other', async () => {
    const { fetch } = await open();
    expect((await fetch('/x', { method: 'OPTIONS', headers: page })).status).toBe(405);
  });
});
