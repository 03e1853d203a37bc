import { UnreadableRegex } from './regex-node.ts';
import { parseRegex } from './regex-parse.ts';
import { type Program, run, toProgram } from './regex-program.ts';
import { sampleRegex } from './regex-sample.ts';

/**
 * A regular expression of a pact, whichever language wrote it. It takes time in proportion to text and expression:
 * a pact is foreign input, and no expression in it may stop a check.
 */
export type Regex =
  | {
      readonly kind: 'regex';
      /**
       * Whether it matches the text from end to end, as the implementations of Pact in Rust and Java ask; undefined where
       * that takes too long to tell.
       */
      matches(text: string): boolean | undefined;
      /** Whether it matches a part of the text, which was enough for the implementation in Ruby. */
      occursIn(text: string): boolean | undefined;
      /** Texts that it matches. All of them, where there are at most 2048. A string says why there are none. */
      witnesses(seed: number): readonly string[] | string;
    }
  | { readonly kind: 'unreadable'; readonly reason: string };

const budget = 5_000_000;

/**
 * Reads an expression; never throws.
 *
 * @example
 * const regex = compileRegex('Success|Done');
 * if (regex.kind === 'regex') regex.witnesses(1); // ['Success', 'Done']
 */
export function compileRegex(pattern: string): Regex {
  const known = compiled.get(pattern);
  if (known) return known;
  if (compiled.size >= mostCompiled) compiled.clear();
  const regex = compile(pattern);
  compiled.set(pattern, regex);
  return regex;
}

/** Pacts say the same in many interactions. */
const compiled = new Map<string, Regex>();
const mostCompiled = 500;

function compile(pattern: string): Regex {
  try {
    const { node, inexact } = parseRegex(pattern);
    const program = toProgram(node);
    if (!program) return { kind: 'unreadable', reason: 'its counted repetitions are too many' };
    return {
      kind: 'regex',
      matches: (text) => matches(program, text, true),
      occursIn: (text) => matches(program, text, false),
      witnesses: (seed) =>
        inexact ?? sampleRegex(node, seed).texts.filter((text) => matches(program, text, true) === true),
    };
  } catch (error) {
    if (error instanceof UnreadableRegex) return { kind: 'unreadable', reason: error.message };
    throw error;
  }
}

function matches(program: Program, text: string, whole: boolean): boolean | undefined {
  const chars = [...text].map((char) => char.codePointAt(0) ?? 0);
  const span = whole ? { from: 0, search: false, end: chars.length } : { from: 0, search: true };
  return run(program, chars, span, { steps: budget });
}
