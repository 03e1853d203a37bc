import type { Json } from '../finding.ts';
import type { Exchange, HttpBody } from './exchange.ts';
import { findSecrets } from './find-secrets.ts';
import { decodeName, type Redactor } from './redact.ts';
import { redactBody } from './redact-body.ts';
import { redacted } from './redact-text.ts';

/** What a recorder knows of a message beyond its exchange. */
export type RecordedMessage = {
  /** `HTTP/1.1` */
  readonly httpVersion: string;
  /** The header fields as they were sent: name, value, name, value … */
  readonly fields: readonly string[];
  /** Bytes of the body on the wire, before its Content-Encoding was undone. */
  readonly bodySize: number;
};

export type RecordedExchange = {
  /** With an absolute URL. */
  readonly exchange: Exchange;
  readonly startedAt: Date;
  /** Milliseconds: until the request was sent, until the answer began, until it was complete. */
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  readonly request: RecordedMessage;
  readonly response?: RecordedMessage & { readonly statusText: string };
  /** Why there is no answer, or not all of it. */
  readonly error?: string | undefined;
  /** What else a reader should know. */
  readonly comment?: string | undefined;
};

/**
 * An entry of a HAR file (HAR 1.2, `log.entries[]`), as `fromHarEntry` reads it. Bodies are content-decoded; those that are
 * no UTF-8 are base64. A body that was not kept, and one that broke off, is left out, and its size tells that there was
 * one. A call without an answer has status 0, as browsers write it.
 *
 * @param redactorOf makes what takes the secrets out, from the values that are known to be secret
 */
export function toHarEntry(
  recorded: RecordedExchange,
  redactorOf: (values: readonly string[]) => Redactor,
): Json {
  const { exchange, startedAt, timings } = recorded;
  const { send, wait, receive } = timings;
  const redactor = redactorOf(findSecrets(exchange));
  return {
    startedDateTime: startedAt.toISOString(),
    time: round(send + wait + receive),
    request: toRequest(recorded, redactor),
    response: toResponse(recorded, redactor),
    cache: {},
    timings: { send: round(send), wait: round(wait), receive: round(receive) },
    ...(recorded.comment !== undefined && { comment: redactor.text(recorded.comment) }),
  };
}

function toRequest({ exchange, request }: RecordedExchange, redactor: Redactor): Json {
  const { method, url, headers, body } = exchange.request;
  const safeUrl = redactor.text(redactor.url(url));
  return {
    method,
    url: safeUrl,
    httpVersion: request.httpVersion,
    cookies: [],
    headers: toFields(request.fields, redactor),
    queryString: toQuery(safeUrl),
    headersSize: -1,
    bodySize: request.bodySize,
    ...(body &&
      body.kind !== 'unavailable' && { postData: { mimeType: typeOf(headers), ...toText(body, redactor) } }),
  };
}

function toResponse({ exchange, response, error }: RecordedExchange, redactor: Redactor): Json {
  const received = exchange.response;
  if (!received || !response)
    return { ...lost, ...(error !== undefined && { _error: redactor.text(error) }) };
  const { status, headers, body } = received;
  const location = response.fields.findIndex((name, index) => index % 2 === 0 && /^location$/i.test(name));
  return {
    status,
    statusText: response.statusText,
    httpVersion: response.httpVersion,
    cookies: [],
    headers: toFields(response.fields, redactor),
    content: toContent(body, { mimeType: typeOf(headers), bodySize: response.bodySize, redactor }),
    redirectURL: location < 0 ? '' : redactor.text(redactor.url(response.fields[location + 1] ?? '')),
    headersSize: -1,
    // 0 would say that there was no body; what is not known is -1.
    bodySize: body?.kind === 'unavailable' ? response.bodySize || -1 : response.bodySize,
    ...(error !== undefined && { _error: redactor.text(error) }),
  };
}

const lost = {
  status: 0,
  statusText: '',
  httpVersion: '',
  cookies: [],
  headers: [],
  content: { size: 0, mimeType: 'x-unknown' },
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
};

/** A body that was not kept has a size other than 0, and no text. */
function toContent(
  body: HttpBody | undefined,
  { mimeType, bodySize, redactor }: { mimeType: string; bodySize: number; redactor: Redactor },
): Json {
  if (body?.kind === 'unavailable')
    return { size: bodySize || -1, mimeType, comment: redactor.text(body.reason) };
  if (!body) return { size: 0, mimeType };
  const size = body.kind === 'bytes' ? body.bytes.length : Buffer.byteLength(plainText(body));
  return {
    size,
    ...(size !== bodySize && { compression: size - bodySize }),
    mimeType,
    ...toText(body, redactor),
  };
}

function toText(body: HttpBody, redactor: Redactor): { text: string; encoding?: 'base64' } {
  if (body.kind !== 'bytes') return { text: redactBody(plainText(body), redactor) };
  const { bytes } = body;
  const text = decodeUtf8(bytes);
  if (text !== undefined) return { text: redactBody(text, redactor) };
  // A form with a file in it is no UTF-8, and may hold a password all the same.
  const latin = Buffer.from(bytes).toString('latin1');
  return { text: Buffer.from(redactor.text(latin), 'latin1').toString('base64'), encoding: 'base64' };
}

function plainText(body: HttpBody): string {
  return body.kind === 'text' ? body.text : body.kind === 'json' ? JSON.stringify(body.value) : '';
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    // The only error of a fatal decoder is malformed input, which is an answer here.
    return undefined;
  }
}

function toFields(fields: readonly string[], redactor: Redactor): Json {
  const list: { name: string; value: string }[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    const [name = '', value = ''] = [fields[index], fields[index + 1]];
    list.push({ name, value: redactor.names.isHeader(name) ? redacted : redactor.text(value) });
  }
  return list;
}

function toQuery(url: string): Json {
  const start = url.indexOf('?');
  if (start < 0) return [];
  const pairs = url.slice(start + 1).split('&');
  return pairs.map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name: decodeName(name), value: decodeName(value.join('=')) };
  });
}

function typeOf(headers: Exchange['request']['headers']): string {
  const type = headers['content-type'];
  return typeof type === 'string' ? type : (type?.[0] ?? 'x-unknown');
}

function round(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds * 1000) / 1000);
}
