import type { IncomingMessage } from 'node:http';
import { decodeContent } from '../exchange/decode-content.ts';
import type { Exchange, HttpBody } from '../exchange/exchange.ts';
import type { CheckResult } from '../validate/check.ts';
import { bytesOf, type Capture } from './capture.ts';

/** One call on its way through the proxy, and what was seen of it. */
export type Call = {
  /** Counts from 0. */
  readonly number: number;
  readonly startedAt: Date;
  readonly request: IncomingMessage;
  readonly sent: Capture;
  readonly received: Capture;
  /** Milliseconds of `performance.now`. */
  readonly start: number;
  answerStart: number;
  end: number;
  /** The answer of the service, whole where there is no `fault`. */
  answer: IncomingMessage | undefined;
  /** Why the service gave no whole answer, in one sentence without a full stop. */
  fault: string | undefined;
  /** The status of the answer that the proxy gave in its place. */
  ownStatus: number | undefined;
  /** True when the proxy did not let the request through: there is no answer, and nothing is missing. */
  isRefused: boolean;
  /** Whether the client was told to send the body that it held back (RFC 9110 §10.1.1). */
  isContinued: boolean;
  /** Made when it is needed first. */
  exchange: Exchange | undefined;
  /** Where the call was judged on its way. */
  result: CheckResult | undefined;
};

export function createCall(
  start: Pick<Call, 'number' | 'startedAt' | 'request' | 'sent' | 'received'>,
): Call {
  const { number, startedAt, request, sent, received } = start;
  return {
    number,
    startedAt,
    request,
    sent,
    received,
    start: performance.now(),
    answerStart: 0,
    end: 0,
    answer: undefined,
    fault: undefined,
    ownStatus: undefined,
    isRefused: false,
    isContinued: false,
    exchange: undefined,
    result: undefined,
  };
}

/** How much a compressed body may grow. */
const mostGrowth = 16;

type Reading = { readonly origin: string; readonly bodyLimit: number };

/** The call as an exchange, made once. */
export function exchangeOf(call: Call, reading: Reading): Exchange {
  const exchange = call.exchange ?? toExchange(call, reading);
  call.exchange = exchange;
  return exchange;
}

/** The call as an exchange; its URL is absolute, under `origin`. */
export function toExchange(call: Call, { origin, bodyLimit }: Reading): Exchange {
  const { request, answer, sent, received, fault } = call;
  const limit = bodyLimit * mostGrowth;
  const { method = '', headers } = request;
  const cut = !request.complete && 'the answer came before the whole request body';
  const sentBody = toBody(sent, { headers, limit, cut, side: 'request' });
  const receivedBody =
    answer && toBody(received, { headers: answer.headers, limit, cut: fault, side: 'response' });
  return {
    stance: 'observed',
    request: {
      method,
      url: toAbsolute(request.url ?? '', origin),
      headers,
      ...(sentBody && { body: sentBody }),
    },
    ...(answer && {
      response: {
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        ...(receivedBody && { body: receivedBody }),
      },
    }),
    origin: { source: 'traffic' },
  };
}

function toBody(
  capture: Capture,
  message: {
    readonly headers: IncomingMessage['headers'];
    readonly limit: number;
    readonly cut: string | false | undefined;
    readonly side: 'request' | 'response';
  },
): HttpBody | undefined {
  if (capture.omitted !== undefined && capture.size > 0)
    return { kind: 'unavailable', reason: `the ${message.side} body was not kept: ${capture.omitted}` };
  if (message.cut) return { kind: 'unavailable', reason: message.cut };
  if (capture.size === 0) return undefined;
  return decodeContent(bytesOf(capture), message.headers, message.limit);
}

/** An origin server takes both forms of a target (RFC 9112 §3.2); `*` names no resource and stays as it is. */
function toAbsolute(url: string, origin: string): string {
  if (url.startsWith('/')) return origin + url;
  const [, path] = /^https?:\/\/[^/?#]*(.*)$/is.exec(url) ?? [];
  return path === undefined ? url : `${origin}${path.startsWith('/') ? '' : '/'}${path}`;
}
