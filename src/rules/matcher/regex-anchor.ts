import { isWordChar, type RegexNode } from './regex-node.ts';

const newline = 10;

/** `^` and `$` are taken as line anchors, as Ruby and Oniguruma do; the latter is Pact's own engine. */
export const lineStart: RegexNode = toAssertion((text, at) => at === 0 || text[at - 1] === newline);
export const lineEnd: RegexNode = toAssertion((text, at) => at === text.length || text[at] === newline);

/** Anchors by the letter after the backslash. */
export const anchors: Readonly<Record<string, RegexNode>> = {
  A: toAssertion((_, at) => at === 0),
  z: toAssertion((text, at) => at === text.length),
  Z: toAssertion((text, at) => at === text.length || (at === text.length - 1 && text[at] === newline)),
  b: toAssertion(isBoundary),
  B: toAssertion((text, at) => !isBoundary(text, at)),
};

function isBoundary(text: readonly number[], at: number): boolean {
  return isWordChar(text[at - 1] ?? newline) !== isWordChar(text[at] ?? newline);
}

function toAssertion(holds: (text: readonly number[], at: number) => boolean): RegexNode {
  return { kind: 'assertion', holds };
}
