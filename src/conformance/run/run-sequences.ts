import type { Sequence } from '../plan/sequence.ts';
import type { RunContext } from './attempt.ts';
import type { Progress } from './baselines.ts';
import type { Tally } from './tally.ts';

/** Sends the sequences of a plan, one after the other, and judges what their answers show together. */
export async function runSequences(
  _context: RunContext,
  _tally: Tally,
  _work: { readonly sequences: readonly Sequence[]; readonly progress: Progress },
): Promise<void> {}
