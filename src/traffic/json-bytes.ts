/** What a byte can be outside of the strings of JSON (RFC 8259 §2). `mark` is part of a byte order mark. */
export type ByteKind =
  | 'space'
  | 'open'
  | 'close'
  | 'quote'
  | 'comma'
  | 'colon'
  | 'literal'
  | 'mark'
  | 'foreign';

/** The kind of each of the 256 bytes; numbers and `true`, `false`, `null` are made of `literal` ones. */
export const kindOf: readonly ByteKind[] = Array.from({ length: 256 }, (_, byte) => toKind(byte));

function toKind(byte: number): ByteKind {
  if (byte === 0xef || byte === 0xbb || byte === 0xbf) return 'mark';
  const character = String.fromCharCode(byte);
  if ('\t\n\r '.includes(character)) return 'space';
  if ('{['.includes(character)) return 'open';
  if ('}]'.includes(character)) return 'close';
  if (character === '"') return 'quote';
  if (character === ',') return 'comma';
  if (character === ':') return 'colon';
  return /[\d+\-.aeflnrstuE]/.test(character) ? 'literal' : 'foreign';
}
