import type { RawExchange } from './mutant.ts';

/** Writes the right answer. */
export async function relay({ real, outgoing }: RawExchange): Promise<void> {
  const response = await real();
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** Writes the right answer with another body below it, byte by byte as given. */
export async function relayBytes(
  { real, outgoing }: RawExchange,
  change: (bytes: Buffer) => Buffer,
): Promise<void> {
  const response = await real();
  const { 'content-length': _, ...headers } = Object.fromEntries(response.headers);
  outgoing.writeHead(response.status, headers);
  outgoing.end(change(Buffer.from(await response.arrayBuffer())));
}

/** Writes raw bytes in place of an answer, and ends the connection. */
export const raw =
  (bytes: string) =>
  ({ outgoing }: RawExchange): void =>
    void outgoing.socket?.end(bytes);
