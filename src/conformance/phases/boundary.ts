import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { spread } from '../plan/spread.ts';
import { listNegotiation } from './negotiation.ts';
import { listProbeCases } from './probe-cases.ts';
import { listSpellings } from './spellings.ts';

/** At, just inside and just outside of every documented limit, and the valid request in its other spellings. */
export function planBoundary(context: PhaseContext): readonly CaseDraft[] {
  return spread(listBoundary(context));
}

function* listBoundary(context: PhaseContext): Generator<CaseDraft> {
  yield* listSpellings(context);
  yield* listNegotiation(context);
  yield* optionalBody(context);
  yield* listProbeCases(context, 'boundary');
}

function* optionalBody({ operation, base }: PhaseContext): Generator<CaseDraft> {
  const { requestBody } = operation;
  if (!requestBody || requestBody.required || base.body === undefined) return;
  const { mediaType: _, body, ...draft } = base;
  yield {
    phase: 'boundary',
    place: requestBody.at,
    keyword: 'required',
    name: 'no body',
    pointer: '/body',
    draft,
    before: body ?? null,
    claim: { kind: 'valid', expect: { kind: 'accepted-or-refused' } },
  };
}
