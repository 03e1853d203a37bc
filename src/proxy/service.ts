import { Agent, type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { KitError } from '../errors.ts';
import { findField, type RawFields } from './hop-by-hop.ts';

export type ServiceOptions = {
  /** `http:` or `https:`; its path is not used. */
  readonly target: URL;
  /** Milliseconds of silence until the answer begins. */
  readonly timeout: number;
  /** PEM texts: who may sign the certificate of the service, and who the proxy says it is. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Send the host of the target in place of the one that the client asked for. */
  readonly rewriteHost: boolean;
};

/** The service behind the proxy. */
export type Service = {
  /**
   * Starts a request whose head is exactly this; the body is for the caller to write.
   *
   * Throws what node:http throws for a head that it cannot write.
   */
  request(method: string, path: string, fields: RawFields): ClientRequest;
  /** Ends the idle connections; running requests go on. */
  close(): void;
};

/** Services close idle connections after 5 seconds and more; a connection that is older is not worth the risk. */
const idleTime = 4000;

/** As much as the proxy takes from its clients. */
const maxHeaderSize = 1024 * 1024;

/**
 * Opens a pool of keep-alive connections to a service. Requests go through node:http and not through undici, which writes
 * `Host`, `Content-Length` and `Connection` in its own way and place and knows neither `Expect` nor trailers.
 *
 * Throws KitError `usage-invalid` for texts that are no certificates and keys.
 */
export function openService({ target, timeout, tls = {}, rewriteHost }: ServiceOptions): Service {
  const secure = target.protocol === 'https:';
  assertUsable(tls);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const pool = { keepAlive: true, maxFreeSockets: 1024, timeout: idleTime };
  const servername = isIP(host) === 0 ? host : '';
  const agent = secure ? new SecureAgent({ ...pool, ...tls, servername }) : new Agent(pool);
  // There is one address and one set of keys, so the key of the pool need not be put together for each request.
  agent.getName = () => 'service';
  const send = secure ? requestHttps : requestHttp;
  const fixed = {
    agent,
    host,
    port: Number(target.port) || (secure ? 443 : 80),
    timeout,
    maxHeaderSize,
    setDefaultHeaders: false,
  };
  return {
    request(method, path, fields) {
      const headers = rewriteHost ? withHost(fields, target.host) : fields;
      const started = send({ ...fixed, method, path, headers: headers as string[] });
      // Counted by size, not by number.
      started.maxHeadersCount = 0;
      return started;
    },
    close: () => agent.destroy(),
  };
}

function assertUsable(tls: NonNullable<ServiceOptions['tls']>): void {
  try {
    createSecureContext(tls);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new KitError('usage-invalid', `the certificates and the key cannot be used for TLS: ${reason}`, {
      cause,
    });
  }
}

function withHost(fields: RawFields, host: string): RawFields {
  if (findField(fields, 'host') === undefined) return ['Host', host, ...fields];
  return fields.map((field, index) =>
    index % 2 === 1 && /^host$/i.test(fields[index - 1] as string) ? host : field,
  );
}

/** Why a service gave no answer, in half a sentence. */
export function describeFailure(error: unknown): string {
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { code: '', message: String(error) };
  if (code?.startsWith('HPE_')) return `its answer is no HTTP/1.1 (${message.replace(/^Parse Error: /, '')})`;
  return reasons[code ?? ''] ?? `${message} (${code || 'no code'})`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the host',
  ETIMEDOUT: 'the connection was not accepted in time',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed, and no --ca vouches for it',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that no --ca vouches for',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that no --ca vouches for',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority that no --ca vouches for',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};
