import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { callRaw, startRawService } from './raw-service.ts';
import { path, read, startService, startTestProxy, toRequest } from './start.ts';

/** An address that nothing listens at. */
async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

const reasonsOf = (results: { unchecked: readonly { reason: string; count: number }[] }) =>
  results.unchecked.map(({ reason, count }) => [reason, count]);

describe('a service that is down', () => {
  it('gives the documented 502, and no finding about a service that said nothing', async () => {
    const { proxy } = await startTestProxy({ target: await freeAddress() });
    const response = await fetch(toRequest(proxy.url));
    expect(response.headers.get('proxy-status')).toBe('contract-kit; error=destination_unavailable');
    expect(await read(response)).toEqual({
      status: 502,
      type: 'application/json',
      body: {
        error_code: 'APIGW.0202',
        error_msg: 'The service gave no answer: nothing listens there',
        request_id: 'c9e4da44a63dc96ab4c12a3d57025ab4',
      },
    });
    await proxy.close();
    const results = proxy.results();
    expect(results.findings).toEqual([]);
    expect(reasonsOf(results)).toEqual([['the service gave no answer: nothing listens there', 1]]);
    expect(results.coverage.operations[0]?.statuses.find(({ status }) => status === '502')).toEqual({
      status: '502',
      exchanges: 0,
    });
  });

  it('gives a problem where the document has no 502', async () => {
    const { proxy } = await startTestProxy({ target: await freeAddress(), contract: await plainContract() });
    expect(await read(await fetch(`${proxy.url}/pets`))).toEqual({
      status: 502,
      type: 'application/problem+json',
      body: {
        type: 'about:blank',
        title: 'The service gave no answer',
        status: 502,
        detail: 'The service gave no answer: nothing listens there',
      },
    });
  });
});

describe('a service that is slow', () => {
  it('gives the documented 504 after the time that it has', async () => {
    const { url } = await startService(() => {});
    const { proxy } = await startTestProxy({ target: url, timeout: 150 });
    const response = await fetch(toRequest(proxy.url));
    expect(response.headers.get('proxy-status')).toBe('contract-kit; error=http_response_timeout');
    expect(await read(response)).toMatchObject({
      status: 504,
      body: {
        error_code: 'APIGW.0203',
        error_msg: 'The service gave no answer in time: it did not answer within 150 ms',
      },
    });
    await proxy.close();
    expect(reasonsOf(proxy.results())).toEqual([
      ['the service gave no answer: it did not answer within 150 ms', 1],
    ]);
  });

  it('has all the time it wants once it has begun', async () => {
    const { url } = await startService((_, response) => {
      response.flushHeaders();
      setTimeout(() => response.end('late'), 400);
    });
    const { proxy } = await startTestProxy({ target: url, timeout: 100 });
    expect(await read(await fetch(`${proxy.url}/slow`))).toMatchObject({ status: 200, body: 'late' });
  });
});

describe('an answer that breaks off', () => {
  it.each([
    [
      'in the middle of its length',
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"res',
    ],
    [
      'in the middle of its chunks',
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"res\r\n',
    ],
    [
      'in a broken chunk',
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"res\r\nzz\r\n',
    ],
  ])('%s breaks off for the client too', async (_, answer) => {
    const service = await startRawService([
      (socket) => {
        socket.end(answer);
      },
    ]);
    const { proxy } = await startTestProxy({ target: service.url });
    const received = await callRaw(
      proxy.url,
      `PUT ${path} HTTP/1.1\r\nHost: h\r\nX-Auth-Token: t\r\n\r\n`,
      () => false,
    );
    // All that came, and no end.
    expect(answer.startsWith(received)).toBe(true);
    expect(received).toContain('{"res');
    await proxy.close();
    const { findings, unchecked } = proxy.results();
    expect({
      findings: findings.map(({ rule }) => rule),
      reasons: unchecked.map(({ reason }) => reason),
    }).toEqual({
      findings: ['request-body-missing'],
      reasons: ['the service broke its answer off'],
    });
  });

  it.each([
    [
      'no HTTP at all',
      'SSH-2.0-OpenSSH_9.2\r\n',
      /^The service gave no answer: its answer is no HTTP\/1\.1 \(Expected HTTP\/, RTSP\/ or ICE\/\)$/,
    ],
    ['nothing', '', /^The service gave no answer: it closed the connection$/],
    ['half a head', 'HTTP/1.1 200 OK\r\nX: ', /^The service gave no answer: it closed the connection$/],
  ])('gives the documented 502 where it was %s', async (_, answer, message) => {
    const service = await startRawService([(socket) => void socket.end(answer)]);
    const { proxy } = await startTestProxy({ target: service.url });
    expect(await read(await fetch(toRequest(proxy.url, { method: 'POST' })))).toMatchObject({ status: 502 });
    expect(await read(await fetch(toRequest(proxy.url)))).toMatchObject({
      status: 502,
      body: { error_code: 'APIGW.0202', error_msg: expect.stringMatching(message) },
    });
  });
});

describe('a client that goes away', () => {
  it('is gone for the service too, and its call is not checked', async () => {
    const arrived = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const { url } = await startService((request, response) => {
      request.resume();
      response.on('close', () => gone.resolve());
      arrived.resolve();
    });
    const { proxy } = await startTestProxy({ target: url });
    const abort = new AbortController();
    const call = fetch(toRequest(proxy.url), { signal: abort.signal });
    await arrived.promise;
    abort.abort();
    await expect(call).rejects.toThrow('aborted');
    await gone.promise;
    await proxy.close();
    expect(reasonsOf(proxy.results())).toEqual([
      ['the connection of the client ended before the answer was complete', 1],
    ]);
  });

  it('in the middle of its body leaves no whole request behind', async () => {
    const ended = Promise.withResolvers<boolean>();
    const arrived = Promise.withResolvers<void>();
    const { url } = await startService((request) => {
      request.once('data', () => arrived.resolve());
      request.on('error', () => {});
      request.on('close', () => ended.resolve(request.complete));
    });
    const { proxy } = await startTestProxy({ target: url });
    const { hostname, port } = new URL(proxy.url);
    const socket = connect(Number(port), hostname);
    socket.write(`PUT ${path} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n`);
    await arrived.promise;
    socket.destroy();
    expect(await ended.promise).toBe(false);
  });
});

async function plainContract() {
  const { compileContract } = await import('../../../src/contract/compile.ts');
  const { loadSpec } = await import('../../../src/spec/load.ts');
  return compileContract(await loadSpec('test/integration/proxy/plain.yaml', { cwd: process.cwd() }));
}
