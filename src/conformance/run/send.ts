import { decodeContent } from '../../exchange/decode-content.ts';
import type { HttpResponse } from '../../exchange/exchange.ts';
import type { WireRequest } from '../request/wire.ts';
import { ask, type Connections, openConnections, type Progress } from './ask.ts';
import { describeFailure } from './describe-failure.ts';

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

/** After so many connections that ended under a request, each request has one of its own. */
const mostSlips = 3;

/**
 * Opens a pool of keep-alive connections to the origin of a URL. A request that fails on a connection that had served
 * before is sent once more on a connection of its own. Where that happens again and again, no connection is used twice any
 * more: then an end without an answer is no accident of keep-alive (RFC 9112 §9.5), and a server that only closes its
 * connections without saying so is not accused.
 *
 * @example const sender = createSender('http://127.0.0.1:4000', { connections: 1 });
 */
export function createSender(origin: string, options: { connections: number }): Sender {
  const kept = { origin, connections: openConnections(origin, options.connections) };
  const fresh = { origin, connections: openConnections(origin) };
  let slips = 0;
  const send: Send = async (request, how) => {
    const sent = await exchange(slips < mostSlips ? kept : fresh, request, how);
    if (sent.kind !== 'absent' || sent.cause !== 'stale') return sent;
    slips += 1;
    const again = await exchange(fresh, request, how);
    return again.kind === 'answered' ? { ...again, reconnected: true } : again;
  };
  const close = async (): Promise<void> => {
    kept.connections.agent.destroy();
    fresh.connections.agent.destroy();
  };
  return { send, close };
}

async function exchange(
  to: { readonly origin: string; readonly connections: Connections },
  request: WireRequest,
  how: { timeout: number; signal: AbortSignal },
): Promise<Sent> {
  const deadline = AbortSignal.timeout(how.timeout);
  const signal = AbortSignal.any([deadline, how.signal]);
  const started = performance.now();
  const progress: Progress = { connected: false, reused: false, begun: false };
  try {
    const { status, headers, bytes } = await ask(to, request, { signal, maxResponseSize, progress });
    const body = decodeContent(bytes, headers, maxResponseSize);
    const milliseconds = performance.now() - started;
    return { kind: 'answered', response: { status, headers, ...(body ? { body } : {}) }, milliseconds };
  } catch (error) {
    if (how.signal.aborted) return { kind: 'stopped' };
    if (!deadline.aborted) return describeFailure(error, progress);
    return progress.connected
      ? { kind: 'absent', cause: 'timeout', detail: `no whole answer within ${how.timeout} ms` }
      : { kind: 'absent', cause: 'unreachable', detail: `no connection within ${how.timeout} ms` };
  }
}
