import type { Exchange, HttpBody, HttpHeaders, Origin } from './exchange.ts';

/**
 * Reads a call of the Fetch standard. Both messages are cloned, so the caller can still read their bodies; a body that
 * was read before is `unavailable`. Without a response, or with an opaque one (status 0), the exchange has none.
 *
 * @example const exchange = await fromFetch(request, await fetch(request.clone()));
 */
export async function fromFetch(
  request: Request,
  response?: Response,
  origin: Origin = { source: 'test' },
): Promise<Exchange> {
  const [sent, received] = await Promise.all([readBody(request), response && readBody(response)]);
  return {
    stance: 'observed',
    request: {
      method: request.method.toUpperCase(),
      url: request.url.split('#', 1)[0] ?? request.url,
      headers: readHeaders(request.headers),
      ...(sent && { body: sent }),
    },
    ...(response &&
      response.status > 0 && {
        response: {
          status: response.status,
          headers: readHeaders(response.headers),
          ...(received && { body: received }),
        },
      }),
    origin,
  };
}

/** `Headers` joins repeated fields with `, `, except Set-Cookie, which cannot be joined (RFC 9110 §5.3). */
function readHeaders(headers: Headers): HttpHeaders {
  const read = Object.fromEntries(headers);
  const cookies = headers.getSetCookie();
  return cookies.length > 1 ? { ...read, 'set-cookie': cookies } : read;
}

async function readBody(message: Request | Response): Promise<HttpBody | undefined> {
  if (message.body === null) return undefined;
  if (message.bodyUsed)
    return { kind: 'unavailable', reason: 'the body was read before the exchange was taken' };
  try {
    const bytes = new Uint8Array(await message.clone().arrayBuffer());
    return bytes.length === 0 ? undefined : { kind: 'bytes', bytes };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'unavailable', reason: `the body could not be read to its end: ${why}` };
  }
}
