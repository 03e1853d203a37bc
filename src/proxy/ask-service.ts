import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Call } from './call.ts';
import { bytesOf } from './capture.ts';
import { type RawFields, toPairs, toServiceFields } from './hop-by-hop.ts';
import { describeFailure, type Service } from './service.ts';

/** No answer of the service; `reason` is half a sentence. */
export type Failure = {
  readonly kind: 'unreachable' | 'timeout' | 'request-unsendable';
  readonly reason: string;
};

/** What can come of a request to the service: exactly one of `answered`, `switched` and `failed`. */
export type Asking = {
  readonly service: Service;
  readonly timeout: number;
  /** The fields to send where they are not those of the client's request. */
  readonly fields?: RawFields;
  answered(answer: IncomingMessage): void;
  failed(failure: Failure): void;
  /** The service wants the body that the client holds back. */
  continued?(): void;
  /** An interim answer (RFC 9110 §15.2) other than 100. */
  informed?(interim: {
    readonly statusCode: number;
    readonly statusMessage: string;
    readonly rawHeaders: RawFields;
  }): void;
  switched?(answer: IncomingMessage, socket: Duplex, head: Buffer): void;
};

/** The request to the service while its body is written. */
export type Asked = {
  /** False when the caller should wait for `drained`. */
  write(chunk: Uint8Array): boolean;
  end(last?: Uint8Array, trailers?: RawFields): void;
  drained(then: () => void): void;
  /** Gives the request up, whatever has become of it. */
  abandon(): void;
};

/** RFC 9110 §9.2.2: asking twice does no more than asking once. */
const idempotent = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']);

/**
 * Sends a call on to the service. A connection of the pool may have been closed under the request; as the client knows
 * nothing of that connection, an idempotent request whose body is still there is sent once more (RFC 9110 §9.2.2).
 */
export function askService(call: Call, asking: Asking): Asked {
  const { request, sent } = call;
  const { method = '', url = '', rawHeaders } = request;
  const fields = asking.fields ?? toServiceFields(rawHeaders);
  let settled = false;
  let isEnded = false;
  let isSecond = false;

  const fail = (failure: Failure) => {
    if (settled) return;
    settled = true;
    asking.failed(failure);
  };

  const open = (): ClientRequest => {
    const started = asking.service.request(method, url, fields);
    started.on('response', (answer) => {
      settled = true;
      asking.answered(answer);
    });
    started.on('error', (error: NodeJS.ErrnoException) => {
      if (settled || started !== current) return;
      if (canRepeat(started, error)) return repeat();
      fail({ kind: 'unreachable', reason: describeFailure(error) });
    });
    started.on('timeout', () => {
      // Before the whole request is there, it is the client who is slow.
      if (settled || !request.complete) return;
      fail({ kind: 'timeout', reason: `it did not answer within ${asking.timeout} ms` });
      started.destroy();
    });
    if (asking.continued) started.on('continue', asking.continued);
    if (asking.informed) started.on('information', asking.informed);
    if (asking.switched)
      started.on('upgrade', (answer, socket, head) => {
        settled = true;
        asking.switched?.(answer, socket, head);
      });
    return started;
  };

  const canRepeat = (started: ClientRequest, { code }: NodeJS.ErrnoException): boolean =>
    !isSecond &&
    started.reusedSocket &&
    (code === 'ECONNRESET' || code === 'EPIPE') &&
    idempotent.has(method) &&
    (sent.size === 0 || sent.omitted === undefined);

  const repeat = () => {
    isSecond = true;
    current = open();
    if (sent.size > 0) current.write(bytesOf(sent));
    if (isEnded) current.end();
    else request.resume();
  };

  let current: ClientRequest | undefined;
  try {
    current = open();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Not before the caller has what this function returns.
    process.nextTick(() => fail({ kind: 'request-unsendable', reason }));
  }
  // The service may refuse what it has not seen the body of; with a body at hand, head and body go in one packet.
  setImmediate(() => {
    if (!isEnded && sent.size === 0 && current && !current.destroyed) current.flushHeaders();
  });

  return {
    // What the service takes no more is thrown away, so that the client gets to read the answer.
    write: (chunk) => (current === undefined || current.destroyed ? true : current.write(chunk)),
    end(last, trailers) {
      isEnded = true;
      if (trailers !== undefined && trailers.length > 0) current?.addTrailers(toPairs(trailers));
      current?.end(last);
    },
    drained: (then) => void current?.once('drain', then),
    abandon() {
      settled = true;
      current?.destroy();
    },
  };
}
