import { isUtf8 } from 'node:buffer';
import { findJsonError } from '../spec/json-error.ts';

/** A value, or why there is none. Reasons show nothing of the text, which may be a secret. */
export type Parsed =
  | { readonly kind: 'value'; readonly value: unknown }
  /** `offset` in characters, where it is known. */
  | { readonly kind: 'damaged'; readonly reason: string; readonly offset?: number };

/** Reads one JSON text in UTF-8 (RFC 8259 §8.1), with or without a byte order mark. */
export function parseJson(bytes: Uint8Array): Parsed {
  if (!isUtf8(bytes)) return { kind: 'damaged', reason: 'not UTF-8' };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = buffer.toString('utf8', hasMark(bytes) ? 3 : 0);
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch {
    const { offset } = findJsonError(text);
    const reason = offset >= text.length ? 'not JSON, unexpected end' : 'not JSON';
    return { kind: 'damaged', reason, offset };
  }
}

function hasMark([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}
