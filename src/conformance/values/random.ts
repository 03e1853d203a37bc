import fc from 'fast-check';

/** A seed for one place of the plan, so that a value does not change when another place gets more cases. */
export function deriveSeed(seed: number, name: string): number {
  let hash = 2_166_136_261 ^ seed;
  for (let index = 0; index < name.length; index += 1)
    hash = Math.imul(hash ^ name.charCodeAt(index), 16_777_619);
  return hash >>> 0;
}

/** One value of an arbitrary, the same for the same seed. */
export function drawValue<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  const [value] = fc.sample(arbitrary, { numRuns: 1, seed });
  // A sample has as many values as it was asked for.
  return value as T;
}
