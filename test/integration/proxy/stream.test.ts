import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { callRaw, startRawService } from './raw-service.ts';
import { path, read, startService, startTestProxy, success, toRequest } from './start.ts';

const head = (...fields: string[]) =>
  `${[`PUT ${path} HTTP/1.1`, 'Host: h', ...fields].join('\r\n')}\r\n\r\n`;
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

/** A connection whose bytes are waited for. */
function open(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  let look = () => {};
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    look();
  });
  const until = (end: string) =>
    new Promise<string>((resolve) => {
      look = () => received.endsWith(end) && resolve(received);
      look();
    });
  return { socket, until };
}

describe('time', () => {
  it('passes 100 Continue from the service, and the body after it', async () => {
    const service = await startRawService(
      [(socket) => void socket.write('HTTP/1.1 100 Continue\r\n\r\n'), ok],
      (text) => text.endsWith('\r\n\r\n') || text.endsWith('body'),
    );
    const { proxy } = await startTestProxy({ target: service.url });
    const { socket, until } = open(proxy.url);
    const sent = head('Expect: 100-continue', 'Content-Length: 4');
    socket.write(sent);
    expect(await until('\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('body');
    expect(await until('{}')).toBe(`HTTP/1.1 100 Continue\r\n\r\n${ok}`);
    expect(service.received).toEqual([`${sent}body`]);
    socket.destroy();
  });

  it('passes the refusal of a body that was not sent, and closes', async () => {
    const refusal = 'HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno';
    const service = await startRawService([refusal], (text) => text.endsWith('\r\n\r\n'));
    const { proxy } = await startTestProxy({ target: service.url });
    const received = await callRaw(proxy.url, head('Expect: 100-continue', 'Content-Length: 4'), () => false);
    expect(received).toBe('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno');
  });

  it('passes interim answers', async () => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nX-Odd: \xff\r\n\r\n';
    const service = await startRawService([hints + ok]);
    const { proxy } = await startTestProxy({ target: service.url });
    const expected = hints + ok;
    expect(await callRaw(proxy.url, head(), (text) => text.length >= expected.length)).toBe(expected);
  });

  it('passes events as they come', async () => {
    let send: (event: string) => void = () => {};
    const { url } = await startService((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      send = (event) => void response.write(event);
    });
    const { proxy } = await startTestProxy({ target: url });
    const response = await fetch(`${proxy.url}/events`);
    const reader = response.body?.getReader();
    const seen = [];
    for (const event of ['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']) {
      // The next event is sent when the last one has arrived: nothing may wait for more.
      send(event);
      seen.push(new TextDecoder().decode((await reader?.read())?.value));
    }
    expect(seen).toEqual(['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']);
    await reader?.cancel();
  });

  it('passes the head of a request before its body is there', async () => {
    const service = await startRawService([ok], (text) => text.endsWith('\r\n\r\n'));
    const { proxy } = await startTestProxy({ target: service.url });
    const { socket, until } = open(proxy.url);
    socket.write(head('Content-Length: 4'));
    expect(await until('{}')).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
    socket.destroy();
  });

  it('passes an answer that does not wait for the body, and ends the connection as the service does', async () => {
    const refusal = 'HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno';
    const service = await startRawService([(socket) => void socket.end(refusal)], (text) =>
      text.endsWith('half'),
    );
    const { proxy } = await startTestProxy({ target: service.url });
    const sent = `${head('Content-Type: application/json', 'Content-Length: 1000000')}half`;
    expect(await callRaw(proxy.url, sent, () => false)).toBe(refusal);
    await proxy.close();
    expect(proxy.results().unchecked.map(({ reason }) => reason)).toEqual([
      'the answer came before the whole request body',
    ]);
  });

  it('throws the rest of a body away that the service does not wait for, and goes on', async () => {
    const early = 'HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\nno';
    const service = await startRawService(
      [early, ok],
      (text) => text.endsWith('half') || text.endsWith('GET2'),
    );
    const { proxy } = await startTestProxy({ target: service.url });
    const { socket, until } = open(proxy.url);
    socket.write(`${head('Content-Length: 8')}half`);
    expect(await until('no')).toBe(early);
    socket.write(`halfGET /2 HTTP/1.1\r\nHost: GET2\r\nContent-Length: 4\r\n\r\nGET2`);
    expect(await until('{}')).toBe(early + ok);
    socket.destroy();
  });

  it('holds a fast sender back for a slow receiver, in both directions', async () => {
    const size = 64 * 1024 * 1024;
    const { url } = await startService((request, response) => {
      // Nothing is read until the answer is asked for; then all of it.
      request.once('readable', () => request.resume());
      request.on('end', () => response.end(Buffer.alloc(size)));
    });
    const { proxy } = await startTestProxy({ target: url });
    const before = process.memoryUsage.rss();
    const response = await fetch(toRequest(proxy.url, { body: new Uint8Array(size) }));
    let length = 0;
    for await (const chunk of response.body ?? []) length += chunk.length;
    expect(length).toBe(size);
    // Client, proxy and service are one process here: both bodies are in it once, and in buffers on the way.
    expect(process.memoryUsage.rss() - before).toBeLessThan(5 * size);
  });
});

describe('connections', () => {
  it('are used again, and a request is sent once more where the service had closed its one', async () => {
    const service = await startRawService([ok, (socket) => socket.destroy(), ok]);
    const { proxy, logged } = await startTestProxy({ target: service.url });
    const first = await fetch(toRequest(proxy.url));
    const second = await fetch(toRequest(proxy.url));
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(service.received.length).toBe(2);
    expect(service.received[1]).toMatch(/\r\n\r\n\{"path":"a\.jpg","tags":\{"animal":"dog"\}\}$/);
    expect(logged).toEqual([]);
  });

  it('are not tried again for a request that may not be repeated', async () => {
    const service = await startRawService([ok, (socket) => socket.destroy(), ok]);
    const { proxy } = await startTestProxy({ target: service.url });
    await (await fetch(toRequest(proxy.url))).text();
    expect((await fetch(toRequest(proxy.url, { method: 'POST' }))).status).toBe(502);
  });

  it('keep the order of requests that a client did not wait between', async () => {
    const order: string[] = [];
    let running = 0;
    const { url } = await startService((request, response) => {
      order.push(`${request.url} with ${running} others`);
      running += 1;
      setImmediate(() => {
        running -= 1;
        response.end(request.url);
      });
    });
    const { proxy } = await startTestProxy({ target: url });
    const requests = ['/1', '/2', '/3'].map((each) => `GET ${each} HTTP/1.1\r\nHost: h\r\n\r\n`).join('');
    const received = await callRaw(proxy.url, requests, (text) => text.endsWith('/3'));
    expect(received.match(/\/\d$|\/\d(?=HTTP)/g)).toEqual(['/1', '/2', '/3']);
    expect(order).toEqual(['/1 with 0 others', '/2 with 0 others', '/3 with 0 others']);
  });

  it('reach the service with the host that the client asked for, or with its own where that is wanted', async () => {
    const hosts: unknown[] = [];
    const { url } = await startService((request, response) => {
      hosts.push(request.headers.host);
      success(request, response);
    });
    for (const rewriteHost of [false, true]) {
      const { proxy } = await startTestProxy({ target: url, rewriteHost });
      await callRaw(proxy.url, 'GET / HTTP/1.1\r\nHost: api.example\r\n\r\n', (text) => text.endsWith('}'));
    }
    expect(hosts).toEqual(['api.example', new URL(url).host]);
  });

  it('end with their running calls when the proxy is closed', async () => {
    const arrived = Promise.withResolvers<ServerResponse>();
    const { url } = await startService((_, response) => arrived.resolve(response));
    const { proxy } = await startTestProxy({ target: url });
    const call = fetch(`${proxy.url}/slow`);
    const running = await arrived.promise;
    const closed = proxy.close();
    running.end('late');
    expect(await read(await call)).toMatchObject({ status: 200, body: 'late' });
    await closed;
    expect(proxy.results().exchanges).toBe(1);
  });
});
