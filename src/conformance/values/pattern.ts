import fc from 'fast-check';

/**
 * Strings that match a regular expression (ECMA-262, unanchored as in JSON Schema), the same for the same seed. Empty
 * where the expression uses what the generator does not know.
 */
export function samplePattern(pattern: string, seed: number, count: number): readonly string[] {
  const key = JSON.stringify([pattern, seed, count]);
  const known = samples.get(key);
  if (known) return known;
  const arbitrary = patternArbitrary(pattern);
  const made = arbitrary ? [...new Set(fc.sample(arbitrary, { numRuns: count, seed }))] : [];
  if (samples.size >= mostSamples) samples.clear();
  samples.set(key, made);
  return made;
}

/** Documents use few patterns, at many places: what was made once is kept, up to a limit. */
const samples = new Map<string, readonly string[]>();
const mostSamples = 2000;

/** Strings that match a regular expression; undefined where it uses what the generator does not know. */
export function patternArbitrary(pattern: string): fc.Arbitrary<string> | undefined {
  const whole = stringMatching(pattern);
  if (whole) return whole;
  // Without its assertions: the caller asks the validator about every text anyway.
  const bare = pattern.replace(/\(\?<?[=!](?:[^()\\]|\\.)*\)/g, '');
  return bare === pattern ? undefined : stringMatching(bare);
}

function stringMatching(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    // An unsupported construct or no regular expression at all: the caller has other ways to find a value.
    return undefined;
  }
}
