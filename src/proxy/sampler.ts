/**
 * Chooses a share of calls: the same ones in every run with the same seed. mulberry32, as any generator will do.
 *
 * @param share from 0 to 1
 */
export function createSampler(share: number, seed: number): () => boolean {
  if (share >= 1) return () => true;
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 < share;
  };
}
