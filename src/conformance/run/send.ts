import { Client, type Dispatcher, errors, Pool } from 'undici';
import { decodeContent } from '../../exchange/decode-content.ts';
import type { HttpResponse } from '../../exchange/exchange.ts';
import type { WireRequest } from '../request/wire.ts';

/** What came of one request. */
export type Sent =
  | {
      readonly kind: 'answered';
      readonly response: HttpResponse;
      readonly milliseconds: number;
      /** It took a second connection: the first one, which had served before, was closed under the request. */
      readonly reconnected?: boolean;
    }
  /** No whole HTTP answer. */
  | { readonly kind: 'absent'; readonly cause: AbsenceCause; readonly detail: string }
  /** The run was asked to stop. */
  | { readonly kind: 'stopped' };

/**
 * `unreachable`: no connection. `timeout`: connected, and no whole answer in time. `reset`: the connection ended first.
 * `stale`: it ended on a connection that had served before, which servers may close at any time (RFC 9112 §9.5).
 * `malformed`: what came is no HTTP. `too-big`: more than the limit.
 */
export type AbsenceCause = 'unreachable' | 'timeout' | 'reset' | 'stale' | 'malformed' | 'too-big';

export type Send = (request: WireRequest, options: { timeout: number; signal: AbortSignal }) => Promise<Sent>;

/** 64 MiB of body at most: what an answer to a test needs at the very most, and what a test machine bears. */
const maxResponseSize = 64 * 1024 * 1024;

/** A connection pool to one origin. `close` ends idle connections and gives up running requests. */
export type Sender = { readonly send: Send; close(): Promise<void> };

/**
 * Opens a pool of keep-alive connections to the origin of a URL. A request that fails on a connection that had served
 * before is sent once more on a connection of its own.
 *
 * @example const sender = createSender('http://127.0.0.1:4000', { connections: 1 });
 */
export function createSender(origin: string, options: { connections: number }): Sender {
  const shared = { maxResponseSize, headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 10_000 } };
  const pool = new Pool(origin, { ...shared, connections: options.connections, pipelining: 1 });
  const send: Send = async (request, how) => {
    const sent = await exchange(pool, request, how);
    if (sent.kind !== 'absent' || sent.cause !== 'stale') return sent;
    const client = new Client(origin, { ...shared, pipelining: 0 });
    try {
      const again = await exchange(client, request, how);
      if (again.kind === 'answered') return { ...again, reconnected: true };
      return again.kind === 'absent' && again.cause === 'stale' ? { ...again, cause: 'reset' } : again;
    } finally {
      await client.destroy();
    }
  };
  return { send, close: async () => await pool.destroy() };
}

async function exchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  how: { timeout: number; signal: AbortSignal },
): Promise<Sent> {
  const deadline = AbortSignal.timeout(how.timeout);
  const started = performance.now();
  try {
    const answer = await dispatcher.request({
      method: request.method as Dispatcher.HttpMethod,
      path: request.url,
      headers: request.headers.flat(),
      body: request.body ?? null,
      signal: AbortSignal.any([deadline, how.signal]),
    });
    const bytes = await answer.body.bytes();
    const body = decodeContent(bytes, answer.headers, maxResponseSize);
    return {
      kind: 'answered',
      response: { status: answer.statusCode, headers: answer.headers, ...(body ? { body } : {}) },
      milliseconds: performance.now() - started,
    };
  } catch (error) {
    if (how.signal.aborted) return { kind: 'stopped' };
    if (deadline.aborted) {
      return { kind: 'absent', cause: 'timeout', detail: `no whole answer within ${how.timeout} ms` };
    }
    return describeFailure(error);
  }
}

const unreachableCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'EPROTO',
]);

function describeFailure(error: unknown): Sent {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  if (unreachableCodes.has(code))
    return { kind: 'absent', cause: 'unreachable', detail: `no connection (${code})` };
  if (error instanceof errors.HTTPParserError || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
    return { kind: 'absent', cause: 'malformed', detail: `the answer is no HTTP (${message})` };
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' || code === 'UND_ERR_HEADERS_OVERFLOW')
    return { kind: 'absent', cause: 'too-big', detail: `the answer is too big (${message})` };
  // These are a fault of this program: the request could not be made at all.
  if (code === '' || code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') throw error;
  return {
    kind: 'absent',
    cause: hadServed(error) ? 'stale' : 'reset',
    detail: `the connection ended before the answer did (${code})`,
  };
}

/** undici tells what the socket had read; a socket that went with an error of the system tells nothing. */
function hadServed(error: unknown): boolean {
  const socket = error instanceof Error && 'socket' in error ? error.socket : undefined;
  if (socket === null || typeof socket !== 'object' || !('bytesRead' in socket)) return true;
  return typeof socket.bytesRead === 'number' && socket.bytesRead > 0;
}
