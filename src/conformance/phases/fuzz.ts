import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';

/** Values made at random from the schemas. */
export function* planFuzz(_context: PhaseContext): Generator<CaseDraft> {}
