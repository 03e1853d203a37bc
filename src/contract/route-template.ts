/** The text of a wildcard inside a literal, for a server variable that may have any value. */
export const wildcard = '\0';

/** A text with gaps: `{a}-{b}.json` has the literals ``, `-` and `.json`. Each gap takes at least one character. */
export type Template = { readonly literals: readonly string[] };

/**
 * What fills the gaps of a template, or undefined when the text is none of it. Where several fillings are possible
 * the earlier gaps are the shorter ones.
 *
 * @example matchTemplate({ literals: ['', '-', '.json'] }, '1-2.json') // ['1', '2']
 */
export function matchTemplate({ literals }: Template, text: string): string[] | undefined {
  const first = literals[0] ?? '';
  const last = literals.at(-1) ?? '';
  if (!text.startsWith(first)) return undefined;
  const filled: string[] = [];
  let position = first.length;
  const end = text.length - last.length;
  for (let gap = 1; gap < literals.length; gap++) {
    const literal = literals[gap] ?? '';
    const isLast = gap === literals.length - 1;
    const next = isLast ? end : text.indexOf(literal, position + 1);
    if (next <= position || next > end) return undefined;
    filled.push(text.slice(position, next));
    position = next + literal.length;
  }
  return text.endsWith(last) ? filled : undefined;
}
