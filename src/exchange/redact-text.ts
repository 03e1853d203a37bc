import type { SecretNames } from './secret-names.ts';

/** What stands in every output where a secret was. */
export const redacted = '[redacted]';

/** Takes out values that are known to be secret, wherever they stand. */
export function redactValues(text: string, values: readonly string[]): string {
  let safe = text;
  for (const value of values) if (safe.includes(value)) safe = safe.replaceAll(value, redacted);
  return safe;
}

/** Takes out what looks like a secret: by its own form, or by the name before it. */
export function redactPatterns(text: string, names: SecretNames): string {
  if (!mayHold.test(text)) return text;
  let safe = text;
  for (const [pattern, replacement] of patterns) safe = safe.replace(pattern, replacement);
  return safe
    .replace(assignment, (whole, name: string) => (isAssigned(name, names) ? `${name}=${redacted}` : whole))
    .replace(field, (whole, name: string) => (names.isHeader(name) ? `${name}: ${redacted}` : whole))
    .replace(part, (whole, head: string, name: string) => (names.isKey(name) ? `${head}${redacted}` : whole))
    .replace(member, (whole, name: string) => (names.isKey(name) ? `"${name}":"${redacted}"` : whole));
}

/** A cheap sieve before the patterns: most texts hold none of these. */
const mayHold = /[=:]|eyJ|MII|A[KS]IA|Bearer|Basic|BEGIN /i;

// Each pattern starts at a place that the text cannot offer twice in one run of characters, so that none is quadratic.
const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|$)/g, redacted],
  [/\b([Bb]earer|[Bb]asic|BASIC|BEARER|Token|Negotiate)\s+(?=\S*[0-9A-Z=])[\w.~+/=-]{6,}/g, `$1 ${redacted}`],
  // A JSON Web Token (RFC 7519): its header starts with `{"`.
  [/(?<![\w-])eyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g, redacted],
  // A signed token in base64 (CMS, as OpenStack and Huawei IAM issue): DER starts with a long SEQUENCE.
  [/(?<![\w+/-])MII[\w+/-]{60,}=*/g, redacted],
  [/(?<![0-9A-Za-z])A[KS]IA[0-9A-Z]{16}(?![0-9A-Za-z])/g, redacted],
  [/(\/\/[^\s/:@?#"'<>]{0,200}):[^\s/@?#"'<>]{1,1000}@/g, `$1:${redacted}@`],
];

const assignment = /(?<![\w.-])([A-Za-z][\w.-]*)=([^&\s"'<>;,]+)/g;
// Only what is too long for a word: `token: received 5` is a sentence.
const field = /(?<![\w/-])([A-Za-z][\w-]*):\s+[\w.~+/=-]{20,}/g;
// A field of a multipart form (RFC 7578 §4.2): its value starts after the empty line.
const part = /(\bname="([^"\r\n]*)"[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n)[^\r\n]+/g;
// Also in JSON that is broken: without the colon, without quotes, cut off in the value.
const member =
  /"((?:[^"\\]|\\.)*)"(?:\s*:?\s*"(?:[^"\\]|\\.)*(?:"|$)|\s*:\s*(?!(?:true|false|null)\b)[^\s,{}[\]"]+)/g;

/** `Access=…` is the access key of an SDK-HMAC-SHA256 signature; as a JSON key the word is harmless. */
function isAssigned(name: string, names: SecretNames): boolean {
  return name === 'Access' || names.isKey(name);
}
