import { joinPointer } from '../../spec/pointer.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { spread } from '../plan/spread.ts';
import { listBodyFaults } from './body-faults.ts';
import { listCredentialCases } from './credential-cases.ts';
import { listOddities } from './oddities.ts';
import { listProbeCases, pointerOf, withParameter } from './probe-cases.ts';

/** One fault a case: credential, parameters, media type, body syntax, body values; then what is only odd. */
export function planNegative(context: PhaseContext): readonly CaseDraft[] {
  return spread(listNegative(context));
}

function* listNegative(context: PhaseContext): Generator<CaseDraft> {
  yield* listCredentialCases(context);
  yield* missingParameters(context);
  yield* listBodyFaults(context);
  yield* listProbeCases(context, 'negative');
  yield* listOddities(context);
}

/** A path parameter cannot be left out: the path would be another one. */
function* missingParameters({ operation, base }: PhaseContext): Generator<CaseDraft> {
  for (const parameter of operation.parameters) {
    const before = base.parameters.get(parameter);
    if (!parameter.required || parameter.in === 'path' || before === undefined) continue;
    yield {
      phase: 'negative',
      place: { uri: parameter.at.uri, pointer: joinPointer(parameter.at.pointer, 'required') },
      keyword: 'required',
      name: 'missing',
      pointer: pointerOf(parameter),
      draft: withParameter(base, parameter, undefined),
      before,
      claim: { kind: 'invalid' },
    };
  }
}
