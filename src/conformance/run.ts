import type { Contract, Operation } from '../contract/contract.ts';
import type { Finding, OperationKey, Unchecked } from '../finding.ts';
import type { ReportCoverage } from '../validate/coverage.ts';
import type { RunContext } from './attempt.ts';
import type { Case, Omission, OperationPlan, Phase, Plan } from './case.ts';
import type { Credentials } from './credentials.ts';
import { examine } from './examine.ts';
import { explainClauses } from './explain-clauses.ts';
import { findBaseline } from './find-baseline.ts';
import { planOperation } from './plan.ts';
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

/** Progress: after each case. `total` can change when another valid request than expected was accepted. */
export type RunEvent = {
  readonly phase: Phase;
  readonly done: number;
  readonly total: number;
  readonly findings: number;
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
  /** The signal ended it early. */
  readonly stopped: boolean;
};

/** After so many failed connections in a row the provider is gone. */
const patienceForConnections = 3;

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
  const { origin, send, credentials, timeout, signal } = options;
  const context: RunContext = {
    contract,
    origin,
    send,
    credentials,
    timeout,
    signal,
    patience: { left: 30_000 },
  };
  const found = await findBaselines(context, tally, plan);
  const jobs = plan.phases.flatMap((phase) =>
    found.ready.flatMap((ready) =>
      ready.plan.cases.filter((one) => one.phase === phase).map((one): Job => ({ ...ready, case: one })),
    ),
  );
  const stopped = found.stopped || (await runJobs(context, tally, { jobs, options, first: found.sent }));
  if (stopped) tally.uncheck({ reason: 'the run was stopped before its end' });
  noteOmissions(tally, found.plans);
  const findings = tally.toFindings();
  for (const { clause } of findings) if (clause !== undefined) tally.coverage.violate(clause);
  explainClauses(contract, tally.coverage, { plans: found.plans, refused: found.refused });
  return {
    findings,
    unchecked: tally.unchecked,
    notes: tally.notes,
    coverage: tally.coverage.toReport(),
    exchanges: tally.requests,
    checked: tally.judged,
    phases: countPhases(found.plans, tally),
    stopped,
  };
}

type Ready = { readonly operation: Operation; readonly plan: OperationPlan; readonly baseline: Case };
type Job = Ready & { readonly case: Case };

type Found = {
  readonly plans: readonly OperationPlan[];
  readonly ready: readonly Ready[];
  readonly refused: ReadonlyMap<OperationKey, string>;
  /** How many cases were sent so far. */
  readonly sent: number;
  readonly stopped: boolean;
};

async function findBaselines(context: RunContext, tally: Tally, plan: Plan): Promise<Found> {
  const plans: OperationPlan[] = [];
  const ready: Ready[] = [];
  const refused = new Map<OperationKey, string>();
  let stopped = false;
  for (const [index, made] of plan.operations.entries()) {
    const operation = context.contract.operations.find(({ key }) => key === made.operation);
    if (!operation || made.skipped || stopped) {
      plans.push(made);
      continue;
    }
    const search = await findBaseline(context, tally, { plan: made, operation, index });
    const again = search.kind === 'accepted' && search.basis !== made.basis;
    const final = again
      ? planOperation(context.contract, plan.config, { operation, basis: search.basis })
      : made;
    plans.push(final);
    if (search.kind === 'accepted') ready.push({ operation, plan: final, baseline: search.case });
    if (search.kind === 'refused') {
      refused.set(operation.key, search.reason);
      tally.uncheck({ reason: search.reason });
    }
    stopped ||= search.kind === 'stopped';
  }
  return { plans, ready, refused, sent: plan.operations.length, stopped };
}

/** Runs the jobs in order, some at the same time; true when it was stopped. */
async function runJobs(
  context: RunContext,
  tally: Tally,
  work: { jobs: readonly Job[]; options: RunOptions; first: number },
): Promise<boolean> {
  const { jobs, options, first } = work;
  let [next, done, lost, stopped] = [0, 0, 0, false];
  const worker = async (): Promise<void> => {
    while (next < jobs.length && !stopped) {
      const position = next++;
      const job = jobs[position];
      if (!job) return;
      const made = await examine(context, tally, { ...job, index: first + position });
      done += 1;
      stopped ||= made.kind === 'stopped';
      lost = made.kind === 'absent' && made.sent.cause === 'unreachable' ? lost + 1 : 0;
      if (lost >= patienceForConnections && !stopped) {
        stopped = true;
        tally.uncheck({ reason: `the target stopped accepting connections, last at ${job.case.id}` });
      }
      options.onEvent?.({
        phase: job.case.phase,
        done,
        total: jobs.length,
        findings: tally.toFindings().length,
      });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.workers ?? 1) }, worker));
  return stopped;
}

function noteOmissions(tally: Tally, plans: readonly OperationPlan[]): void {
  for (const { skipped } of plans) {
    if (skipped?.intended === true) tally.note(skipped.reason);
    else if (skipped) tally.uncheck({ reason: skipped.reason });
  }
}

function countPhases(plans: readonly OperationPlan[], tally: Tally): RunResult['phases'] {
  const planned = (phase: Phase): number =>
    plans.reduce(
      (sum, { cases, skipped }) =>
        sum + cases.filter((one) => one.phase === phase).length + (phase === 'examples' && !skipped ? 1 : 0),
      0,
    );
  return {
    examples: { planned: planned('examples'), sent: tally.counts.examples.sent },
    boundary: { planned: planned('boundary'), sent: tally.counts.boundary.sent },
    negative: { planned: planned('negative'), sent: tally.counts.negative.sent },
  };
}
