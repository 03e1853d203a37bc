import type { Contract } from '../../contract/contract.ts';
import type { Finding, Unchecked } from '../../finding.ts';
import type { ReportCoverage } from '../../validate/coverage.ts';
import { type Omission, type OperationPlan, type Phase, type Plan, phases } from '../plan/case.ts';
import type { Credentials } from '../request/credentials.ts';
import { createPatience, type RunContext } from './attempt.ts';
import { findBaselines, type Progress } from './baselines.ts';
import { explainClauses } from './explain-clauses.ts';
import type { Failure } from './failure.ts';
import { observers } from './observers.ts';
import { readOriginals } from './originals.ts';
import { type RunEvent, runJobs } from './run-jobs.ts';
import { runSequences } from './run-sequences.ts';
import type { Send } from './send.ts';
import { shrinkFailures } from './shrink-failures.ts';
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
  /** Milliseconds that an answer may take; no limit where nothing is said. */
  readonly maxResponseTime?: number;
  readonly onEvent?: (event: RunEvent) => void;
};

export type RunResult = {
  /** Confirmed, collapsed by fingerprint, with counts. */
  readonly findings: readonly Finding[];
  /** The requests that showed them. */
  readonly failures: readonly Failure[];
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
  const { origin, send, credentials, timeout, signal, workers = 1, onEvent = () => {} } = options;
  const context: RunContext = {
    ...{ contract, origin, send, credentials, timeout, signal },
    patience: createPatience(patience),
    ...(options.maxResponseTime === undefined ? {} : { maxResponseTime: options.maxResponseTime }),
  };
  const tally = createTally(
    contract,
    observers.map((make) => make(context)),
  );
  const progress: Progress = { plans: [], refused: new Map(), sent: 0, stopped: false };
  const originals = await readOriginals(context, tally, plan);
  const deleting = plan.operations.filter(({ operation }) => operation.startsWith('DELETE '));
  // What deletes comes last: the others need what is there.
  const groups = [plan.operations.filter((one) => !deleting.includes(one)), deleting];
  for (const operations of groups) {
    if (progress.stopped) break;
    const jobs = await findBaselines(context, tally, { plan, operations, progress });
    const ordered = plan.phases.flatMap((phase) => jobs.filter((job) => job.case.phase === phase));
    const first = progress.sent;
    progress.sent += ordered.length;
    progress.stopped ||= await runJobs(context, tally, { jobs: ordered, first, workers, onEvent });
  }
  if (!progress.stopped) await runSequences(context, tally, { sequences: plan.sequences, progress });
  if (!progress.stopped) await shrinkFailures(context, tally);
  await originals.restore();
  if (progress.stopped) tally.uncheck({ reason: 'the run was stopped before its end' });
  noteOmissions(tally, progress.plans);
  const { findings, failures } = tally.toFindings();
  for (const { clause } of findings) if (clause !== undefined) tally.coverage.violate(clause);
  explainClauses(contract, tally.coverage, progress);
  return {
    findings,
    failures,
    unchecked: tally.unchecked,
    notes: tally.notes,
    coverage: tally.coverage.toReport(),
    exchanges: tally.requests,
    checked: tally.judged,
    phases: countPhases(progress.plans, tally),
    stopped: progress.stopped,
  };
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
  return Object.fromEntries(phases.map((phase) => [phase, count(phase)])) as RunResult['phases'];
}
