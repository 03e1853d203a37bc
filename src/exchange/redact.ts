import type { Json } from '../finding.ts';
import type { HttpHeaders } from './exchange.ts';
import { redactJson } from './redact-json.ts';
import { redacted, redactPatterns, redactValues } from './redact-text.ts';
import { type SecretNames, secretNames } from './secret-names.ts';

/** Takes secrets out of what is about to be shown. Nothing given is changed; each function returns a copy. */
export type Redactor = {
  readonly names: SecretNames;
  /** Free text: signatures, bearer tokens, JWTs, private keys, `key=value` and `"key":"value"` of secret keys. */
  text(text: string): string;
  /** A URL: values of secret query keys and the password before the host. */
  url(url: string): string;
  headers(headers: HttpHeaders): HttpHeaders;
  /** A JSON value; `pointer` tells where it stands, as a secret name on the way hides it. */
  json(value: Json, pointer?: string): Json;
};

/**
 * A redactor for the known secret names, with names of the caller's own, and with values that are secret wherever they
 * occur (a server that echoes the token in its error message).
 *
 * @example createRedactor({ values: [token] }).text(`token ${token} is invalid`) // 'token [redacted] is invalid'
 */
export function createRedactor(
  options: { readonly names?: readonly string[]; readonly values?: readonly string[] } = {},
): Redactor {
  const names = secretNames(options.names);
  // The longest first, so that a value that contains another leaves no rest.
  const values = [...(options.values ?? [])]
    .filter((value) => value !== '')
    .sort((a, b) => b.length - a.length);
  const text = (source: string): string => redactPatterns(redactValues(source, values), names);
  return {
    names,
    text,
    url: (url) => redactValues(redactQuery(url, names), values),
    headers: (headers) => redactHeaders(headers, names, text),
    json: (value, pointer = '') => redactJson(value, { names, text, hidden: hasSecretName(pointer, names) }),
  };
}

function redactQuery(url: string, names: SecretNames): string {
  const start = url.indexOf('?');
  const base = redactPatterns(start < 0 ? url : url.slice(0, start), names);
  if (start < 0) return base;
  const pairs = url
    .slice(start + 1)
    .split('&')
    .map((pair) => {
      const name = pair.split('=', 1)[0] ?? '';
      return name !== pair && names.isKey(decodeName(name)) ? `${name}=${redacted}` : pair;
    });
  return `${base}?${pairs.join('&')}`;
}

/** A query name in plain text; one that is wrongly encoded stays as it is. */
export function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function redactHeaders(
  headers: HttpHeaders,
  names: SecretNames,
  text: (source: string) => string,
): HttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (value === undefined) return [name, value];
      if (names.isHeader(name)) return [name, redacted];
      return [name, typeof value === 'string' ? text(value) : value.map(text)];
    }),
  );
}

/** Looks at the reference tokens of a JSON pointer (RFC 6901 §4). */
function hasSecretName(pointer: string, names: SecretNames): boolean {
  const tokens = pointer.split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  return tokens.some(
    (token, index) => names.isKey(token) || (tokens[index - 1] === 'header' && names.isHeader(token)),
  );
}
