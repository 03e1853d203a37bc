import { decodeContent } from './decode-content.ts';
import type { Exchange, HttpHeaders, Origin } from './exchange.ts';

/** The part of `http.IncomingMessage` that a request has, with the bytes that were read from it. */
export type NodeRequest = {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: HttpHeaders;
  readonly bytes?: Uint8Array | undefined;
};

/** The part of `http.IncomingMessage` that a response has, with the bytes that were read from it. */
export type NodeResponse = {
  readonly statusCode?: number | undefined;
  readonly headers: HttpHeaders;
  readonly bytes?: Uint8Array | undefined;
};

/**
 * Reads a call as `node:http` or undici give it: header names are lower-case, bytes are as on the wire. gzip, br,
 * deflate and zstd are decoded up to `limit` bytes (64 MiB); a body that cannot be decoded is `unavailable`.
 *
 * @example fromNode({ request: { method, url, headers, bytes }, response: { statusCode, headers, bytes } }, { source: 'probe' })
 */
export function fromNode(
  messages: { readonly request: NodeRequest; readonly response?: NodeResponse | undefined },
  origin: Origin,
  options: { readonly limit?: number } = {},
): Exchange {
  const { request, response } = messages;
  const sent = decodeContent(request.bytes, request.headers, options.limit);
  const received = response && decodeContent(response.bytes, response.headers, options.limit);
  return {
    stance: 'observed',
    request: {
      method: (request.method ?? 'GET').toUpperCase(),
      url: request.url ?? '/',
      headers: request.headers,
      ...(sent && { body: sent }),
    },
    ...(response?.statusCode !== undefined && {
      response: {
        status: response.statusCode,
        headers: response.headers,
        ...(received && { body: received }),
      },
    }),
    origin,
  };
}
