import { createServer } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import { type Address, listen as bind, type Listening } from '../exchange/listen.ts';
import { answerUnreadable } from './answer-unreadable.ts';
import type { Connection } from './connection.ts';
import { createRequestId, toGatewayResponse } from './gateway/gateway-error.ts';

export type ListenOptions = Address & {
  /** Milliseconds for a whole request to arrive; a slower one is answered with 400. */
  readonly requestTimeout?: number;
};

/** Large enough for a URI or header over the gateway's limits to be read and answered with 414 or 494. */
const maxHeaderSize = 1024 * 1024;

/**
 * Serves a Fetch handler over HTTP/1.1. Whatever arrives that it cannot be asked about, or whatever it throws, the
 * answer has the shape of the gateway's.
 *
 * Throws KitError `port-unavailable`.
 *
 * @example const { url, close } = await listen((request) => provider.fetch(request));
 */
export async function listen(
  answer: (request: Request, connection: Connection) => Promise<Response>,
  { port = 0, host = '127.0.0.1', requestTimeout = 30_000 }: ListenOptions = {},
): Promise<Listening> {
  const listener = getRequestListener(
    (request, { incoming }) => {
      // The server below is an HTTP/1.1 one: its requests have a socket.
      const { remoteAddress } = (incoming as { socket: { remoteAddress?: string } }).socket;
      return answer(request, { remoteAddress });
    },
    {
      overrideGlobalObjects: false,
      errorHandler(error) {
        // A target or Host that makes no URL; anything else is a fault of `answer`.
        const name = error instanceof RequestError ? 'requestMalformed' : 'unexpected';
        return toGatewayResponse({ error: name }, createRequestId());
      },
    },
  );
  const server = createServer(
    {
      maxHeaderSize,
      requestTimeout,
      headersTimeout: requestTimeout,
      connectionsCheckingInterval: Math.min(1000, Math.ceil(requestTimeout / 4)),
      // A missing Host header is answered by the listener, in the gateway's shape.
      requireHostHeader: false,
    },
    listener,
  );
  // Counted by size, not by number.
  server.maxHeadersCount = 0;
  answerUnreadable(server);
  // An expectation that is not understood may be ignored (RFC 9110 §10.1.1); the default answer has no body.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  return bind(server, { port, host });
}
