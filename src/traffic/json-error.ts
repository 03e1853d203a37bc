const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a JSON string holds no control characters (RFC 8259 §7)
  /[ \t\r\n]*(?:([[\]{}:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.eE+-])|true|false|null))/y;

type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'more' | 'end';

/**
 * Where a text stops being JSON (RFC 8259): the offset of the first token that is none or may not stand there, the
 * length of the text when something is missing at the end. `JSON.parse` does not always tell it.
 */
export function findJsonError(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let offset = 0;
  for (;;) {
    token.lastIndex = offset;
    const match = token.exec(text);
    const next: Expected | null | undefined =
      match && step(expected, match[1] ?? (match[2] === undefined ? 'scalar' : 'string'), open);
    if (!next) return text.length - text.slice(offset).replace(/^[ \t\r\n]+/, '').length;
    expected = next;
    offset = token.lastIndex;
  }
}

/** The grammar: what may follow, or undefined where the token may not stand. */
function step(expected: Expected, kind: string, open: string[]): Expected | undefined {
  const after = (): Expected => (open.length === 0 ? 'end' : 'more');
  const closes =
    (kind === '}' && open.at(-1) === '{' && (expected === 'more' || expected === 'first-key')) ||
    (kind === ']' && open.at(-1) === '[' && (expected === 'more' || expected === 'first-value'));
  if (closes) {
    open.pop();
    return after();
  }
  switch (expected) {
    case 'value':
    case 'first-value':
      if (kind === '{' || kind === '[') {
        open.push(kind);
        return kind === '{' ? 'first-key' : 'first-value';
      }
      return kind === 'string' || kind === 'scalar' ? after() : undefined;
    case 'key':
    case 'first-key':
      return kind === 'string' ? 'colon' : undefined;
    case 'colon':
      return kind === ':' ? 'value' : undefined;
    case 'more':
      if (kind !== ',') return undefined;
      return open.at(-1) === '{' ? 'key' : 'value';
    case 'end':
      return undefined;
    default:
      return expected satisfies never;
  }
}
