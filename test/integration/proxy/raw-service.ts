import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export type RawService = {
  readonly url: string;
  /** What arrived on each connection, in the order of the connections. */
  readonly received: readonly string[];
};

/** The bytes of an answer, or a function that does what it likes with the connection. */
export type RawAnswer = string | Uint8Array | ((socket: Socket, request: string) => void);

/** A service that notes every byte it gets, and answers each whole request with the next of the answers. */
export async function startRawService(
  answers: readonly RawAnswer[],
  isWhole: (received: string) => boolean = hasEnded,
): Promise<RawService> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let next = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    const index = received.push('') - 1;
    let pending = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      received[index] += chunk.toString('latin1');
      pending += chunk.toString('latin1');
      if (!isWhole(pending)) return;
      const request = pending;
      pending = '';
      const answer = answers[Math.min(next, answers.length - 1)] ?? '';
      next += 1;
      if (typeof answer === 'function') answer(socket, request);
      else socket.write(typeof answer === 'string' ? Buffer.from(answer, 'latin1') : answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** Whether a text holds a whole request: head, and the body that its fields announce. */
export function hasEnded(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = text.slice(0, end);
  const body = text.slice(end + 4);
  if (/^transfer-encoding:.*chunked/im.test(head)) return /(?:^|\r\n)0\r\n(?:[^\r\n]+\r\n)*\r\n$/.test(body);
  return body.length >= Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
}

/**
 * Sends bytes on a connection of its own, and reads until what came back is as long as expected or the connection ends.
 */
export async function callRaw(
  url: string,
  bytes: string | Uint8Array | readonly (string | Uint8Array)[],
  until: (received: string) => boolean,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (until(received)) resolve();
    });
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
  });
  for (const part of [bytes].flat())
    socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part);
  await done;
  socket.destroy();
  return received;
}
