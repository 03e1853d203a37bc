import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  type SignableRequest,
  sha256,
  toCanonicalRequest,
  toLowerCaseNames,
  type UriEncoding,
} from './canonical-request.ts';

/** An access key and its secret (AK/SK). */
export type AccessKey = { readonly id: string; readonly secret: string };

/** Why a signature is refused; `canonicalRequest` shows what the verifier signed, for the person who looks for the difference. */
export type SignatureRefusal =
  | { readonly reason: 'authorization-malformed' }
  | { readonly reason: 'date-missing' | 'date-malformed' | 'date-not-signed' | 'date-out-of-window' }
  | { readonly reason: 'signed-header-missing'; readonly header: string }
  | { readonly reason: 'access-key-unknown'; readonly accessKeyId: string }
  | {
      readonly reason: 'signature-different';
      readonly accessKeyId: string;
      readonly canonicalRequest: string;
    };

export type SignatureCheck =
  | { readonly ok: true; readonly accessKeyId: string }
  | ({ readonly ok: false } & SignatureRefusal);

export const algorithm = 'SDK-HMAC-SHA256';

/** `X-Sdk-Date` may differ from the verifier's clock by this much, in milliseconds (API request signing guide). */
export const dateTolerance = 15 * 60 * 1000;

const dateHeader = 'x-sdk-date';

/**
 * The headers that sign a request with AK/SK: the given ones, `host` and `x-sdk-date` are all signed (API request
 * signing guide, steps 1–3; one HMAC, no derived key). Names are lower case. Send the request with exactly these.
 *
 * @example
 * const headers = signRequest({ method: 'GET', url: 'https://host/v1/x', headers: {}, body: new Uint8Array() }, key, new Date());
 */
export function signRequest(request: SignableRequest, key: AccessKey, now: Date): Record<string, string> {
  const given = toLowerCaseNames(request.headers);
  const date = given.get(dateHeader) ?? toSdkDate(now);
  const host = given.get('host') ?? /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(request.url)?.[1];
  const headers: Record<string, string> = Object.fromEntries(given);
  delete headers.authorization;
  if (host !== undefined) headers.host = host;
  headers[dateHeader] = date;

  const signedHeaders = Object.keys(headers).sort();
  const canonical = toCanonicalRequest({ ...request, headers }, signedHeaders, 'decode-first');
  const signature = signatureOf(canonical, date, key.secret);
  headers.authorization = `${algorithm} Access=${key.id}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return headers;
}

/**
 * Checks the `Authorization` header of a request against the secret of its access key. Nothing is thrown: the answer
 * says what is wrong, in the order of the checks (syntax, date, key, window, signature).
 *
 * @example verifySignature(request, { now: new Date(), findSecret: (id) => secrets.get(id) })
 */
export function verifySignature(
  request: SignableRequest,
  options: { readonly now: Date; readonly findSecret: (accessKeyId: string) => string | undefined },
): SignatureCheck {
  const headers = toLowerCaseNames(request.headers);
  const authorization = matchAuthorization(headers.get('authorization') ?? '');
  if (authorization === undefined) return { ok: false, reason: 'authorization-malformed' };

  const date = headers.get(dateHeader)?.trim();
  if (date === undefined) return { ok: false, reason: 'date-missing' };
  const time = matchSdkDate(date);
  if (time === undefined) return { ok: false, reason: 'date-malformed' };
  // Without this a captured signature could be sent again for ever with a fresh date.
  if (!authorization.signedHeaders.includes(dateHeader)) return { ok: false, reason: 'date-not-signed' };
  const missing = authorization.signedHeaders.find((name) => !headers.has(name));
  if (missing !== undefined) return { ok: false, reason: 'signed-header-missing', header: missing };

  const { accessKeyId } = authorization;
  const secret = options.findSecret(accessKeyId);
  if (secret === undefined) return { ok: false, reason: 'access-key-unknown', accessKeyId };
  if (Math.abs(options.now.getTime() - time) > dateTolerance)
    return { ok: false, reason: 'date-out-of-window' };

  const encodings: readonly UriEncoding[] = ['decode-first', 'as-sent'];
  const canonicals = encodings.map((e) => toCanonicalRequest(request, authorization.signedHeaders, e));
  const matches = canonicals.map((text) =>
    equalInConstantTime(signatureOf(text, date, secret), authorization.signature),
  );
  if (matches.includes(true)) return { ok: true, accessKeyId };
  return {
    ok: false,
    reason: 'signature-different',
    accessKeyId,
    canonicalRequest: canonicals[0] ?? '',
  };
}

/** `YYYYMMDD'T'HHMMSS'Z'` in UTC. */
export function toSdkDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Milliseconds since the epoch, or undefined where the text is no date of that form. */
function matchSdkDate(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function matchAuthorization(
  value: string,
): { accessKeyId: string; signedHeaders: readonly string[]; signature: string } | undefined {
  const parts =
    /^SDK-HMAC-SHA256\s+Access=([^\s,]+)\s*,\s*SignedHeaders=([^\s,]+)\s*,\s*Signature=([0-9a-f]{64})$/.exec(
      value.trim(),
    );
  if (parts === null) return undefined;
  const [, accessKeyId = '', names = '', signature = ''] = parts;
  return { accessKeyId, signedHeaders: names.split(';').map((name) => name.toLowerCase()), signature };
}

function signatureOf(canonicalRequest: string, date: string, secret: string): string {
  const hash = sha256(Buffer.from(canonicalRequest, 'latin1'));
  return createHmac('sha256', secret).update(`${algorithm}\n${date}\n${hash}`).digest('hex');
}

/** Both are 64 hex digits, so their lengths tell nothing. */
function equalInConstantTime(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
