import { gzipSync } from 'node:zlib';

/** A request that the server under test answers with success, as the rows bend it. */
export type GoodRequest = {
  readonly method: string;
  /** With a leading slash, without a query. */
  readonly path: string;
  /** `Name: value`, the credentials among them; without Host, Connection and what frames the body. */
  readonly fields: readonly string[];
  /** JSON. */
  readonly body: string;
};

/**
 * What may come of a row: `success` and `refusal` are answers with a status below 400 and from 400 on, in a shape that the
 * document describes or that is a problem (RFC 9457); `close` is the end of the connection without an answer.
 */
export type Outcome = 'success' | 'refusal' | 'close';

export type HostileRow = {
  readonly name: string;
  /** What is written to the connection, part by part. */
  readonly bytes: (good: GoodRequest) => readonly (string | Uint8Array)[];
  readonly allowed: readonly Outcome[];
  /** The client says that it will send no more. */
  readonly ends?: boolean;
  /** The client stops in the middle and waits: the server may wait too. */
  readonly stalls?: boolean;
};

const any: readonly Outcome[] = ['success', 'refusal', 'close'];
const answer: readonly Outcome[] = ['success', 'refusal'];
const refused: readonly Outcome[] = ['refusal', 'close'];

/** Latin-1: each character is a byte. */
const lines = (...all: readonly string[]) => `${all.join('\r\n')}\r\n\r\n`;

type Change = {
  readonly line?: string;
  readonly fields?: readonly string[];
  readonly body?: string | Uint8Array;
};

/** The good request with another request line, more fields or another body. */
function bend(good: GoodRequest, { line, fields = [], body = good.body }: Change): (string | Uint8Array)[] {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const first = line ?? `${good.method} ${good.path} HTTP/1.1`;
  const all = [...good.fields, ...fields, `Content-Length: ${bytes.length}`];
  return [lines(first, 'Host: x', 'Connection: close', ...all), bytes];
}

const withLine = (name: string, toLine: (good: GoodRequest) => string, allowed = any): HostileRow => ({
  name,
  bytes: (good) => bend(good, { line: toLine(good) }),
  allowed,
});

const withFields = (name: string, fields: readonly string[], allowed = any): HostileRow => ({
  name,
  bytes: (good) => bend(good, { fields }),
  allowed,
});

const withBody = (
  name: string,
  body: string | Uint8Array | ((good: GoodRequest) => string | Uint8Array),
): HostileRow => ({
  name,
  bytes: (good) => bend(good, { body: typeof body === 'function' ? body(good) : body }),
  allowed: answer,
});

/** Fields in place of all others, and a body that they frame in their own way. */
const framed = (
  name: string,
  row: {
    fields: readonly string[];
    body: string;
    allowed?: readonly Outcome[];
    ends?: boolean;
    stalls?: boolean;
  },
): HostileRow => ({
  name,
  bytes: (good) => [
    lines(`${good.method} ${good.path} HTTP/1.1`, 'Host: x', ...good.fields, ...row.fields),
    Buffer.from(row.body, 'latin1'),
  ],
  allowed: row.allowed ?? refused,
  ...(row.ends && { ends: true }),
  ...(row.stalls && { stalls: true }),
});

const raw = (name: string, text: string, allowed = refused): HostileRow => ({
  name,
  bytes: () => [Buffer.from(text, 'latin1')],
  allowed,
  ends: true,
});

const targets: readonly HostileRow[] = [
  withLine('a broken escape', ({ method, path }) => `${method} ${path}/%zz HTTP/1.1`, answer),
  withLine('a cut escape', ({ method, path }) => `${method} ${path}/%E5%9 HTTP/1.1`, answer),
  withLine('an escape that is no UTF-8', ({ method, path }) => `${method} ${path}/%FF%C0 HTTP/1.1`, answer),
  withLine('an escaped NUL', ({ method, path }) => `${method} ${path}/%00 HTTP/1.1`, answer),
  withLine('a NUL in the path', ({ method, path }) => `${method} ${path}/\0 HTTP/1.1`, refused),
  withLine('two slashes', ({ method, path }) => `${method} /${path} HTTP/1.1`, answer),
  withLine('only slashes', ({ method }) => `${method} ////// HTTP/1.1`, answer),
  withLine('dot segments', ({ method, path }) => `${method} /a/../%2e%2e${path} HTTP/1.1`, answer),
  withLine('backslashes', ({ method }) => `${method} \\v1\\..\\x HTTP/1.1`, refused),
  withLine('bytes beyond ASCII in the path', ({ method }) => `${method} /\xe6\xb5\x8b HTTP/1.1`),
  withLine(
    'a broken query',
    ({ method, path }) => `${method} ${path}?%zz&=&&a=%&__proto__=1 HTTP/1.1`,
    answer,
  ),
  withLine('a fragment', ({ method, path }) => `${method} ${path}#frag HTTP/1.1`),
  withLine(
    'a path of 60,000 characters',
    ({ method, path }) => `${method} ${path}/${'a'.repeat(60_000)} HTTP/1.1`,
    answer,
  ),
  withLine('30,000 path segments', ({ method }) => `${method} ${'/a'.repeat(30_000)} HTTP/1.1`, answer),
  withLine(
    'the absolute form',
    ({ method, path }) => `${method} http://other.example${path} HTTP/1.1`,
    answer,
  ),
  withLine('another scheme', ({ method }) => `${method} gopher://x/ HTTP/1.1`),
  withLine('the asterisk form', () => 'OPTIONS * HTTP/1.1'),
  withLine('a path without its slash', ({ method }) => `${method} v1 HTTP/1.1`, refused),
  withLine('no path', ({ method }) => `${method} HTTP/1.1`, refused),
];

const methods: readonly HostileRow[] = [
  withLine('a method that nobody knows', ({ path }) => `FOO ${path} HTTP/1.1`, refused),
  withLine('a method in lower case', ({ path }) => `put ${path} HTTP/1.1`, refused),
  withLine('TRACE', ({ path }) => `TRACE ${path} HTTP/1.1`, answer),
  withLine('CONNECT', () => 'CONNECT x:80 HTTP/1.1', refused),
  withLine('a version that nobody knows', ({ method, path }) => `${method} ${path} HTTP/9.9`, refused),
  raw('HTTP/0.9', 'GET /\r\n'),
  raw('garbage', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03garbage\r\n\r\n'),
  raw('HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  raw('bare line feeds', 'GET / HTTP/1.1\nHost: x\n\n'),
  raw('bare carriage returns', 'GET / HTTP/1.1\rHost: x\r\r'),
  raw('empty lines, then garbage', '\r\n\r\n\r\n\r\n???\r\n\r\n'),
  raw('half a request line', 'GET /v1'),
];

const fields: readonly HostileRow[] = [
  withFields('a NUL in a field', ['X-A: a\0b'], refused),
  withFields('a field without a name', [': x'], refused),
  withFields('a field name with a space', ['a b: x'], refused),
  withFields('a field that is folded', ['X-A: a\r\n b'], any),
  withFields('a field called __proto__', ['__proto__: x', 'constructor: y', 'toString: z'], answer),
  withFields('two Hosts', ['Host: y']),
  withFields('a broken Host', ['Host: a b\\']),
  withFields('a Content-Type that is none', ['Content-Type: ;;;=/'], answer),
  withFields('an Accept that is none', ['Accept: ;;;', 'Accept-Encoding: \xff'], answer),
  withFields('a cookie that is none', ['Cookie: =;=;;%zz=%', 'Cookie: \xff=1'], answer),
  withFields(
    'an Authorization that is none',
    ['Authorization: SDK-HMAC-SHA256 Access=,,,=', 'X-Sdk-Date: never'],
    answer,
  ),
  withFields('a Content-Encoding that is a lie', ['Content-Encoding: gzip'], answer),
  withFields('a Content-Encoding that nobody knows', ['Content-Encoding: x-magic, gzip'], answer),
  withFields('an expectation that nobody knows', ['Expect: magic'], answer),
  withFields('an upgrade to what nobody knows', ['Connection: Upgrade', 'Upgrade: magic'], answer),
  withFields(
    'connection options that name the credentials',
    ['Connection: X-Auth-Token, Authorization'],
    answer,
  ),
  withFields('a header of 70,000 bytes', [`X-A: ${'a'.repeat(70_000)}`], refused.concat('success')),
  withFields(
    '3,000 fields',
    Array.from({ length: 3000 }, (_, index) => `X-${index}: a`),
    any,
  ),
  withFields(
    'a header of 3 MB',
    Array.from({ length: 300 }, (_, index) => `X-${index}: ${'a'.repeat(10_000)}`),
    refused,
  ),
];

const framing: readonly HostileRow[] = [
  framed('a Content-Length that is no number', { fields: ['Content-Length: x'], body: '{}' }),
  framed('a negative Content-Length', { fields: ['Content-Length: -1'], body: '{}' }),
  framed('a Content-Length beyond all numbers', {
    fields: ['Content-Length: 99999999999999999999'],
    body: '{}',
    ends: true,
  }),
  framed('two Content-Lengths', { fields: ['Content-Length: 0', 'Content-Length: 2'], body: '{}' }),
  framed('both Content-Length and chunks', {
    fields: ['Content-Length: 2', 'Transfer-Encoding: chunked'],
    body: '0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n',
  }),
  framed('a Content-Length that is too short', {
    fields: ['Content-Length: 2'],
    body: '{}{"and":"more"}',
    allowed: any,
  }),
  framed('a Content-Length that is too long', { fields: ['Content-Length: 100000'], body: '{}', ends: true }),
  framed('a transfer coding that nobody knows', {
    fields: ['Transfer-Encoding: magic'],
    body: '{}',
    ends: true,
  }),
  framed('chunked, and not as the last coding', {
    fields: ['Transfer-Encoding: chunked, gzip'],
    body: '{}',
    ends: true,
  }),
  framed('a chunk size that is no number', {
    fields: ['Transfer-Encoding: chunked'],
    body: 'zz\r\n{}\r\n0\r\n\r\n',
  }),
  framed('a chunk size beyond all numbers', {
    fields: ['Transfer-Encoding: chunked'],
    body: 'fffffffffffffffff\r\n{}\r\n',
  }),
  framed('chunks that break off', {
    fields: ['Transfer-Encoding: chunked'],
    body: '2\r\n{}\r\n',
    ends: true,
  }),
  framed('a broken trailer', {
    fields: ['Transfer-Encoding: chunked'],
    body: '2\r\n{}\r\n0\r\n: x\r\n\r\n',
    allowed: any,
  }),
  framed('a body that waits to be asked for and never comes', {
    fields: ['Content-Length: 2', 'Expect: 100-continue'],
    body: '',
    allowed: any,
    ends: true,
  }),
  framed('half a body, and then nothing', {
    fields: ['Content-Length: 100'],
    body: '{"path"',
    allowed: any,
    stalls: true,
  }),
  framed('half a chunk, and then nothing', {
    fields: ['Transfer-Encoding: chunked'],
    body: '64\r\n{',
    allowed: any,
    stalls: true,
  }),
  {
    name: 'half a head, and then nothing',
    bytes: ({ method, path }) => [`${method} ${path} HTTP/1.1\r\nHost: x\r\nX-A: `],
    allowed: any,
    stalls: true,
  },
  { name: 'nothing at all', bytes: () => [], allowed: any, stalls: true },
  {
    name: 'ten requests without waiting, the last one broken',
    bytes: (good) => [
      ...Array.from({ length: 10 }, () =>
        bend(good, {}).map((part) => String(part).replace('Connection: close\r\n', '')),
      ).flat(),
      'BROKEN\r\n\r\n',
    ],
    allowed: any,
  },
];

const deep = 60_000;

const bodies: readonly HostileRow[] = [
  withBody('60,000 lists in each other', '['.repeat(deep) + ']'.repeat(deep)),
  withBody('60,000 objects in each other', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`),
  withBody('60,000 lists in each other below a documented field', ({ body }) =>
    body.replace(/\}$/, `,"more":${'['.repeat(deep)}${']'.repeat(deep)}}`),
  ),
  withBody('keys that stand twice', ({ body }) =>
    body.replace(/\}$/, ',"path":1,"path":"b","tags":[],"tags":{}}'),
  ),
  withBody(
    'the keys of every object',
    '{"__proto__":{"path":"a"},"constructor":1,"toString":2,"hasOwnProperty":3}',
  ),
  withBody('lone surrogates', ({ body }) =>
    body.replace(/\}$/, ',"a":"\\ud800","\\udc00":"\\udfff\\ud800"}'),
  ),
  withBody('surrogates in UTF-8', Buffer.from('{"path":"\xed\xa0\x80"}', 'latin1')),
  withBody('bytes that are no UTF-8', Buffer.from('{"path":"\xff\xfe\xc0"}', 'latin1')),
  withBody('a NUL in a text', ({ body }) => body.replace(/\}$/, ',"a":"\\u0000"}')),
  withBody('a NUL in the JSON', '{"a":\0}'),
  withBody('a byte order mark', ({ body }) => `\uFEFF${body}`),
  withBody('UTF-16', ({ body }) => Buffer.from(body, 'utf16le')),
  withBody(
    'numbers beyond all numbers',
    '{"path":1e999999,"tags":-1e-999999,"a":99999999999999999999999999}',
  ),
  withBody('a key of 200,000 characters', `{"${'k'.repeat(200_000)}":1}`),
  withBody(
    '100,000 keys',
    `{"tags":{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":"v"`).join(',')}}}`,
  ),
  withBody('JSON that breaks off', '{"path":"a'),
  withBody('no JSON at all', '<xml/>'),
  withBody('null', 'null'),
  withBody('no body', ''),
  withBody('only white space', ' \n\t '),
  {
    name: 'a gzip bomb',
    bytes: (good) =>
      bend(good, { fields: ['Content-Encoding: gzip'], body: gzipSync(Buffer.alloc(100 * 1024 * 1024)) }),
    allowed: answer,
  },
  withBody('a body of 20 MB', Buffer.alloc(20 * 1024 * 1024, 0x20)),
];

/** Requests that no server wants, as bytes on a connection, with what may come of them. */
export const hostileRows: readonly HostileRow[] = [...targets, ...methods, ...fields, ...framing, ...bodies];
