import { sample, stringMatching } from 'fast-check';

/**
 * Strings that match a regular expression (ECMA-262, unanchored as in JSON Schema), the same for the same seed. Empty
 * where the expression uses what the generator does not know.
 */
export function samplePattern(pattern: string, seed: number, count: number): readonly string[] {
  try {
    const arbitrary = stringMatching(new RegExp(pattern, 'u'));
    return [...new Set(sample(arbitrary, { numRuns: count, seed }))];
  } catch {
    // An unsupported construct or no regular expression at all: the caller has other ways to find a value.
    return [];
  }
}
