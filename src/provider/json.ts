import type { Json } from '../finding.ts';

/**
 * Strict RFC 8259 text in UTF-8, without a byte order mark; undefined where it is not. Of equal keys the last counts,
 * and `__proto__` is a key like any other.
 */
export function parseJson(bytes: Uint8Array): { readonly value: Json } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { value: JSON.parse(text) };
  } catch {
    // Both calls throw for nothing but input that is not what they decode.
    return undefined;
  }
}

/** `application/json` in any case, with or without parameters (question 19 of the document). */
export function isJsonMediaType(contentType: string): boolean {
  return contentType.split(';')[0]?.trim().toLowerCase() === 'application/json';
}
