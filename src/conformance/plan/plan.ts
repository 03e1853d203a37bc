import type { Contract, Operation } from '../../contract/contract.ts';
import { planBoundary } from '../phases/boundary.ts';
import { planExamples } from '../phases/examples.ts';
import { planFuzz } from '../phases/fuzz.ts';
import { planNegative } from '../phases/negative.ts';
import { planPairs } from '../phases/pairs.ts';
import { planStateful } from '../phases/stateful.ts';
import { type KnownValues, listBaselines } from './baseline.ts';
import { absorbScenario, gapsOf, toBaselineCase } from './baseline-case.ts';
import { type Omission, type OperationPlan, type Phase, type Plan, phases } from './case.ts';
import type { CaseDraft, PhaseContext } from './case-draft.ts';
import { type CaseList, createCaseList } from './case-list.ts';
import { type PlanConfig, selectOperations } from './config.ts';
import { configOf, whyNotWanted } from './operation-config.ts';
import { listUnexercised } from './unexercised.ts';

/** Every phase with its maker of cases, but `stateful`, whose cases are sequences. A phase is one file. */
const makers: Readonly<
  Record<Exclude<Phase, 'stateful'>, (context: PhaseContext) => Iterable<CaseDraft | Omission>>
> = {
  examples: planExamples,
  boundary: planBoundary,
  negative: planNegative,
  pairs: planPairs,
  fuzz: planFuzz,
};

/**
 * Plans a conformance run: which requests to send, what each looks at, what is expected, and the proof that a request
 * made to be invalid is invalid on the wire. Pure: the same contract, configuration and seed give the same plan.
 *
 * @throws KitError `usage-invalid` for names in the configuration that the document does not have
 * @example const plan = planConformance(contract, { ...config, phases: ['examples'] });
 */
export function planConformance(contract: Contract, config: PlanConfig): Plan {
  const operations = selectOperations(contract, config);
  const ordered = [
    ...operations.filter(({ method }) => method !== 'DELETE'),
    // What deletes comes last: the others need what is there.
    ...operations.filter(({ method }) => method === 'DELETE'),
  ];
  const plans = ordered.map((operation) => planOperation(contract, config, { operation, basis: 0 }));
  return {
    config,
    phases: phases.filter((phase) => config.phases.includes(phase)),
    operations: plans,
    sequences: planStateful(contract, config, { plans, refused: new Set() }).sequences,
  };
}

/**
 * The plan of one operation, with its cases made from the candidate of that number: a run asks again when another
 * candidate than the first turns out to be the one that the provider accepts, or values of its answers were needed.
 */
export function planOperation(
  contract: Contract,
  config: PlanConfig,
  choice: { operation: Operation; basis: number; known?: KnownValues },
): OperationPlan {
  const { operation, basis, known } = choice;
  const skip = (reason: string, intended: boolean): OperationPlan => ({
    operation: operation.key,
    baselines: [],
    basis: 0,
    cases: [],
    dropped: [],
    unexercised: [],
    skipped: { reason, intended },
  });
  const unwanted = whyNotWanted(config, operation);
  if (unwanted !== undefined) return skip(unwanted, true);
  const own = configOf(config, operation);
  const found = listBaselines(contract, own, { operation, known });
  if (typeof found === 'string') return skip(`${operation.key} cannot be tested: ${found}`, false);
  const candidates = found.map((baseline) => ({ baseline, probe: toBaselineCase(contract, baseline) }));
  const usable = candidates.flatMap(({ baseline, probe }) =>
    typeof probe === 'string' ? [] : [{ baseline, probe }],
  );
  const chosen = usable[basis];
  if (!chosen) {
    const reason = candidates.map(({ probe }) => probe).find((probe) => typeof probe === 'string');
    return skip(`${operation.key} cannot be tested: ${reason ?? 'there is no valid request'}`, false);
  }
  const { draft: base, given } = chosen.baseline;
  const context: PhaseContext = { contract, config: own, operation, base, ...(given ? { given } : {}) };
  const list = createCaseList(context, gapsOf(context));
  for (const phase of phases)
    if (phase !== 'stateful' && own.phases.includes(phase)) addAll(list, makers[phase](context));
  return {
    operation: operation.key,
    ...absorbScenario(
      usable.map(({ probe }) => probe),
      basis,
      list.cases,
    ),
    dropped: list.dropped,
    unexercised: [...listUnexercised(context), ...list.unexercised],
  };
}

function addAll(list: CaseList, drafts: Iterable<CaseDraft | Omission>): void {
  for (const draft of drafts) {
    if ('reason' in draft) list.omit(draft);
    else list.add(draft);
  }
}
