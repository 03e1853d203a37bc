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
    ['something else than HTTP', (socket) => socket.end('hello\r\n\r\n'), 'malformed'],
  ])('tells %s apart', async (_name, answer, cause) => {
    expect(await send(await listen(answer))).toMatchObject({ kind: 'absent', cause });
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
