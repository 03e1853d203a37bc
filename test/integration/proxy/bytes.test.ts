import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProxy } from '../../../src/proxy/proxy.ts';
import { callRaw, startRawService } from './raw-service.ts';

type Row = {
  readonly name: string;
  readonly request: string;
  readonly answer: string;
  /** What arrives where that is not what was sent: fields of the connection. */
  readonly arrives?: { readonly request?: string; readonly answer?: string };
};

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const json = '{"path":"a.jpg", "tags":{ "animal" :"dog"}}';
const path = '/v1/p/i/image';
const get = `GET ${path} HTTP/1.1\r\nHost: api.example\r\n\r\n`;
const put = (fields: string, body = json) =>
  `PUT ${path} HTTP/1.1\r\nHost: api.example\r\n${fields}Content-Length: ${body.length}\r\n\r\n${body}`;
const ok = (fields: string, body = '') =>
  `HTTP/1.1 200 OK\r\n${fields}Content-Length: ${body.length}\r\n\r\n${body}`;
const plain = ok('Content-Type: application/json\r\n', '{"result":"Success"}');
const coded = (coding: string, bytes: Uint8Array) =>
  `Content-Encoding: ${coding}\r\nX: ${coding} ${bytes.length}\r\n`;
const large = 'x'.repeat(300_000);

const rows: readonly Row[] = [
  { name: 'a plain call', request: get, answer: plain },
  { name: 'a JSON body', request: put('Content-Type: application/json\r\n'), answer: plain },
  {
    name: 'field names in odd case and odd order',
    request: `PUT ${path} HTTP/1.1\r\nx-LATER: 1\r\ncONTENT-lENGTH: 2\r\nACCEPT: */*\r\nhost: API.Example:80\r\nX-Auth-Token: t\r\n\r\n{}`,
    answer: 'HTTP/1.1 200 OK\r\nx-REQUEST-id: a\r\ncontent-LENGTH: 2\r\nsErVer: s\r\nDATE: never\r\n\r\n{}',
  },
  {
    name: 'fields that stand twice, apart from each other',
    request: put(
      'X-A: 1\r\nX-B: 2\r\nX-A: 3\r\nCookie: a=1\r\nCookie: b=2\r\nAuthorization: a\r\nAuthorization: b\r\n',
    ),
    answer: ok('X-A: 1\r\nVary: a\r\nX-A: 2\r\nVary: b\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n', '{}'),
  },
  {
    name: 'several cookies',
    request: get,
    answer: ok(
      'Set-Cookie: a=1; Path=/\r\nX: y\r\nSet-Cookie: b=2, c; HttpOnly\r\nset-cookie: d=3\r\n',
      '{}',
    ),
  },
  { name: 'no Date and no Server', request: get, answer: ok('') },
  {
    name: 'a reason of its own',
    request: get,
    answer: 'HTTP/1.1 299 Fine by \xe9\r\nContent-Length: 0\r\n\r\n',
  },
  { name: 'an empty reason', request: get, answer: 'HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n' },
  { name: 'an empty field', request: put('X-Empty: \r\n'), answer: ok('X-Empty: \r\n', '{}') },
  {
    name: 'bytes beyond ASCII in fields',
    request: put('X-Name: \xe5\x9b\xbe\xff\r\n'),
    answer: ok('X-Name: \xe5\x9b\xbe\xff\r\n', '{}'),
  },
  {
    name: 'a path that nobody should tidy up',
    request: 'GET //a/../b/./%2e%2F;c=1?x=%zz&&y=[1]&x=|^"{} HTTP/1.1\r\nHost: h\r\n\r\n',
    answer: plain,
  },
  {
    name: 'an absolute target',
    request: 'GET http://other.example/a?b HTTP/1.1\r\nHost: h\r\n\r\n',
    answer: plain,
  },
  {
    name: 'the server as a whole',
    request: 'OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n',
    answer: ok('Allow: PUT\r\n'),
  },
  { name: 'no Host', request: `GET ${path} HTTP/1.1\r\nX: y\r\n\r\n`, answer: plain },
  { name: 'a POST without a body', request: `POST ${path} HTTP/1.1\r\nHost: h\r\n\r\n`, answer: plain },
  {
    name: 'a GET that says it has no body',
    request: `GET ${path} HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n`,
    answer: plain,
  },
  {
    name: 'a GET with a body',
    request: `GET ${path} HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc`,
    answer: plain,
  },
  {
    name: 'a DELETE with a chunked body',
    request: `DELETE ${path} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
    answer: plain,
  },
  {
    name: 'an answer to HEAD',
    request: `HEAD ${path} HTTP/1.1\r\nHost: h\r\n\r\n`,
    answer: 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1234\r\n\r\n',
  },
  {
    name: 'a chunked answer to HEAD',
    request: `HEAD ${path} HTTP/1.1\r\nHost: h\r\n\r\n`,
    answer: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n',
  },
  { name: '204', request: put(''), answer: 'HTTP/1.1 204 No Content\r\nX: y\r\n\r\n' },
  {
    name: '304 with a length',
    request: get,
    answer: 'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Length: 20\r\n\r\n',
  },
  {
    name: 'an undocumented error',
    request: get,
    answer: 'HTTP/1.1 418 I am a teapot\r\nContent-Length: 2\r\n\r\nno',
  },
  {
    name: 'gzip',
    request: put(coded('gzip', gzipSync(json)), latin1(gzipSync(json))),
    answer: ok(coded('gzip', gzipSync(json)), latin1(gzipSync(json))),
  },
  {
    name: 'br',
    request: put(coded('br', brotliCompressSync(json)), latin1(brotliCompressSync(json))),
    answer: ok(coded('br', brotliCompressSync(json)), latin1(brotliCompressSync(json))),
  },
  {
    name: 'zstd',
    request: put(coded('zstd', zstdCompressSync(json)), latin1(zstdCompressSync(json))),
    answer: ok(coded('zstd', zstdCompressSync(json)), latin1(zstdCompressSync(json))),
  },
  {
    name: 'a broken gzip body',
    request: put('Content-Encoding: gzip\r\n', 'no gzip'),
    answer: ok('Content-Encoding: gzip\r\n', 'no gzip'),
  },
  {
    name: 'every byte there is',
    request: put('', latin1(Uint8Array.from({ length: 256 }, (_, index) => index))),
    answer: ok('', latin1(Uint8Array.from({ length: 256 }, (_, index) => 255 - index))),
  },
  {
    name: 'chunks in both directions',
    request: `PUT ${path} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n`,
    answer: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n6\r\npedia \r\n0\r\n\r\n',
  },
  {
    name: 'trailers in both directions',
    request: `PUT ${path} HTTP/1.1\r\nHost: h\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Sum: 1\r\nx-more: 2\r\n\r\n`,
    answer:
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\n{}\r\n0\r\nX-Sum: abc\r\n\r\n',
  },
  { name: 'bodies that are larger than a packet', request: put('', large), answer: ok('', large) },
  {
    name: 'a body that is not in its language',
    request: put('Content-Type: application/json\r\n', '{"path":'),
    answer: ok('Content-Type: application/json\r\n', '<html>'),
  },
  { name: 'an expectation that nobody knows', request: put('Expect: magic\r\n'), answer: plain },
  {
    name: 'keep-alive on both connections',
    request: put('Connection: keep-alive\r\n'),
    answer: ok('Connection: keep-alive\r\nKeep-Alive: timeout=60\r\n', '{}'),
  },
  {
    name: 'a service that closes',
    request: put('Connection: keep-alive\r\n'),
    answer: ok('Connection: close\r\nX: y\r\n', '{}'),
    arrives: { answer: ok('Connection: keep-alive\r\nX: y\r\n', '{}') },
  },
  {
    name: 'a client that closes',
    request: put('Connection: close\r\nX: y\r\n'),
    answer: ok('X: y\r\n', '{}'),
    arrives: {
      request: put('Connection: keep-alive\r\nX: y\r\n'),
      answer: 'HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
    },
  },
  {
    name: 'fields of one connection',
    request: put(
      'Connection: X-Hop, keep-alive\r\nX-Hop: 1\r\nKeep-Alive: timeout=9\r\nProxy-Connection: x\r\nTE: trailers\r\n',
    ),
    answer: ok('Connection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=9\r\nUpgrade: h3\r\n', '{}'),
    arrives: {
      request: put('Connection: keep-alive\r\nTE: trailers\r\n'),
      answer: ok('Connection: keep-alive\r\nKeep-Alive: timeout=60\r\n', '{}'),
    },
  },
  {
    name: 'HTTP/2 over cleartext, which is not taken',
    request: put(
      'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n',
    ),
    answer: plain,
    arrives: { request: put('Connection: keep-alive\r\n') },
  },
  {
    name: 'a body that ends with the connection',
    request: get,
    answer: 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\nto the end',
  },
  {
    name: 'a service of HTTP/1.0',
    request: get,
    answer: 'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nto the end',
    arrives: { answer: 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nto the end' },
  },
  {
    name: 'a client of HTTP/1.0',
    request: `GET ${path} HTTP/1.0\r\nX: y\r\n\r\n`,
    answer: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n0\r\n\r\n',
    arrives: {
      request: `GET ${path} HTTP/1.1\r\nX: y\r\n\r\n`,
      answer: 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nWiki',
    },
  },
];

describe('bytes', () => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, { request, answer, arrives = {} }) => {
    // Without a length or chunks the end of the connection is the end of the answer.
    const closes =
      !/\r\n(?:content-length|transfer-encoding):/i.test(answer) && !/ (?:204|304) /.test(answer);
    const service = await startRawService([
      (socket) => {
        socket.write(Buffer.from(answer, 'latin1'));
        if (closes) socket.end();
      },
    ]);
    const proxy = await startProxy({ target: service.url, bodyLimit: 100_000 });
    onTestFinished(() => proxy.close());
    const expected = arrives.answer ?? answer;
    const received = await callRaw(proxy.url, request, (text) => !closes && text.length >= expected.length);
    expect(received).toBe(expected);
    expect(service.received).toEqual([arrives.request ?? request]);
  });
});
