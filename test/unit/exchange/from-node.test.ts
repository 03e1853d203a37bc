import { createServer, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeContent } from '../../../src/exchange/decode-content.ts';
import { fromNode } from '../../../src/exchange/from-node.ts';

const text = Buffer.from('{"result":"Success"}');

describe('content codings', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['X-GZIP', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['identity', text],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['', text],
  ])('%s', (coding, bytes) => {
    const body = decodeContent(bytes, { 'content-encoding': coding });
    expect(body?.kind === 'bytes' && Buffer.from(body.bytes).toString()).toBe(text.toString());
  });

  it.each([
    ['compress', text, 'the body has the unknown Content-Encoding compress'],
    ['constructor', text, 'the body has the unknown Content-Encoding constructor'],
    [
      'gzip',
      gzipSync(Buffer.alloc(2000)),
      'the body is longer than 1000 bytes after its Content-Encoding gzip is undone',
    ],
    [
      'zstd',
      zstdCompressSync(Buffer.alloc(2000)),
      'the body is longer than 1000 bytes after its Content-Encoding zstd is undone',
    ],
  ])('%s that cannot be undone', (coding, bytes, reason) => {
    expect(decodeContent(bytes, { 'content-encoding': coding }, 1000)).toEqual({
      kind: 'unavailable',
      reason,
    });
  });

  it('bytes that are no gzip are a broken body', () => {
    expect(decodeContent(text, { 'content-encoding': 'gzip' }, 1000)).toEqual({
      kind: 'unavailable',
      reason: 'its bytes are no gzip, as its Content-Encoding says',
      broken: true,
    });
  });

  it.each([
    [undefined, {}],
    [new Uint8Array(0), { 'content-encoding': 'gzip' }],
    [gzipSync(''), { 'content-encoding': 'gzip' }],
  ])('no bytes are no body', (bytes, headers) => {
    expect(decodeContent(bytes, headers)).toBeUndefined();
  });
});

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

it('reads a real call', async () => {
  let received: { message: IncomingMessage; bytes: Uint8Array } | undefined;
  const server = createServer(async (message, answer) => {
    received = { message, bytes: await readAll(message) };
    answer.writeHead(200, [
      ['Content-Type', 'application/json'],
      ['Content-Encoding', 'gzip'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ] as never);
    answer.sendDate = false;
    answer.end(gzipSync(text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<{ message: IncomingMessage; bytes: Uint8Array }>((resolve, reject) => {
    const call = send(
      { port, host: '127.0.0.1', method: 'PUT', path: '/v1/a?b=c', agent: false },
      async (message) => resolve({ message, bytes: await readAll(message) }),
    );
    call.on('error', reject);
    call.end('{"path":"x"}');
  });
  server.close();
  if (!received) throw new Error('the server received nothing');
  const exchange = fromNode(
    {
      request: { ...picked(received.message), bytes: received.bytes },
      response: { ...picked(answer.message), bytes: answer.bytes },
    },
    { source: 'probe' },
  );
  expect(exchange).toEqual({
    stance: 'observed',
    origin: { source: 'probe' },
    request: {
      method: 'PUT',
      url: '/v1/a?b=c',
      headers: { host: `127.0.0.1:${port}`, connection: 'close', 'content-length': '12' },
      body: { kind: 'bytes', bytes: Buffer.from('{"path":"x"}') },
    },
    response: {
      status: 200,
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'set-cookie': ['a=1', 'b=2'],
        connection: 'close',
        'transfer-encoding': 'chunked',
        date: answer.message.headers.date,
      },
      body: { kind: 'bytes', bytes: text },
    },
  });
});

function picked({ method, url, headers, statusCode }: IncomingMessage) {
  return { method, url, headers, statusCode };
}

it('no answer is no response', () => {
  expect(fromNode({ request: { method: 'get', url: '/', headers: {} } }, { source: 'probe' })).toEqual({
    stance: 'observed',
    origin: { source: 'probe' },
    request: { method: 'GET', url: '/', headers: {} },
  });
});
