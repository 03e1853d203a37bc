import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Provider } from '../../../src/provider/provider.ts';
import { exchangeRaw, readMessages } from './raw-connection.ts';
import { imagePath, readAnswer, startProvider, toImageRequest } from './requests.ts';

let provider: Provider;
let base: string;
let stop: () => Promise<void>;
let token: string;
const logged: string[] = [];

beforeAll(async () => {
  ({
    provider,
    url: base,
    stop,
  } = await startProvider({
    requestTimeout: 400,
    log: (line) => logged.push(line),
  }));
});
afterAll(() => stop());
beforeEach(async () => {
  token = provider.issueToken();
});

/** Whatever came before: the provider is alive, answers a valid request, and nothing failed inside. */
async function expectAlive(): Promise<void> {
  const answer = await readAnswer(await fetch(toImageRequest(base, token)));
  expect(answer).toEqual({ status: 200, body: { result: 'Success' } });
  expect(logged).toEqual([]);
}

const codeOf = (body: string): unknown => (JSON.parse(body) as { error_code?: unknown }).error_code;
const exchange = async (...parts: (string | Uint8Array)[]) =>
  readMessages(await exchangeRaw(base, parts)).map(({ status, body }) => [status, codeOf(body)]);
const head = (line: string, ...headers: string[]) =>
  [line, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n');

const malformed = [400, 'APIGW.0201'];
const pathUnknown = [404, 'APIGW.0101'];
const noToken = [401, 'APIGW.0301'];

describe('one request on a connection', () => {
  it.each<[string, string, unknown[]]>([
    ['broken escape', head('PUT /v1/%zz/x/image HTTP/1.1'), malformed],
    ['cut escape', head('PUT /v1/p/x%E5%9/image HTTP/1.1'), malformed],
    ['escape that is no UTF-8', head('PUT /v1/p/%FF/image HTTP/1.1'), malformed],
    ['escaped NUL', head('PUT /v1/p/%00/image HTTP/1.1'), noToken],
    ['NUL in the path', head('PUT /v1/p/\0/image HTTP/1.1'), malformed],
    ['NUL in a header', head(`PUT ${imagePath} HTTP/1.1`, 'X-Auth-Token: a\0b'), malformed],
    ['two slashes', head('PUT //v1/p/x/image HTTP/1.1'), pathUnknown],
    ['only slashes', head('PUT //// HTTP/1.1'), pathUnknown],
    ['backslash in the path', head('PUT /v1\\p HTTP/1.1'), malformed],
    ['dot segments', head(`PUT /v2/..${imagePath} HTTP/1.1`), noToken],
    ['raw characters', head('PUT /v1/p/\xe6\xb5\x8b/image HTTP/1.1'), malformed],
    ['broken escape in the query', head(`PUT ${imagePath}?%zz HTTP/1.1`), noToken],
    ['absolute form', head(`PUT http://other${imagePath} HTTP/1.1`), noToken],
    ['asterisk form', head('OPTIONS * HTTP/1.1'), malformed],
    ['CONNECT', head('CONNECT x:80 HTTP/1.1'), pathUnknown],
    ['TRACE', head(`TRACE ${imagePath} HTTP/1.1`), pathUnknown],
    ['unknown method', head(`FOO ${imagePath} HTTP/1.1`), malformed],
    ['method in lower case', head(`put ${imagePath} HTTP/1.1`), malformed],
    ['unknown version', head(`PUT ${imagePath} HTTP/9.9`), malformed],
    ['no Host', `PUT ${imagePath} HTTP/1.1\r\nConnection: close\r\n\r\n`, malformed],
    ['broken Host', `PUT ${imagePath} HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n`, malformed],
    ['two Hosts', head(`PUT ${imagePath} HTTP/1.1`, 'Host: y'), noToken],
    ['HTTP/1.0 without Host', `PUT ${imagePath} HTTP/1.0\r\n\r\n`, malformed],
    ['unknown expectation', head(`PUT ${imagePath} HTTP/1.1`, 'Expect: magic'), noToken],
    ['upgrade', head(`PUT ${imagePath} HTTP/1.1`, 'Upgrade: websocket'), noToken],
    ['header without a name', head(`PUT ${imagePath} HTTP/1.1`, ': x'), malformed],
    ['header name with a space', head(`PUT ${imagePath} HTTP/1.1`, 'a b: x'), malformed],
    ['header called __proto__', head(`PUT ${imagePath} HTTP/1.1`, '__proto__: x'), noToken],
    ['broken Content-Length', head(`PUT ${imagePath} HTTP/1.1`, 'Content-Length: x'), malformed],
    [
      'two Content-Lengths',
      head(`PUT ${imagePath} HTTP/1.1`, 'Content-Length: 0', 'Content-Length: 1'),
      malformed,
    ],
    [
      'length and chunks',
      `${head(`PUT ${imagePath} HTTP/1.1`, 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
      malformed,
    ],
    [
      'broken chunk size',
      `${head(`PUT ${imagePath} HTTP/1.1`, 'Transfer-Encoding: chunked')}zz\r\n`,
      malformed,
    ],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', malformed],
    ['no HTTP', 'hello\r\n\r\n', malformed],
  ])('%s', async (_, text, expected) => {
    expect(await exchange(Buffer.from(text, 'latin1'))).toEqual([expected]);
    await expectAlive();
  });

  it('a huge Content-Length is answered before the body', async () => {
    expect(await exchange(head(`PUT ${imagePath} HTTP/1.1`, 'Content-Length: 99999999999'))).toEqual([
      [413, 'APIGW.0201'],
    ]);
  });

  it('20,000 headers', async () => {
    const headers = Array.from({ length: 20_000 }, (_, i) => `X-${i}: x`);
    expect(await exchange(head(`PUT ${imagePath} HTTP/1.1`, ...headers))).toEqual([[494, 'APIGW.0201']]);
  });

  it('headers without an end', async () => {
    const flood = Array.from({ length: 400 }, (_, i) => `X-${i}: ${'x'.repeat(8000)}\r\n`);
    expect(await exchange(`PUT ${imagePath} HTTP/1.1\r\nHost: x\r\n`, ...flood)).toEqual([
      [494, 'APIGW.0201'],
    ]);
    await expectAlive();
  });
});

describe('slow clients', () => {
  it('half a header is answered in the end', async () => {
    expect(await exchange(`PUT ${imagePath} HTTP/1.1\r\nHost:`)).toEqual([malformed]);
    await expectAlive();
  });

  it('half a body is answered in the end', async () => {
    const request = head(`PUT ${imagePath} HTTP/1.1`, `X-Auth-Token: ${token}`, 'Content-Length: 100');
    expect(await exchange(`${request}{"path":`)).toEqual([malformed]);
    await expectAlive();
  });

  it('a client that goes away in the middle of the body is no error', async () => {
    const { hostname, port } = new URL(base);
    const socket = connect(Number(port), hostname);
    const request = head(`PUT ${imagePath} HTTP/1.1`, `X-Auth-Token: ${token}`, 'Content-Length: 100');
    await new Promise((written) => socket.write(`${request}{"path":`, written));
    socket.destroy();
    await expectAlive();
  });
});

describe('several requests on a connection', () => {
  const body = '{"path":"x","tags":{}}';
  const keepAlive = () =>
    [
      `PUT ${imagePath} HTTP/1.1`,
      'Host: x',
      `X-Auth-Token: ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
  const pathInvalid = [400, 'IS.0016'];

  it('are answered in their order', async () => {
    const last = keepAlive().replace('Host', 'Connection: close\r\nHost');
    expect(await exchange(keepAlive() + keepAlive() + last)).toEqual([pathInvalid, pathInvalid, pathInvalid]);
  });

  it('garbage after a request is answered after it', async () => {
    expect(await exchange(`${keepAlive()}garbage\r\n\r\n`)).toEqual([pathInvalid, malformed]);
    await expectAlive();
  });
});
