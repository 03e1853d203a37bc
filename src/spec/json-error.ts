/** One token, white space before it included (RFC 8259 §2). */
const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings may not contain them
  /[\t\n\r ]*(?:[{}[\]:,]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b)/y;

/**
 * Where a text stops being JSON, and what stands there. `JSON.parse` does not tell the position in all cases.
 *
 * @example findJsonError('{"a": tru}') // { offset: 6, reason: 'unexpected "tru}"' }
 */
export function findJsonError(text: string): { offset: number; reason: string } {
  const open: string[] = [];
  let expected = 'value';
  token.lastIndex = 0;
  for (;;) {
    const start = token.lastIndex;
    const found = token.exec(text)?.[0].trim();
    const offset = start + (/^[\t\n\r ]*/.exec(text.slice(start))?.[0].length ?? 0);
    if (found === undefined) return { offset, reason: describe(text, offset) };
    const next = advance(found, expected, open);
    if (next === undefined) return { offset, reason: `unexpected ${found}, expected ${expected}` };
    expected = next;
  }
}

/** The state after a token, or undefined when the grammar does not allow it; `open` is the stack of brackets. */
function advance(found: string, expected: string, open: string[]): string | undefined {
  const after = () => (open.length === 0 ? 'the end' : `"," or "${open.at(-1)}"`);
  const isKey = expected === 'a key' || expected === 'a key or "}"';
  if (found === '}' || found === ']') {
    const closes = expected.endsWith(`or "${found}"`) && open.at(-1) === found;
    open.pop();
    return closes ? after() : undefined;
  }
  if (found === ',')
    return expected.startsWith('","') ? (open.at(-1) === '}' ? 'a key' : 'value') : undefined;
  if (found === ':') return expected === '":"' ? 'value' : undefined;
  if (isKey) return found.startsWith('"') ? '":"' : undefined;
  if (!expected.startsWith('value')) return undefined;
  if (found === '{') {
    open.push('}');
    return 'a key or "}"';
  }
  if (found === '[') {
    open.push(']');
    return 'value or "]"';
  }
  return after();
}

function describe(text: string, offset: number): string {
  if (offset >= text.length) return 'unexpected end';
  return `unexpected ${JSON.stringify(/^[^\s,]{1,20}|^./su.exec(text.slice(offset))?.[0] ?? '')}`;
}
