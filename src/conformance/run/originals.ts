import type { Plan } from '../plan/case.ts';
import type { RunContext } from './attempt.ts';
import type { Tally } from './tally.ts';

/** What the run will change, as it was before. */
export type Originals = { restore(): Promise<void> };

/** Reads what the requests of a plan will change, where the document has a read for it. */
export async function readOriginals(_context: RunContext, _tally: Tally, _plan: Plan): Promise<Originals> {
  return { restore: async () => {} };
}
