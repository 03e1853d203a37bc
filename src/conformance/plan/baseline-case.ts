import { isDeepStrictEqual } from 'node:util';
import type { Contract } from '../../contract/contract.ts';
import { writeRequest } from '../request/draft.ts';
import type { Baseline } from './baseline.ts';
import type { Case, OperationPlan } from './case.ts';
import type { PhaseContext } from './case-draft.ts';
import { readBack } from './prove.ts';

/** Why the valid request itself cannot be judged as a whole. */
export function gapsOf({ contract, operation, base }: PhaseContext): ReadonlySet<string> {
  const written = writeRequest(base);
  if ('reason' in written) return new Set();
  const reading = readBack(contract, operation, written.request);
  return new Set(reading.kind === 'read' ? reading.unchecked : []);
}

/** A candidate as a case, or the sentence that says why it is no valid request. */
export function toBaselineCase(contract: Contract, { name, draft, states }: Baseline): Case | string {
  const { operation } = draft;
  const written = writeRequest(draft);
  if ('reason' in written) return written.reason;
  const reading = readBack(contract, operation, written.request);
  if (reading.kind === 'elsewhere') return reading.reason;
  const [fault] = reading.findings;
  if (fault) return `the request is not valid: ${fault.message}`;
  const id = ['baseline', operation.operationId ?? operation.key, name].join(':').replace(/\s+/g, '-');
  return {
    id,
    phase: 'examples',
    operation: operation.key,
    intent: { place: operation.at, keyword: 'operation', description: `the valid request, ${name}` },
    request: written.request,
    expect: { kind: 'accepted-or-refused' },
    ...(states ? { states } : {}),
  };
}

/**
 * A scenario whose request is the valid request itself is judged by the answer to that one: an operation that makes
 * something may refuse the same request a second time.
 */
export function absorbScenario(
  baselines: readonly Case[],
  basis: number,
  cases: readonly Case[],
): Pick<OperationPlan, 'baselines' | 'basis' | 'cases'> {
  const base = baselines[basis];
  const same = cases.find(
    ({ expect, request }) => expect.kind === 'scenario' && isDeepStrictEqual(request, base?.request),
  );
  if (!base || !same) return { baselines, basis, cases };
  const { expect, intent } = same;
  return {
    baselines: baselines.map((one) => (one === base ? { ...one, expect, intent } : one)),
    basis,
    cases: cases.filter((one) => one !== same),
  };
}
