import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A door to a provider that puts the credential into every request, and counts them. */
export type Door = { readonly url: string; readonly requests: number; close(): Promise<void> };

/** Opens a door for tools that cannot be told a credential. What the provider breaks below HTTP stays broken. */
export async function openDoor(target: URL, headers: readonly string[]): Promise<Door> {
  let requests = 0;
  const fields = headers.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });
  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    requests += 1;
    const onward = request(new URL(incoming.url ?? '/', target.origin), {
      method: incoming.method,
      headers: { ...incoming.headers, ...Object.fromEntries(fields), host: target.host },
    });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.on('error', () => outgoing.destroy());
      answer.on('aborted', () => outgoing.destroy());
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${target.pathname.replace(/\/$/, '')}`,
    get requests() {
      return requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
