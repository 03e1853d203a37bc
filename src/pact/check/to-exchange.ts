import type { Exchange, HttpBody, HttpHeaders } from '../../exchange/exchange.ts';
import { locateInJson } from '../../spec/locate.ts';
import type { HttpInteraction, PactBody, PactFile, PactRequest } from '../file/pact-file.ts';

/**
 * An interaction as what everything in the kit judges: the request that the consumer sends, and the least that it expects
 * of the answer.
 */
export function toExchange(pact: PactFile, { request, response, pointer }: HttpInteraction): Exchange {
  const asked = toBody(request.body);
  const answered = toBody(response.body);
  return {
    stance: 'expected',
    request: {
      method: request.method,
      url: toUrl(request),
      headers: toHeaders(request.headers),
      ...(asked && { body: asked }),
      ...(request.matchers.length > 0 && { matchers: request.matchers }),
    },
    response: {
      status: response.status,
      headers: toHeaders(response.headers),
      ...(answered && { body: answered }),
      ...(response.matchers.length > 0 && { matchers: response.matchers }),
    },
    origin: { source: 'pact', label: pact.name, line: locateInJson(pact, pointer).line },
  };
}

/** An empty body is one that is known to be empty; of an absent one nothing is said. */
function toBody(body: PactBody): HttpBody | undefined {
  switch (body.kind) {
    case 'absent':
      return undefined;
    case 'empty':
      return { kind: 'text', text: '' };
    case 'json':
    case 'text':
    case 'bytes':
      return body;
    case 'unavailable':
      return { kind: 'unavailable', reason: `the body cannot be read: ${body.reason}` };
    default:
      return body satisfies never;
  }
}

function toHeaders(headers: Readonly<Record<string, readonly string[]>>): HttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

function toUrl({ path, query }: PactRequest): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.map((value) => `${encode(name)}=${encode(value)}`),
  );
  return `${toPath(path)}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

/** Consumers write paths encoded or not; what no URL can hold is encoded, and what is encoded stays (RFC 3986 §3.3). */
function toPath(path: string): string {
  const encoded = path
    .toWellFormed()
    .replaceAll(/%(?![0-9A-Fa-f]{2})|[^!$%&'()*+,\-./0-9:;=@A-Z_a-z~]/gu, encodeURIComponent);
  return /^(\/|https?:\/\/)/i.test(path) ? encoded : `/${encoded}`;
}

/** A query can hold half a surrogate pair in JSON, and never in a URL. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
