import { isIpv6 } from './format-host.ts';

/** `URI` of RFC 3986 §3. */
export function isUri(value: string): boolean {
  return hasScheme(value) && isReference(value, uriParts);
}

/** `URI-reference` of RFC 3986 §4.1. */
export function isUriReference(value: string): boolean {
  return isReference(value, uriParts);
}

/** `IRI` of RFC 3987 §2.2. */
export function isIri(value: string): boolean {
  return hasScheme(value) && isReference(value, iriParts);
}

/** `IRI-reference` of RFC 3987 §2.2. */
export function isIriReference(value: string): boolean {
  return isReference(value, iriParts);
}

/** `URI-Template` of RFC 6570 §2, with the apostrophe of its erratum 6937. */
export function isUriTemplate(value: string): boolean {
  return template.test(value);
}

type Parts = { userinfo: RegExp; name: RegExp; path: RegExp; query: RegExp; fragment: RegExp };

// Letters are listed in both cases: with the flags `i` and `u` together, U+212A and U+017F would count as k and s.
const percent = '%[0-9A-Fa-f]{2}';
const unreserved = 'A-Za-z0-9\\-._~';
const delimiters = "!$&'()*+,;=";
const ucschar =
  '\\u{a0}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{ffef}' +
  Array.from(
    { length: 14 },
    (_, plane) => `\\u{${(plane + 1).toString(16)}0000}-\\u{${(plane + 1).toString(16)}fffd}`,
  ).join('');
const iprivate = '\\u{e000}-\\u{f8ff}\\u{f0000}-\\u{ffffd}\\u{100000}-\\u{10fffd}';

const uriParts = partsOf('', '');
const iriParts = partsOf(ucschar, iprivate);

function partsOf(more: string, queryMore: string): Parts {
  const part = (extra: string) =>
    new RegExp(`^(?:[${unreserved}${delimiters}${more}${extra}]|${percent})*$`, 'u');
  return {
    userinfo: part(':'),
    name: part(''),
    path: part(':@/'),
    query: part(`:@/?${queryMore}`),
    fragment: part(':@/?'),
  };
}

function hasScheme(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(value);
}

/** RFC 3986 appendix B cuts any text into parts; each is then checked against its own rule. */
function isReference(value: string, parts: Parts): boolean {
  const match = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/su.exec(value);
  if (!match) return false;
  const [, scheme, authority, path = '', query = '', fragment = ''] = match;
  if (scheme !== undefined && !/^[a-z][a-z0-9+.-]*$/i.test(scheme)) return false;
  // A path without an authority must not look like one, and a relative one must not look like a scheme (§3.3, §4.2).
  if (authority === undefined && path.startsWith('//')) return false;
  if (scheme === undefined && authority === undefined && /^[^/]*:/.test(path)) return false;
  if (authority !== undefined && !isAuthority(authority, parts)) return false;
  return parts.path.test(path) && parts.query.test(query) && parts.fragment.test(fragment);
}

function isAuthority(authority: string, parts: Parts): boolean {
  const at = authority.lastIndexOf('@');
  if (at >= 0 && !parts.userinfo.test(authority.slice(0, at))) return false;
  const match = /^(\[.*\]|[^:[\]]*)(?::\d*)?$/su.exec(authority.slice(at + 1));
  const host = match?.[1];
  if (host === undefined) return false;
  if (!host.startsWith('[')) return parts.name.test(host);
  const literal = host.slice(1, -1);
  return isIpv6(literal) || new RegExp(`^[Vv][0-9A-Fa-f]+\\.[${unreserved}${delimiters}:]+$`).test(literal);
}

const varname = `(?:[A-Za-z0-9_]|${percent})(?:\\.?(?:[A-Za-z0-9_]|${percent}))*`;
const varspec = `${varname}(?::[1-9]\\d{0,3}|\\*)?`;
const literals = `[!#$&'()*+,\\-./0-9:;=?@A-Z[\\]_a-z~${ucschar}${iprivate}]`;
const template = new RegExp(
  `^(?:${literals}|${percent}|\\{[+#./;?&=,!@|]?${varspec}(?:,${varspec})*\\})*$`,
  'u',
);
