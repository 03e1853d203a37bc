import { createHash } from 'node:crypto';

/** A request as the signature sees it. */
export type SignableRequest = {
  readonly method: string;
  /** As sent, still percent-encoded: `/v1/x?limit=2` or `https://host/v1/x?limit=2`. */
  readonly url: string;
  /** By name in any case; one character per byte, as `node:http` and `Headers` give them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/**
 * How the path becomes the canonical URI. The signing guide speaks of an encoded path; the vendor's signers differ for
 * a path that holds `%`: Python, Java and Go decode it first, the npm core encodes it once more as it stands.
 */
export type UriEncoding = 'decode-first' | 'as-sent';

const unsignedPayload = 'UNSIGNED-PAYLOAD';

/**
 * The canonical request of `SDK-HMAC-SHA256`: method, canonical URI, canonical query, canonical headers, signed headers
 * and payload hash, joined by newlines (API request signing guide, step 1). Header values are bytes, so the text is
 * meant to be hashed as latin1.
 *
 * @example toCanonicalRequest(request, ['host', 'x-sdk-date'], 'decode-first')
 */
export function toCanonicalRequest(
  request: SignableRequest,
  signedHeaders: readonly string[],
  encoding: UriEncoding,
): string {
  const { path, query } = splitUrl(request.url);
  const headers = toLowerCaseNames(request.headers);
  return [
    request.method.toUpperCase(),
    canonicalUri(path, encoding),
    canonicalQuery(query),
    signedHeaders.map((name) => `${name}:${(headers.get(name) ?? '').trim()}\n`).join(''),
    signedHeaders.join(';'),
    headers.get('x-sdk-content-sha256') === unsignedPayload ? unsignedPayload : sha256(request.body),
  ].join('\n');
}

/** Header values by lower-case name. */
export function toLowerCaseNames(headers: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** SHA-256 in lower-case hex. */
export function sha256(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function splitUrl(url: string): { path: string; query: string } {
  const bytes = Buffer.from(url, 'utf8').toString('latin1');
  const target = bytes.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const mark = target.indexOf('?');
  if (mark === -1) return { path: target, query: '' };
  return { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** Ends with `/` in the signature only, whatever was sent. */
function canonicalUri(path: string, encoding: UriEncoding): string {
  const text = encoding === 'as-sent' ? path : decode(path);
  const uri = text.split('/').map(encode).join('/');
  return uri.endsWith('/') ? uri : `${uri}/`;
}

/** Sorted by decoded name, then by decoded value, as the vendor's signers do; `+` is a space, as they send it. */
function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '');
  const decoded = pairs.map((pair): [string, string] => {
    const mark = pair.indexOf('=');
    const name = mark === -1 ? pair : pair.slice(0, mark);
    const value = mark === -1 ? '' : pair.slice(mark + 1);
    return [decode(name.replaceAll('+', ' ')), decode(value.replaceAll('+', ' '))];
  });
  decoded.sort((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]));
  return decoded.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Percent-decodes to one character per byte; a `%` that starts no escape stays as it is. */
function decode(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Unreserved characters stay, every other byte becomes `%XX` in upper case (RFC 3986 §2.3). */
function encode(bytes: string): string {
  return bytes.replace(
    /[^A-Za-z0-9\-._~]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
