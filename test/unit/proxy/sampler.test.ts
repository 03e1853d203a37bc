import { expect, it } from 'vitest';
import { createSampler } from '../../../src/proxy/sampler.ts';

const choose = (share: number, seed: number) => Array.from({ length: 10_000 }, createSampler(share, seed));
const count = (choices: readonly boolean[]) => choices.filter(Boolean).length;

it('chooses the share that was asked for', () => {
  expect(count(choose(1, 1))).toBe(10_000);
  expect(count(choose(0, 1))).toBe(0);
  for (const share of [0.01, 0.1, 0.5, 0.9]) {
    for (const seed of [0, 1, 2 ** 32 - 1]) {
      // Five standard deviations of a binomial distribution.
      expect(Math.abs(count(choose(share, seed)) - 10_000 * share)).toBeLessThan(
        5 * Math.sqrt(10_000 * share * (1 - share)),
      );
    }
  }
});

it('chooses the same calls for the same seed, and others for another', () => {
  expect(choose(0.3, 5)).toEqual(choose(0.3, 5));
  expect(choose(0.3, 5)).not.toEqual(choose(0.3, 6));
});
