import type { Contract } from '../contract/contract.ts';
import type { Finding, OperationKey, Unchecked } from '../finding.ts';
import type { ReportCoverage } from '../validate/coverage.ts';
import { createPatience, type RunContext } from './attempt.ts';
import type { Omission, OperationPlan, Phase, Plan } from './case.ts';
import type { Credentials } from './credentials.ts';
import { examine } from './examine.ts';
import { explainClauses } from './explain-clauses.ts';
import { findBaseline } from './find-baseline.ts';
import { planOperation } from './plan.ts';
import { type Job, type RunEvent, runJobs } from './run-jobs.ts';
import type { Send } from './send.ts';
import { createTally, type Tally } from './tally.ts';

/** What a run needs from the world. */
export type RunOptions = {
  /** Scheme, host and port of the target, without a slash at the end. */
  readonly origin: string;
  readonly send: Send;
  readonly credentials: Credentials;
  /** Milliseconds for one whole answer. */
  readonly timeout: number;
  /** Stops the run; what was done until then is the result. */
  readonly signal: AbortSignal;
  /** Cases at the same time; 1 where nothing is said. */
  readonly workers?: number;
  readonly onEvent?: (event: RunEvent) => void;
};

export type RunResult = {
  /** Confirmed, collapsed by fingerprint, with counts. */
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** What a reader should know and is no gap: refusals that may be due to the data, operations left out on purpose. */
  readonly notes: readonly Omission[];
  readonly coverage: ReportCoverage;
  /** Requests sent, confirmations included. */
  readonly exchanges: number;
  /** Cases whose answer was judged. */
  readonly checked: number;
  readonly phases: Readonly<Record<Phase, { readonly planned: number; readonly sent: number }>>;
  /** It ended early: the signal, or a target that went away. */
  readonly stopped: boolean;
};

/** Milliseconds that a run waits in all for limiters and gateways. */
const patience = 30_000;

/**
 * Runs a plan against a provider: first the valid request of every operation, then phase by phase. Operations whose
 * valid request was not accepted are not tested and end as unchecked.
 *
 * @throws KitError `target-unreachable` when the target cannot be connected to at all
 * @example const result = await runConformance(contract, plan, { origin, send, credentials, timeout: 10_000, signal });
 */
export async function runConformance(
  contract: Contract,
  plan: Plan,
  options: RunOptions,
): Promise<RunResult> {
  const tally = createTally(contract);
  const { origin, send, credentials, timeout, signal, workers = 1, onEvent = () => {} } = options;
  const context: RunContext = {
    ...{ contract, origin, send, credentials, timeout, signal },
    patience: createPatience(patience),
  };
  const found: Found = { plans: [], refused: new Map(), sent: 0, stopped: false };
  const deleting = plan.operations.filter(({ operation }) => operation.startsWith('DELETE '));
  // What deletes comes last: the others need what is there.
  const groups = [plan.operations.filter((one) => !deleting.includes(one)), deleting];
  for (const operations of groups) {
    const jobs = await findBaselines(context, tally, { plan, operations, found });
    const ordered = plan.phases.flatMap((phase) => jobs.filter((job) => job.case.phase === phase));
    const first = found.sent;
    found.sent += ordered.length;
    found.stopped ||= await runJobs(context, tally, { jobs: ordered, first, workers, onEvent });
    if (found.stopped) break;
  }
  if (found.stopped) tally.uncheck({ reason: 'the run was stopped before its end' });
  noteOmissions(tally, found.plans);
  const findings = tally.toFindings();
  for (const { clause } of findings) if (clause !== undefined) tally.coverage.violate(clause);
  explainClauses(contract, tally.coverage, found);
  return {
    findings,
    unchecked: tally.unchecked,
    notes: tally.notes,
    coverage: tally.coverage.toReport(),
    exchanges: tally.requests,
    checked: tally.judged,
    phases: countPhases(found.plans, tally),
    stopped: found.stopped,
  };
}

/** What is known of the operations of a run while it goes on. */
type Found = {
  readonly plans: OperationPlan[];
  readonly refused: Map<OperationKey, string>;
  /** Cases that have a number. */
  sent: number;
  stopped: boolean;
};

/** The accepted request of each operation, and the cases made from it: planned again where it is not the expected one. */
async function findBaselines(
  context: RunContext,
  tally: Tally,
  from: { plan: Plan; operations: readonly OperationPlan[]; found: Found },
): Promise<Job[]> {
  const { plan, operations, found } = from;
  const jobs: Job[] = [];
  for (const made of operations) {
    const operation = context.contract.operations.find(({ key }) => key === made.operation);
    if (!operation || made.skipped || found.stopped) {
      found.plans.push(made);
      continue;
    }
    const search = await findBaseline(context, tally, { plan: made, operation, index: found.sent++ });
    const again = search.kind === 'accepted' && search.basis !== made.basis;
    const final = again
      ? planOperation(context.contract, plan.config, { operation, basis: search.basis })
      : made;
    found.plans.push(final);
    if (search.kind === 'accepted') {
      const own = final.cases.map((one) => ({ case: one, operation, baseline: search.case }));
      found.stopped ||= await repeat(context, tally, { jobs: own, found });
      jobs.push(...own.filter((job) => !isRepetition(job)));
    }
    if (search.kind === 'refused') {
      found.refused.set(operation.key, search.reason);
      tally.uncheck({ reason: search.reason });
    }
    found.stopped ||= search.kind === 'stopped';
  }
  return jobs;
}

function isRepetition({ case: probe }: Job): boolean {
  return probe.expect.kind === 'repeated';
}

/** Sends the accepted request again at once, before another operation can change what it is about. */
async function repeat(
  context: RunContext,
  tally: Tally,
  from: { jobs: readonly Job[]; found: Found },
): Promise<boolean> {
  for (const job of from.jobs.filter(isRepetition)) {
    const made = await examine(context, tally, { ...job, index: from.found.sent++ });
    if (made.kind === 'stopped') return true;
  }
  return false;
}

function noteOmissions(tally: Tally, plans: readonly OperationPlan[]): void {
  for (const { skipped } of plans) {
    if (skipped?.intended === true) tally.note(skipped.reason);
    else if (skipped) tally.uncheck({ reason: skipped.reason });
  }
}

function countPhases(plans: readonly OperationPlan[], tally: Tally): RunResult['phases'] {
  const count = (phase: Phase): RunResult['phases'][Phase] => {
    const cases = plans.flatMap((one) => one.cases).filter((one) => one.phase === phase).length;
    // The valid requests come first and belong to the examples.
    const baselines = phase === 'examples' ? plans.filter(({ skipped }) => !skipped).length : 0;
    return { planned: cases + baselines, sent: tally.sent[phase] };
  };
  return { examples: count('examples'), boundary: count('boundary'), negative: count('negative') };
}
