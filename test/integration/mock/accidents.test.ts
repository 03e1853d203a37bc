import { expect, it, onTestFinished } from 'vitest';
import { type MockOptions, startMock } from '../../../src/mock/mock.ts';
import { toContract } from '../../unit/contract/to-contract.ts';
import { readBody, type Sent, sendRequest } from './send-request.ts';

const image = '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/test-instance/image';
const headers = { 'x-auth-token': 'a-token', 'content-type': 'application/json' };
const body = JSON.stringify({ path: 'a', tags: {} });
const modify: Sent = { method: 'PUT', path: image, headers, body };

const small = (paths: string) => toContract(`paths:\n${paths}`, { version: '3.1.0' });

async function start(options: MockOptions = {}) {
  const logged: string[] = [];
  const mock = await startMock({ log: (line) => logged.push(line), ...options });
  onTestFinished(() => mock.close());
  const send = async (sent: Sent) => {
    const received = await sendRequest(mock.url, sent, 20_000);
    if (received.kind !== 'answer') return received.kind;
    return { status: received.status, type: received.headers['content-type'], body: readBody(received.body) };
  };
  return { mock, send, logged };
}

const success = { status: 200, type: 'application/json', body: { result: 'Success' } };

// What Prism 5.16 does of itself, each as a request to ours.

it('a schema that does not compile lets nothing pass in silence', async () => {
  const contract = small(`
  /x:
    post:
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: string, pattern: '(' } } } } }
      responses: { '200': { description: ok, content: { application/json: { example: { ok: true } } } } }`);
  const { mock, logged } = await start({ contract });
  const answer = await mock.fetch('/x', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"a":"b"}',
  });
  const [violation] = JSON.parse(answer.headers.get('sl-violations') ?? '[]');
  expect(violation).toMatchObject({ location: ['request', 'body'], severity: 'Warning', code: 'unchecked' });
  expect(mock.journal()[0]?.unchecked).toHaveLength(1);
  expect(logged).toEqual([
    expect.stringMatching(/^api\.yaml:\d+: requests of POST \/x are not fully judged: /),
  ]);
});

it.each([
  'https://spec.openapis.org/oas/3.1/dialect/base',
  'https://json-schema.org/draft/2020-12/schema',
  undefined,
])('the dialect %s does not switch validation off', async (dialect) => {
  const contract = toContract(`${dialect ? `jsonSchemaDialect: ${dialect}\n` : ''}paths:
  /x:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [a] } } } }
      responses:
        '200': { description: ok }
        '400': { description: bad, content: { application/json: { example: { bad: true } } } }`);
  const { send } = await start({ contract });
  const post = { method: 'POST', path: '/x', headers: { 'content-type': 'application/json' }, body: '{}' };
  expect(await send(post)).toEqual({ status: 400, type: 'application/json', body: { bad: true } });
});

it('broken percent-encoding ends nothing', async () => {
  const { send } = await start();
  const answers = await Promise.all(
    ['/v1/%zz/x/image', '/v1/%E5%9/x/image', '/%', '/v1/p/x/image?%zz=%'].map((path) =>
      send({ ...modify, path }),
    ),
  );
  expect(answers.map((answer) => (typeof answer === 'string' ? answer : answer.status))).toEqual([
    400, 400, 404, 200,
  ]);
  expect(await send(modify)).toEqual(success);
});

it.each([';;;', ',', 'text', '*/*;q=', '\u00ff/json', 'a/b;c="', '*/*/*'])(
  'Accept: %s is passed over',
  async (accept) => {
    const { send } = await start();
    expect(await send({ ...modify, headers: { ...headers, accept } })).toEqual(success);
  },
);

it.each(['图', '\u{1F600}', 'é', '\u0000', '\n', '\ud800', '"\\', 'a'.repeat(100_000)])(
  'a violation at the key %j comes in the header',
  async (key) => {
    const { mock } = await start();
    const answer = await fetch(mock.url + image, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ path: 'a', tags: { [key]: 1 } }),
    });
    const header = answer.headers.get('sl-violations') ?? '';
    expect(header).toMatch(/^[\x20-\x7e]{1,6200}$/);
    const [violation] = JSON.parse(header);
    expect(answer.status).toBe(400);
    expect(violation).toMatchObject({ severity: 'Error', code: 'type' });
    expect(violation.location.slice(0, 3)).toEqual(['request', 'body', 'tags']);
    if (key.length < 100) expect(violation.location[3]).toBe(key);
  },
);

it('a thousand violations are bounded, counted and still JSON', async () => {
  const { mock } = await start();
  const tags = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key-${index}`, index]));
  const answer = await mock.fetch(image, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ path: 'a', tags }),
  });
  const header = answer.headers.get('sl-violations') ?? '';
  expect(header.length).toBeLessThan(6200);
  expect(JSON.parse(header).at(-1)).toMatchObject({ code: 'truncated', severity: 'Information' });
});

it('malformed JSON is answered', async () => {
  const { send } = await start();
  const code = { error_code: 'IS.0008', error_msg: 'The JSON format of the input data is incorrect.' };
  for (const text of ['{"path": ', '{', 'x', '{"path":"a",}'])
    expect(await send({ ...modify, body: text })).toEqual({
      status: 400,
      type: 'application/json',
      body: code,
    });
  // The other spelling of the media type has no example of its own.
  const charset = { ...headers, 'content-type': 'application/json; charset=utf-8' };
  expect(await send({ ...modify, headers: charset, body: '{' })).toEqual({
    status: 400,
    type: 'application/json',
    body: code,
  });
});

it('the Accept header of one caller is not that of the next', async () => {
  const { send } = await start();
  expect(await send({ ...modify, headers: { ...headers, accept: 'text/html' } })).toMatchObject({
    status: 406,
  });
  expect(await send(modify)).toEqual(success);
});

it('the document answers where it can: 401, 404 and a wrong method', async () => {
  const { send } = await start();
  const requestId = 'c9e4da44a63dc96ab4c12a3d57025ab4';
  const gateway = (status: number, code: string, message: string) => ({
    status,
    type: 'application/json',
    body: { error_code: code, error_msg: message, request_id: requestId },
  });
  expect(await send({ ...modify, headers: { 'content-type': 'application/json' } })).toEqual(
    gateway(401, 'APIGW.0301', 'Incorrect IAM authentication information: x-auth-token not found'),
  );
  expect(await send({ ...modify, path: '/nothing' })).toEqual(
    gateway(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment.'),
  );
  expect(await send({ ...modify, method: 'POST' })).toEqual(
    gateway(404, 'APIGW.0101', 'The API does not exist.'),
  );
});

it('a wrong method is 405 with Allow where the document says nothing', async () => {
  const contract = small(`
  /x:
    get: { responses: { '200': { description: ok } } }
    put: { responses: { '200': { description: ok }, '404': { description: none } } }`);
  const { mock } = await start({ contract });
  const answer = await mock.fetch('/x', { method: 'DELETE' });
  expect([answer.status, answer.headers.get('allow'), await answer.json()]).toEqual([
    405,
    'GET, PUT',
    {
      type: 'https://stoplight.io/prism/errors#NO_METHOD_MATCHED_ERROR',
      title: 'Route resolved, but no method matched',
      status: 405,
      detail: 'The route /x has been matched, but it does not have "delete" method defined',
    },
  ]);
});

it('a body over the limit is the documented 413, else a problem', async () => {
  const { send } = await start({ bodyLimit: 100 });
  const long = { ...modify, body: JSON.stringify({ path: 'a'.repeat(200), tags: {} }) };
  expect(await send(long)).toMatchObject({
    status: 413,
    type: 'application/json',
    body: { error_code: 'APIGW.0201' },
  });
  const contract = small("  /x: { post: { responses: { '200': { description: ok } } } }");
  const { send: sendSmall } = await start({ contract, bodyLimit: 100 });
  expect(await sendSmall({ method: 'POST', path: '/x', body: 'a'.repeat(101) })).toEqual({
    status: 413,
    type: 'application/problem+json',
    body: {
      type: 'about:blank',
      title: 'Request body too large',
      status: 413,
      detail: 'The request body is longer than 100 bytes.',
    },
  });
});

it('documented fields about the connection do not break the message', async () => {
  const contract = small(`
  /x:
    get:
      responses:
        '200':
          description: ok
          headers:
            Transfer-Encoding: { schema: { type: string }, example: chunked }
            Content-Encoding: { schema: { type: string }, example: gzip }
            Connection: { schema: { type: string }, example: keep-alive }
            X-Kept: { schema: { type: string }, example: kept }
          content: { application/json: { example: { ok: true } } }`);
  const { mock, send } = await start({ contract });
  expect(await send({ method: 'GET', path: '/x', headers: {} })).toEqual({
    status: 200,
    type: 'application/json',
    body: { ok: true },
  });
  expect((await mock.fetch('/x')).headers.get('x-kept')).toBe('kept');
});

it.each(['json', ';', 'a/b; c', '\u00e9/x'])('a Content-Type that is none, %s, is refused', async (type) => {
  const contract = small(`
  /x:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
      responses:
        '200': { description: ok, content: { application/json: { example: { ok: true } } } }
        '415': { description: no, content: { application/json: { example: { ok: false } } } }`);
  const { send } = await start({ contract });
  expect(await send({ method: 'POST', path: '/x', headers: { 'content-type': type }, body: '{}' })).toEqual({
    status: 415,
    type: 'application/json',
    body: { ok: false },
  });
});
