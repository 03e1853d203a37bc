import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { KitError } from '../errors.ts';

export type Address = {
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
  /** 127.0.0.1 where nothing is said. */
  readonly host?: string | undefined;
};

export type Listening = {
  /** `http://127.0.0.1:4010`, without a closing slash. */
  readonly url: string;
  /** Stops accepting, lets the running requests end, and resolves when all connections are closed. */
  close(): Promise<void>;
};

/** How long running requests may take after a stop, in milliseconds. */
const graceTime = 5000;

/**
 * Binds an HTTP server to an address, and ends it gracefully later.
 *
 * Throws KitError `port-unavailable`.
 *
 * @example const { url, close } = await listen(createServer(answer), { port: 4010 });
 */
export async function listen(server: Server, { port = 0, host = '127.0.0.1' }: Address): Promise<Listening> {
  // `server.close` ends the connections that are idle then; this ends those that become so later.
  server.on('request', (_request, response) => {
    response.once('close', () => {
      if (!server.listening) server.closeIdleConnections();
    });
  });
  await bind(server, port, host);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${bound}`,
    close: () => closeGracefully(server),
  };
}

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
