import { createServer, type Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { KitError } from '../errors.ts';
import { answerUnreadable } from './answer-unreadable.ts';
import type { Connection } from './connection.ts';
import { createRequestId, toGatewayResponse } from './gateway/gateway-error.ts';

export type ListenOptions = {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** 127.0.0.1 where nothing is said. */
  readonly host?: string;
  /** Milliseconds for a whole request to arrive; a slower one is answered with 400. */
  readonly requestTimeout?: number;
};

export type Listening = {
  /** `http://127.0.0.1:4000`, without a closing slash. */
  readonly url: string;
  /** Stops accepting, lets the running requests end, and resolves when all connections are closed. */
  close(): Promise<void>;
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
  // `server.close` ends the connections that are idle then; this ends those that become so later.
  server.on('request', (_request, response) => {
    response.once('close', () => server.listening || server.closeIdleConnections());
  });
  await bind(server, port, host);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${bound}`,
    close: () => closeGracefully(server),
  };
}

/** How long running requests may take after a stop, in milliseconds. */
const graceTime = 5000;

function closeGracefully(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceTime);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = bindFaults[cause.code ?? ''] ?? cause.message;
      reject(
        new KitError('port-unavailable', `cannot listen on ${host}:${port}: ${reason}`, {
          cause,
          hint: 'choose another address with --port and --host; port 0 takes any free one',
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}

const bindFaults: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use',
  EACCES: 'the port needs more rights',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
};
