/**
 * Decodes percent-encoding as UTF-8 (RFC 3986 §2.1); undefined when it is malformed.
 *
 * @example decodePercent('a%20b') // 'a b'
 */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // The only error of decodeURIComponent is a malformed text, which is an answer here.
    return undefined;
  }
}

/** The same for the text of a form or a query, where `+` is a space (application/x-www-form-urlencoded). */
export function decodeFormText(text: string): string | undefined {
  return decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text);
}
