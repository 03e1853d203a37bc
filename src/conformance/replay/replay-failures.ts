import type { Contract, Operation } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import { type Case, type CaseRequest, type OperationPlan, type Plan, phases } from '../plan/case.ts';
import type { PlanConfig } from '../plan/config.ts';
import { planConformance } from '../plan/plan.ts';
import { readBack } from '../plan/prove.ts';
import { toWire } from '../request/wire.ts';
import type { Observation } from '../run/observer.ts';
import { type RunOptions, type RunResult, runConformance } from '../run/run.ts';
import { judgeReplay, type Replayed } from './judge-replay.ts';
import { rebuildCase } from './rebuild-case.ts';
import { type SavedFailure, withFileUris } from './saved-failure.ts';

/** So often is a fault looked for that came and went. */
const flakyTries = 5;

/** A saved failure on its way. */
type Attempted = {
  readonly saved: SavedFailure;
  readonly operation: Operation;
  /** Why it cannot be sent. */
  reason: string | undefined;
  /** The cases that are sent for it: one, and more where it came and went. */
  cases: readonly Case[];
  readonly seen: Observation[];
};

/**
 * Sends the requests of saved failures again and judges the answers as they were judged before, each after a valid request
 * of its operation: where that one is not accepted, nothing is said about the failure.
 *
 * @throws KitError `target-unreachable` when the target cannot be connected to
 */
export async function replayFailures(
  contract: Contract,
  saved: readonly SavedFailure[],
  options: RunOptions & { readonly config: PlanConfig },
): Promise<{ readonly result: RunResult; readonly replayed: readonly Replayed[] }> {
  const failures = saved.map((one) => ({ ...one, case: withFileUris(contract, one.case) }));
  if (failures.length === 0)
    throw new KitError('usage-invalid', 'there is no failure to send again', {
      hint: 'the JSON report of a test holds them: --report json=FILE',
    });
  const attempted = failures.flatMap((saved) => start(contract, saved));
  const sequences = new Set(failures.flatMap(({ sequence }) => sequence ?? []));
  const config = { ...options.config, phases: sequences.size > 0 ? (['stateful'] as const) : [] };
  const plan = planConformance(contract, config);
  const result = await runConformance(
    contract,
    { ...plan, phases },
    {
      ...options,
      shrinks: false,
      sequences,
      choose: (made, baseline) =>
        attempted.flatMap((one) => choose(one, { contract, made, baseline, options })),
      watcher: {
        see: (seen) => {
          for (const one of attempted) if (isOf(seen, one)) one.seen.push(seen);
        },
        toFindings: () => [],
      },
    },
  );
  const known = new Set(failures.map(({ fingerprint }) => fingerprint));
  const replayed = failures.map((failure) => {
    const one = attempted.find((other) => other.saved === failure);
    const reason = one ? one.reason : `the document has no operation ${failure.case.operation}`;
    const unsent = reason ?? (one && whyUnsent(one, plan, result));
    return judgeReplay(failure, { seen: one?.seen ?? [], result, known, unsent });
  });
  return { result, replayed };
}

/** A step of a sequence is known by its id, another case by being the one that was made for the failure. */
function isOf({ case: probe }: Observation, { saved, cases }: Attempted): boolean {
  return saved.sequence === undefined ? cases.includes(probe) : probe.id === saved.case.id;
}

function start({ operations }: Contract, saved: SavedFailure): Attempted[] {
  const operation = operations.find(({ key }) => key === saved.case.operation);
  return operation ? [{ saved, operation, reason: undefined, cases: [], seen: [] }] : [];
}

/** The cases to send for a failure, when the accepted request of its operation is known. */
function choose(
  one: Attempted,
  from: {
    contract: Contract;
    made: OperationPlan;
    baseline: Case;
    options: RunOptions & { config: PlanConfig };
  },
): readonly Case[] {
  const { contract, made, baseline, options } = from;
  if (made.operation !== one.operation.key || one.saved.sequence !== undefined) return [];
  const built = rebuildCase(one.saved, { operation: one.operation, baseline, config: options.config });
  if (typeof built === 'string') one.reason = built;
  else if (!isOwn(contract, one.operation, built.request))
    one.reason = 'the saved request is none of this operation';
  else if (!toWire(built.request, one.operation, options.credentials))
    one.reason = `no ${built.request.credentials} credential was given`;
  else one.cases = Array.from({ length: one.saved.flaky ? flakyTries : 1 }, () => ({ ...built }));
  return one.cases;
}

/** A file can say anything; what is sent stays within the document. */
function isOwn(contract: Contract, operation: Operation, request: CaseRequest): boolean {
  return request.method === operation.method && readBack(contract, operation, request).kind === 'read';
}

/** Why nothing was sent for a failure, or nothing came of it. */
function whyUnsent(
  { operation: { key }, saved: { sequence } }: Attempted,
  plan: Plan,
  { unchecked, notes, stopped }: RunResult,
): string {
  const own = plan.operations.find(({ operation }) => operation === key);
  if (!own) return `${key} was left out`;
  if (own.skipped) return own.skipped.reason;
  const refusal = unchecked.find(({ reason }) => reason.includes(key));
  if (refusal) return refusal.reason;
  if (stopped) return 'the run was stopped before its end';
  if (sequence === undefined) return 'no answer came that could be judged';
  if (!plan.sequences.some(({ id }) => id === sequence)) return `there is no sequence ${sequence} any more`;
  return (
    notes.find(({ reason }) => reason.startsWith('a sequence'))?.reason ?? 'the sequence did not come to it'
  );
}
