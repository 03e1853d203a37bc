import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { WireRequest } from '../../../../src/conformance/request/wire.ts';
import { createSender, type Sent } from '../../../../src/conformance/run/send.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A server that does something with each piece of a request, counted over its connection. */
async function listen(answer: (socket: Socket, request: string, number: number) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    let number = 0;
    socket.on('error', () => {});
    socket.on('data', (data) => answer(socket, data.toString('latin1'), ++number));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const request: WireRequest = { method: 'GET', url: '/', headers: [] };

async function send(url: string, wire: WireRequest = request, times = 1): Promise<Sent> {
  const sender = createSender(url, { connections: 1 });
  const options = { timeout: 500, signal: new AbortController().signal };
  try {
    let sent = await sender.send(wire, options);
    for (let time = 1; time < times; time += 1) sent = await sender.send(wire, options);
    return sent;
  } finally {
    await sender.close();
  }
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

describe('sending', () => {
  it('writes the fields as they are given, in their order and case', async () => {
    let seen = '';
    const url = await listen((socket, text) => {
      seen = text;
      socket.end(ok);
    });
    const headers = [
      ['X-A', ' 1'],
      ['x-a', '2'],
      ['X-EMPTY', ''],
    ] as const;
    await send(url, { method: 'PUT', url: '/a%2Fb?c', headers, body: Buffer.from('{"a":') });
    expect(seen.split('\r\n')).toEqual([
      'PUT /a%2Fb?c HTTP/1.1',
      `host: ${new URL(url).host}`,
      'connection: keep-alive',
      'X-A:  1',
      'x-a: 2',
      'X-EMPTY: ',
      'content-length: 5',
      '',
      '{"a":',
    ]);
  });

  it('reads repeated fields and undoes the content coding', async () => {
    const body = gzipSync('{"a":1}');
    const url = await listen((socket) => {
      socket.write(
        `HTTP/1.1 400 No\r\nX-A: 1\r\nX-A: 2\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      socket.end(body);
    });
    expect(await send(url)).toEqual({
      kind: 'answered',
      milliseconds: expect.any(Number),
      response: {
        status: 400,
        headers: { 'x-a': ['1', '2'], 'content-encoding': 'gzip', 'content-length': String(body.length) },
        body: { kind: 'bytes', bytes: Buffer.from('{"a":1}') },
      },
    });
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['nothing', () => {}, 'timeout'],
    [
      'half a body and no more',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}'),
      'timeout',
    ],
    ['a reset', (socket) => socket.resetAndDestroy(), 'reset'],
    ['an end', (socket) => socket.end(), 'reset'],
    [
      'half a body and an end',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}'),
      'reset',
    ],
    [
      'chunks without an end',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n'),
      'reset',
    ],
    [
      'fields and a reset',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', () => socket.resetAndDestroy());
      },
      'reset',
    ],
    [
      'a body without a length and a reset',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n{}', () => socket.resetAndDestroy());
      },
      'reset',
    ],
    [
      'a switch of protocols',
      (socket) => socket.end(`HTTP/1.1 101 No\r\nConnection: upgrade\r\nUpgrade: a\r\n\r\n`),
      'reset',
    ],
    ['something else than HTTP', (socket) => socket.end('hello\r\n\r\n'), 'malformed'],
    ['a body where there is none', (socket) => socket.write(ok.replace('200', '204')), 'malformed'],
    [
      'a chunk without a size',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n'),
      'malformed',
    ],
    [
      'two lengths',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'),
      'malformed',
    ],
    [
      'a field name with a blank',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nX A: 2\r\nContent-Length: 2\r\n\r\n{}'),
      'malformed',
    ],
    [
      'fields without an end',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`),
      'too-big',
    ],
  ])('tells %s apart', async (_name, answer, cause) => {
    expect(await send(await listen(answer))).toMatchObject({ kind: 'absent', cause });
  });

  const early = 'HTTP/1.1 413 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}';
  it.each<[string, (socket: Socket) => void, number]>([
    ['100 (Continue)', (socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${ok}`), 200],
    ['102 (Processing)', (socket) => socket.write(`HTTP/1.1 102 Processing\r\n\r\n${ok}`), 200],
    ['103 (Early Hints)', (socket) => socket.write(`HTTP/1.1 103 A\r\nLink: </a>\r\n\r\n${ok}`), 200],
    ['HTTP/1.0', (socket) => socket.end('HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}'), 200],
    ['no length and an end', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n{}'), 200],
    ['two answers', (socket) => socket.write(ok + ok), 200],
    ['an answer before the request is complete', (socket) => socket.end(early), 413],
  ])('reads %s', async (_name, answer, status) => {
    const answered = new Set<Socket>();
    const url = await listen((socket) => {
      // The rest of a long request is no further one.
      if (status === 413 && answered.has(socket)) return;
      answered.add(socket);
      answer(socket);
    });
    const body = Buffer.alloc(status === 413 ? 1_000_000 : 10, '1');
    const sent = await send(url, { ...request, method: 'PUT', body }, 3);
    const { body: read, ...response } = sent.kind === 'answered' ? sent.response : { status: 0 };
    const text = read?.kind === 'bytes' ? Buffer.from(read.bytes).toString() : '';
    expect({ status: response.status, text }).toEqual({ status, text: '{}' });
  });

  it('reads an answer that comes byte by byte', async () => {
    const url = await listen(async (socket) => {
      for (const byte of ok) await new Promise((resolve) => socket.write(byte, resolve));
    });
    expect(await send(url)).toMatchObject({ kind: 'answered', response: { status: 200 } });
  });

  it('uses no connection twice any more where connections end under requests', async () => {
    let connections = 0;
    const url = await listen((socket, _, number) => {
      if (number === 1) connections += 1;
      if (number === 1) socket.write(ok);
      else socket.resetAndDestroy();
    });
    const sender = createSender(url, { connections: 1 });
    const sent: Sent[] = [];
    const options = { timeout: 500, signal: new AbortController().signal };
    for (let time = 0; time < 10; time += 1) sent.push(await sender.send(request, options));
    await sender.close();
    expect(sent.map((one) => one.kind === 'answered' && one.reconnected === true)).toEqual([
      ...[false, true, false, true, false, true],
      ...[false, false, false, false],
    ]);
    expect(connections).toBe(10);
  });

  it('takes the end of a connection of its own for a fault', async () => {
    let requests = 0;
    const url = await listen((socket) => {
      requests += 1;
      if (requests % 2 === 1) socket.write(ok);
      else socket.resetAndDestroy();
    });
    const sender = createSender(url, { connections: 1 });
    const options = { timeout: 500, signal: new AbortController().signal };
    const kinds: string[] = [];
    for (let time = 0; time < 12; time += 1) {
      const sent = await sender.send(request, options);
      kinds.push(sent.kind === 'absent' ? sent.cause : sent.kind);
    }
    await sender.close();
    expect(new Set(kinds.slice(-4))).toEqual(new Set(['answered', 'reset']));
  });

  it('tells that nobody listens', async () => {
    const url = await listen(() => {});
    await new Promise((resolve) => servers[0]?.close(resolve));
    expect(await send(url)).toEqual({
      kind: 'absent',
      cause: 'unreachable',
      detail: 'no connection (ECONNREFUSED)',
    });
  });

  it('takes a new connection when a server has closed the old one, and says so', async () => {
    const url = await listen((socket, _, number) => {
      if (number === 1) socket.write(ok);
      else socket.resetAndDestroy();
    });
    expect(await send(url, request, 2)).toMatchObject({ kind: 'answered', reconnected: true });
  });

  it('stops when it is asked to', async () => {
    const sender = createSender(await listen(() => {}), { connections: 1 });
    const abort = new AbortController();
    const sent = sender.send(request, { timeout: 10_000, signal: abort.signal });
    abort.abort();
    expect(await sent).toEqual({ kind: 'stopped' });
    await sender.close();
  });
});
