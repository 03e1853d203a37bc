import type { HttpBody, HttpHeaders, HttpRequest, HttpResponse } from '../exchange/exchange.ts';
import { readStream } from './read-stream.ts';

/** A request of the Fetch standard, read from a copy of its own. */
export async function readRequest(copy: Request, limit: number): Promise<HttpRequest> {
  const body = await readStream(copy.body, limit);
  return {
    method: copy.method.toUpperCase(),
    url: copy.url.split('#', 1)[0] ?? copy.url,
    headers: toHttpHeaders(copy.headers),
    ...(body && { body }),
  };
}

/** A response that the host reads at the same time. Nothing is read of a stream of events, which has no end. */
export function copyResponse(response: Response, limit: number): Promise<HttpResponse> {
  const { status } = response;
  const headers = toHttpHeaders(response.headers);
  if (response.body === null) return Promise.resolve({ status, headers });
  const missing = whyNotCopied(response);
  const reading = missing ? Promise.resolve(missing) : readStream(response.clone().body, limit);
  return reading.then((body) => ({ status, headers, ...(body && { body }) }));
}

function whyNotCopied({ bodyUsed, body, headers }: Response): HttpBody | undefined {
  if (bodyUsed || body?.locked)
    return { kind: 'unavailable', reason: 'the body was read before it could be copied' };
  if (/^text\/event-stream\b/i.test(headers.get('content-type') ?? ''))
    return { kind: 'unavailable', reason: 'the body is a stream of events' };
  return undefined;
}

/** `Headers` joins repeated fields with `, `, except Set-Cookie, which cannot be joined (RFC 9110 §5.3). */
function toHttpHeaders(headers: Headers): HttpHeaders {
  const read = Object.fromEntries(headers);
  const cookies = headers.getSetCookie();
  return cookies.length > 1 ? { ...read, 'set-cookie': cookies } : read;
}
