import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen } from '../../src/provider/listen.ts';
import { createProvider, type Provider } from '../../src/provider/provider.ts';
import type { Answer, RawExchange } from './mutant.ts';

/** A server under test on a free port, with the provider behind it. */
export type Served = { readonly url: string; readonly provider: Provider; close(): Promise<void> };

/** What stands between the server and the reference provider. */
export type Front =
  | { readonly answer: (real: Answer) => Answer }
  | { readonly respond: (exchange: RawExchange) => unknown };

/** Serves a fresh reference provider behind a front. */
export async function serveBehind(front: Front): Promise<Served> {
  const provider = createProvider();
  if ('answer' in front) {
    const { url, close } = await listen(front.answer((request) => provider.fetch(request)));
    return { url, provider, close: () => close().then(() => provider.close()) };
  }
  return await serveRaw(provider, front.respond);
}

async function serveRaw(provider: Provider, respond: (exchange: RawExchange) => unknown): Promise<Served> {
  let number = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const real = (): Promise<Response> => {
        const { method = 'GET', url = '/', headers } = incoming;
        const fields = Object.entries(headers).map(([name, value]): [string, string] => [
          name,
          String(value),
        ]);
        const body = bytes.length > 0 ? { body: bytes } : {};
        return provider.fetch(new Request(`http://127.0.0.1${url}`, { method, headers: fields, ...body }));
      };
      void respond({ number: ++number, incoming, body: bytes.toString(), real, outgoing });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, provider, close: () => close().then(() => provider.close()) };
}
