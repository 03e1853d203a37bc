import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Listening } from '../../src/exchange/listen.ts';
import { listen } from '../../src/provider/listen.ts';
import { createProvider, type Provider } from '../../src/provider/provider.ts';
import type { Answer, RawExchange } from './mutant.ts';

/** What stands between the server and the correct provider. */
export type Front =
  | { readonly answer: (real: Answer) => Answer }
  | { readonly respond: (exchange: RawExchange) => unknown };

/** Serves a provider on a free port, behind a front where one is given. */
export async function serveApp(real: Answer, front?: Front): Promise<Listening> {
  if (front === undefined) return await listen(real);
  return 'answer' in front ? await listen(front.answer(real)) : await serveRaw(real, front.respond);
}

/** Serves a fresh reference provider behind a front. */
export async function serveBehind(front: Front): Promise<Listening & { readonly provider: Provider }> {
  const provider = createProvider();
  const { url, close } = await serveApp((request) => provider.fetch(request), front);
  return { url, provider, close: () => close().then(() => provider.close()) };
}

async function serveRaw(answer: Answer, respond: (exchange: RawExchange) => unknown): Promise<Listening> {
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
        return answer(new Request(`http://127.0.0.1${url}`, { method, headers: fields, ...body }));
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
  return { url: `http://127.0.0.1:${port}`, close };
}
