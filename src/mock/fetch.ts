import type { HttpHeaders } from '../exchange/exchange.ts';
import type { Handler, Incoming } from './handler.ts';

/** A `fetch` that hands requests to a handler in the same process. */
export function toFetch(
  { handle }: Pick<Handler, 'handle'>,
  bodyLimit: number,
): (input: Request | URL | string, init?: RequestInit) => Promise<Response> {
  return async (input, init) => {
    const request = new Request(typeof input === 'string' ? new URL(input, 'http://mock') : input, init);
    request.signal.throwIfAborted();
    const { status, headers, body } = await handle(await read(request, bodyLimit));
    request.signal.throwIfAborted();
    const isEmpty = status === 204 || status === 205 || status === 304 || request.method === 'HEAD';
    // A copy: a body of the mock serves many answers.
    return new Response(isEmpty ? null : Uint8Array.from(body), { status, headers });
  };
}

async function read(request: Request, bodyLimit: number): Promise<Incoming> {
  const { method, url } = request;
  const { pathname, search } = new URL(url);
  const headers: HttpHeaders = Object.fromEntries(request.headers);
  const bytes = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  const incoming = { method, url: pathname + search, headers };
  return bytes && bytes.length > bodyLimit ? { ...incoming, isTooLarge: true } : { ...incoming, bytes };
}
