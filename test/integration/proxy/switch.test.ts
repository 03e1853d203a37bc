import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { callRaw, startRawService } from './raw-service.ts';
import { startTestProxy } from './start.ts';

const ask = [
  'GET /chat?token=s3cret-value HTTP/1.1',
  'Host: h',
  'Upgrade: websocket',
  'connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
  '\r\n',
].join('\r\n');
const agree = [
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  '\r\n',
].join('\r\n');
const frames = '\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58';
const echo = '\x81\x05Hello\x00\xff';

describe('a connection that changes its protocol', () => {
  it('is passed through byte by byte, in both directions', async () => {
    const service = await startRawService(
      [agree, (socket) => void socket.write(Buffer.from(echo, 'latin1'))],
      (text) => text.endsWith('\r\n\r\n') || text.endsWith(frames),
    );
    const { proxy } = await startTestProxy({ target: service.url });
    const { hostname, port } = new URL(proxy.url);
    const socket = connect(Number(port), hostname);
    let received = '';
    let look = () => {};
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      look();
    });
    const until = (end: string) =>
      new Promise<void>((resolve) => {
        look = () => received.endsWith(end) && resolve();
      });
    socket.write(ask);
    await until('\r\n\r\n');
    const answered = until(echo);
    socket.write(Buffer.from(frames, 'latin1'));
    await answered;
    expect(received).toBe(agree + echo);
    expect(service.received).toEqual([ask + frames]);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    // A connection that could last for ever does not keep the proxy from closing.
    await proxy.close();
    await closed;
    const { exchanges, findings } = proxy.results();
    expect({ exchanges, rules: findings.map(({ rule }) => rule) }).toEqual({
      exchanges: 1,
      rules: ['operation-unknown'],
    });
  });

  it('passes frames that came right behind the head', async () => {
    const service = await startRawService(
      [agree, (socket) => void socket.write(Buffer.from(echo, 'latin1'))],
      (text) => text.endsWith('\r\n\r\n') || text.endsWith(frames),
    );
    const { proxy } = await startTestProxy({ target: service.url });
    const received = await callRaw(proxy.url, ask + frames, (text) => text.length >= (agree + echo).length);
    expect(received).toBe(agree + echo);
    expect(service.received).toEqual([ask + frames]);
  });

  it('passes a refusal', async () => {
    const refusal =
      'HTTP/1.1 426 Upgrade Required\r\nUpgrade: h3\r\nConnection: Upgrade\r\nContent-Length: 2\r\n\r\nno';
    const service = await startRawService([refusal]);
    const { proxy } = await startTestProxy({ target: service.url });
    expect(await callRaw(proxy.url, ask, () => false)).toBe(
      'HTTP/1.1 426 Upgrade Required\r\nUpgrade: h3\r\nConnection: close, Upgrade\r\nContent-Length: 2\r\n\r\nno',
    );
  });

  it('is refused with 502 where the service is gone', async () => {
    const service = await startRawService([(socket) => void socket.destroy()]);
    const { proxy } = await startTestProxy({ target: service.url });
    expect(await callRaw(proxy.url, ask, () => false)).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
  });

  it('ends on one side when it ends on the other', async () => {
    const service = await startRawService([(socket) => void socket.end(agree)]);
    const { proxy } = await startTestProxy({ target: service.url });
    expect(await callRaw(proxy.url, ask, () => false)).toBe(agree);
  });
});
