import type { Exchange, HttpBody, HttpHeaders } from '../exchange/exchange.ts';
import { findSecrets } from '../exchange/find-secrets.ts';
import { createRedactor, type Redactor } from '../exchange/redact.ts';
import { tooDeep } from '../exchange/redact-json.ts';
import { secretNames } from '../exchange/secret-names.ts';
import type { Finding, Json, OperationKey, Unchecked } from '../finding.ts';
import type { CheckResult } from './check.ts';

/** One judged exchange as it may be shown: secrets are taken out, long bodies are left out. */
export type JournalEntry = {
  /** Counts from 1 since the journal was made or cleared. */
  readonly number: number;
  /** ISO 8601, where the caller gave a time. */
  readonly time?: string;
  readonly operation?: OperationKey;
  readonly request: JournalMessage & { readonly method: string; readonly url: string };
  /** Absent when there was no answer. */
  readonly response?: JournalMessage & { readonly status: number };
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
};

export type JournalMessage = {
  readonly headers: HttpHeaders;
  /** A JSON body as its value, another one as text. */
  readonly body?: Json;
  /** Why a body that was there is not shown. */
  readonly omitted?: string;
};

/** The last exchanges of a server. Its memory is bounded, whatever is sent. */
export type Journal = {
  /** Takes an exchange; the oldest one makes room. */
  add(exchange: Exchange, result: CheckResult, time?: Date): void;
  /** Oldest first. */
  entries(): readonly JournalEntry[];
  clear(): void;
};

type Kept = {
  readonly number: number;
  readonly exchange: Exchange;
  /** The secrets of what was left out: the other side may repeat them. */
  readonly values: readonly string[];
  readonly result: CheckResult;
  readonly time: Date | undefined;
};

/** Bodies longer than this many bytes are not kept. */
const longestBody = 16_384;
const none: readonly string[] = Object.freeze([]);

/**
 * Keeps the last `limit` exchanges with what was found in them. Adding is cheap: redaction happens when somebody looks.
 *
 * @param secrets names of headers and keys that carry secrets, on top of the known ones
 * @example journal.add(exchange, check(contract, exchange), new Date());
 */
export function createJournal(limit = 100, { secrets = [] }: { secrets?: readonly string[] } = {}): Journal {
  const names = secretNames(secrets);
  let ring: Kept[] = [];
  let count = 0;
  return {
    add(exchange, result, time) {
      if (limit < 1) return;
      const short = shorten(exchange);
      const values = short === exchange ? none : findSecrets(exchange, names);
      ring[count % limit] = { number: count + 1, exchange: short, values, result, time };
      count += 1;
    },
    entries() {
      const start = count > limit ? count % limit : 0;
      return [...ring.slice(start), ...ring.slice(0, start)].map((kept) => toEntry(kept, secrets));
    },
    clear() {
      ring = [];
      count = 0;
    },
  };
}

/** A cut body could end in the middle of a secret that no pattern knows any more, so a long one goes as a whole. */
function shorten(exchange: Exchange): Exchange {
  const { request, response } = exchange;
  if (!isLong(request.body) && !isLong(response?.body)) return exchange;
  return {
    ...exchange,
    request: omitLong(request),
    ...(response && { response: omitLong(response) }),
  };
}

function omitLong<Message extends { readonly body?: HttpBody }>(message: Message): Message {
  if (!isLong(message.body)) return message;
  const reason = `the body has ${lengthOf(message.body)} bytes, bodies up to ${longestBody} are kept`;
  return { ...message, body: { kind: 'unavailable', reason } };
}

function isLong(body: HttpBody | undefined): boolean {
  return lengthOf(body) > longestBody;
}

function lengthOf(body: HttpBody | undefined): number {
  if (body?.kind === 'bytes') return body.bytes.length;
  if (body?.kind === 'text') return body.text.length;
  return body?.kind === 'json' ? JSON.stringify(body.value).length : 0;
}

function toEntry({ number, exchange, values, result, time }: Kept, secrets: readonly string[]): JournalEntry {
  const found = [...values, ...findSecrets(exchange, secretNames(secrets))];
  const redactor = createRedactor({ names: secrets, values: found });
  const { request, response } = exchange;
  return {
    number,
    ...(time && { time: time.toISOString() }),
    ...(result.operation && { operation: result.operation.key }),
    request: { method: request.method, url: redactor.url(request.url), ...toMessage(request, redactor) },
    ...(response && { response: { status: response.status, ...toMessage(response, redactor) } }),
    findings: result.findings,
    unchecked: result.unchecked,
  };
}

function toMessage(
  { headers, body }: { readonly headers: HttpHeaders; readonly body?: HttpBody },
  redactor: Redactor,
): JournalMessage {
  return { headers: redactor.headers(headers), ...(body && toBody(body, redactor)) };
}

function toBody(body: HttpBody, redactor: Redactor): Pick<JournalMessage, 'body' | 'omitted'> {
  if (body.kind === 'unavailable') return { omitted: body.reason };
  if (body.kind === 'json') return { body: redactor.json(body.value) };
  const text = body.kind === 'text' ? body.text : decode(body.bytes);
  if (text === undefined) return { omitted: 'the body is not UTF-8 text' };
  const value = parse(text);
  return { body: value === undefined || tooDeep(value) ? redactor.text(text) : redactor.json(value) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The only error of a fatal decoder is malformed input, which is an answer here.
    return undefined;
  }
}

function parse(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Then it is shown as the text that it is.
    return undefined;
  }
}
