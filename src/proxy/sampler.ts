import { createRandom } from '../validate/random.ts';

/**
 * Chooses a share of calls: the same ones in every run with the same seed.
 *
 * @param share from 0 to 1
 */
export function createSampler(share: number, seed: number): () => boolean {
  if (share >= 1) return () => true;
  const random = createRandom(String(seed));
  return () => random() < share;
}
