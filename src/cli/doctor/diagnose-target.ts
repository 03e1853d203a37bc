import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Diagnosis } from './diagnosis.ts';

const timeout = 5000;

/**
 * Whether a service accepts connections. Nothing is sent: a doctor may not call an operation of somebody's service.
 */
export async function diagnoseTarget(target: string): Promise<Diagnosis> {
  const url = new URL(target);
  const reason = await tryConnect(url);
  if (reason === undefined) return { status: 'ok', what: `${url.origin} accepts connections` };
  return {
    status: 'problem',
    what: `${url.origin} cannot be reached: ${reason}`,
    remedy:
      'start the service, or give its address with --target; contract-kit provider starts the reference provider',
  };
}

function tryConnect(url: URL): Promise<string | undefined> {
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (secure ? 443 : 80));
  return new Promise((resolve) => {
    const socket = secure
      ? connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }) })
      : connect({ host, port });
    const end = (reason?: string) => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(timeout, () => end(`no answer within ${timeout / 1000} seconds`));
    socket.once(secure ? 'secureConnect' : 'connect', () => end());
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(reasons[error.code ?? ''] ?? error.code ?? error.message),
    );
  });
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'there is no way to the host',
};
