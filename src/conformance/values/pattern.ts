import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Strings that match a regular expression (ECMA-262, unanchored as in JSON Schema), the same for the same seed. Empty
 * where the expression uses what the generator does not know.
 */
export function samplePattern(pattern: string, seed: number, count: number): readonly string[] {
  // Loaded by the first pattern and not before: it takes longer than planning a document that has none.
  const { sample, stringMatching }: typeof import('fast-check') = require('fast-check');
  try {
    const arbitrary = stringMatching(new RegExp(pattern, 'u'));
    return [...new Set(sample(arbitrary, { numRuns: count, seed }))];
  } catch {
    // An unsupported construct or no regular expression at all: the caller has other ways to find a value.
    return [];
  }
}
