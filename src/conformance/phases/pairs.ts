import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';

/** Two interesting values at a time. */
export function* planPairs(_context: PhaseContext): Generator<CaseDraft> {}
