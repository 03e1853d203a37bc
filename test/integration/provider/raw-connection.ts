import { connect } from 'node:net';

/** Writes the parts to a server as they are and reads all that comes back until the connection ends. */
export async function exchangeRaw(
  url: string,
  parts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => {
    socket.once('end', resolve);
    socket.once('close', resolve);
    // A server that has answered may reset what is still being sent.
    socket.once('error', () => resolve());
  });
  for await (const part of parts) {
    if (socket.writable) socket.write(part);
  }
  await ended;
  socket.destroy();
  return Buffer.concat(chunks).toString('latin1');
}

/** The messages of a connection: status and body of each answer that has a Content-Length. */
export function readMessages(text: string): { status: number; body: string }[] {
  const messages: { status: number; body: string }[] = [];
  let rest = text;
  while (rest !== '') {
    const [head = '', ...after] = rest.split('\r\n\r\n');
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
    const tail = after.join('\r\n\r\n');
    messages.push({ status: Number(head.slice(9, 12)), body: tail.slice(0, length) });
    rest = tail.slice(length);
  }
  return messages;
}
