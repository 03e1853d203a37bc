import type { Json } from '../finding.ts';

/** Appends reference tokens to a JSON pointer (RFC 6901 §3), escaping `~` and `/`. */
export function joinPointer(pointer: string, ...tokens: readonly (string | number)[]): string {
  let joined = pointer;
  for (const token of tokens) joined += `/${typeof token === 'number' ? token : escapeToken(token)}`;
  return joined;
}

function escapeToken(token: string): string {
  // Most tokens hold neither, and compiling a large document joins many.
  if (!token.includes('/') && !token.includes('~')) return token;
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The decoded reference tokens of a JSON pointer; the empty pointer has none. */
export function pointerTokens(pointer: string): string[] {
  if (pointer === '') return [];
  const tokens = pointer.slice(1).split('/');
  return pointer.includes('~')
    ? tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    : tokens;
}

/** The value at a pointer, or undefined where there is none (RFC 6901 §4). Only own members count. */
export function findAtPointer(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const token of pointerTokens(pointer)) {
    if (value === null || typeof value !== 'object') return undefined;
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
    else value = Object.hasOwn(value, token) ? (value as Record<string, Json>)[token] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
