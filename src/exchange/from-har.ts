import type { Exchange, HttpHeaders, HttpRequest, HttpResponse, Origin } from './exchange.ts';
import { fromHarContent, fromHarPostData } from './from-har-body.ts';
import { fromHarHeaders } from './from-har-headers.ts';

/**
 * What a HAR entry is. `not-http`: something else that browsers record next to the calls (`data:`, `blob:`,
 * `chrome-extension:` …), to be counted and passed over. `unreadable`: the entry is malformed.
 */
export type HarEntry =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | { readonly kind: 'not-http'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Reads one entry of a HAR file (HAR 1.2, `log.entries[]`) as browsers and tools really write them. Bodies in HAR are
 * content-decoded already. An aborted entry (no response, or status 0) gives an exchange without a response. Never
 * throws.
 *
 * @example fromHarEntry(har.log.entries[0], { source: 'traffic', label: 'session.har', line: 1 })
 */
export function fromHarEntry(entry: unknown, origin: Origin): HarEntry {
  if (!isRecord(entry)) return unreadable('the HAR entry is not an object');
  if (!isRecord(entry.request)) return unreadable('the HAR entry has no request');
  const request = fromHarRequest(entry.request);
  if ('kind' in request) return request;
  const response = isRecord(entry.response) ? fromHarResponse(entry.response, request.method) : undefined;
  if (response && 'kind' in response) return response;
  const exchange: Exchange = { stance: 'observed', request, ...(response && { response }), origin };
  return { kind: 'exchange', exchange };
}

function fromHarRequest(request: Readonly<Record<string, unknown>>): HttpRequest | HarEntry {
  const { method, url } = request;
  if (typeof method !== 'string' || method === '') return unreadable('the HAR request has no method');
  if (typeof url !== 'string' || url === '') return unreadable('the HAR request has no url');
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase();
  if (scheme === undefined) return unreadable('the HAR request has no absolute url');
  if (scheme !== 'http:' && scheme !== 'https:') {
    return { kind: 'not-http', reason: `a ${scheme} URL is no HTTP request` };
  }
  const headers = fromHarHeaders(request.headers);
  if (!headers) return unreadable('the HAR request has no list of headers');
  const complete = withPostedType(withCookies(headers, request.cookies), request.postData);
  const body = fromHarPostData(request, complete);
  // A fragment is never sent (RFC 9110 §7.1), yet some recorders keep it.
  return {
    method: method.toUpperCase(),
    url: url.split('#', 1)[0] ?? url,
    headers: complete,
    ...(body && { body }),
  };
}

function fromHarResponse(
  response: Readonly<Record<string, unknown>>,
  method: string,
): HttpResponse | HarEntry | undefined {
  const { status } = response;
  if (typeof status !== 'number' || !Number.isInteger(status))
    return unreadable('the HAR response has no status');
  // Browsers write 0, other recorders -1, for a call that was blocked, aborted or lost.
  if (status <= 0) return undefined;
  const headers = fromHarHeaders(response.headers);
  if (!headers) return unreadable('the HAR response has no list of headers');
  const body = fromHarContent(response, headers, { method, status });
  return { status, headers, ...(body && { body }) };
}

/** Some recorders list cookies apart and leave the field out. */
function withCookies(headers: HttpHeaders, cookies: unknown): HttpHeaders {
  if (headers.cookie !== undefined || !Array.isArray(cookies)) return headers;
  const pairs = cookies
    .filter(isRecord)
    .filter(({ name, value }) => typeof name === 'string' && typeof value === 'string')
    .map(({ name, value }) => `${name}=${value}`);
  return pairs.length === 0 ? headers : { ...headers, cookie: pairs.join('; ') };
}

/** The MIME type beside the body stands in for the header only where the recorder kept no headers at all. */
function withPostedType(headers: HttpHeaders, postData: unknown): HttpHeaders {
  if (Object.keys(headers).length > 0 || !isRecord(postData)) return headers;
  const type = postData.mimeType;
  return typeof type === 'string' && type !== '' ? { 'content-type': type } : headers;
}

function unreadable(reason: string): { readonly kind: 'unreadable'; readonly reason: string } {
  return { kind: 'unreadable', reason };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
