import type { Contract } from '../../contract/contract.ts';
import type { Finding, Unchecked } from '../../finding.ts';
import type { ReportCoverage } from '../../validate/coverage.ts';
import { type Omission, type OperationPlan, type Phase, type Plan, phases } from '../plan/case.ts';
import { inOrder } from '../plan/order.ts';
import type { Credentials } from '../request/credentials.ts';
import { createAnswers } from './answers.ts';
import { type Choose, createPatience, type RunContext } from './attempt.ts';
import { findBaselines, type Progress } from './baselines.ts';
import { type Clock, systemClock } from './clock.ts';
import { createCourse, type RunEvent } from './course.ts';
import { explainClauses } from './explain-clauses.ts';
import type { Failure } from './failure.ts';
import { describeLeft } from './left.ts';
import type { Observer } from './observer.ts';
import { observers } from './observers.ts';
import { createOriginals } from './originals.ts';
import { paceSend } from './pace.ts';
import { createProviderStates, type Prepare } from './provider-states.ts';
import { createReach, type ReachRow } from './reach.ts';
import { runJobs } from './run-jobs.ts';
import { runSequences } from './run-sequences.ts';
import type { Send } from './send.ts';
import { shrinkFailures } from './shrink-failures.ts';
import { createStopwatch, type RunTime, type Stopwatch } from './stopwatch.ts';
import { createTally, type Tally } from './tally.ts';
import { createWaiting } from './waiting.ts';

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
  /** Requests in a second at most, of whatever kind; as many as come where nothing is said. */
  readonly rate?: number;
  /** Milliseconds after which nothing more is begun. A shorter budget sends the first cases of a longer one. */
  readonly budget?: number;
  /** The machine's where nothing is said. */
  readonly clock?: Clock;
  /** The cases that are sent of an operation's plan; all where nothing is said. */
  readonly choose?: Choose;
  /** The ids of the sequences that are sent; all where nothing is said. */
  readonly sequences?: ReadonlySet<string>;
  /** Sees every judged exchange, with those that look at several of them. */
  readonly watcher?: Observer;
  /** Whether the requests behind findings are reduced; they are where nothing is said. */
  readonly shrinks?: boolean;
  /** Brings the service into provider states; without it recorded requests are sent as they are. */
  readonly prepare?: Prepare;
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
  /** Every documented status and error code of the planned operations, and what reached it. */
  readonly reach: readonly ReachRow[];
  /** Requests sent, confirmations included. */
  readonly exchanges: number;
  /** Cases whose answer was judged. */
  readonly checked: number;
  readonly phases: Readonly<Record<Phase, { readonly planned: number; readonly sent: number }>>;
  /** It ended early: the signal, or a target that went away. */
  readonly stopped: boolean;
  /** Differs from run to run: it belongs into no report. */
  readonly time: RunTime;
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
  const { origin, credentials, timeout, signal, workers = 1, onEvent = () => {} } = options;
  const watch = createStopwatch(options.clock ?? systemClock);
  const { clock, send, isOver } = readTime(watch, options);
  const course = createCourse(countPlanned(plan), (step) =>
    onEvent({ ...step, findings: tally.findings, requests: tally.requests }),
  );
  const context: RunContext = {
    ...{ contract, origin, send, credentials, timeout, signal, clock, isOver, course },
    wait: createWaiting(send),
    patience: createPatience(patience),
    ...(options.maxResponseTime === undefined ? {} : { maxResponseTime: options.maxResponseTime }),
    ...(options.choose ? { choose: options.choose } : {}),
    ...(options.sequences ? { sequences: options.sequences } : {}),
    answers: createAnswers(),
    states: createProviderStates(options.prepare),
  };
  const reach = createReach(contract);
  const watching = options.watcher ? [options.watcher] : [];
  const tally = createTally(contract, [
    ...[reach, context.answers, ...watching],
    ...observers.map((make) => make(context)),
  ]);
  const originals = createOriginals(context, tally, plan);
  const progress: Progress = {
    ...{ plans: [], refused: new Map(), sent: 0, stopped: false, left: [] },
    originals,
  };
  const deleting = plan.operations.filter(({ operation }) => operation.startsWith('DELETE '));
  // What deletes comes last: the others need what is there.
  const groups = [plan.operations.filter((one) => !deleting.includes(one)), deleting];
  for (const operations of groups) {
    const jobs = await findBaselines(context, tally, { plan, operations, progress });
    const ordered = inOrder(plan.phases, jobs);
    const first = progress.sent;
    progress.sent += ordered.length;
    const ended = progress.stopped
      ? { stopped: true, left: ordered.map((job) => job.case) }
      : await runJobs(context, tally, { jobs: ordered, first, workers });
    progress.stopped = ended.stopped;
    progress.left.push(...ended.left);
  }
  if (progress.stopped) progress.left.push(...plan.sequences);
  const sequences = progress.stopped
    ? plan.sequences.length
    : await runSequences(context, tally, { plan, progress });
  if (!progress.stopped && options.shrinks !== false) await shrinkFailures(context, tally);
  await originals.restore();
  if (progress.stopped) tally.uncheck({ reason: 'the run was stopped before its end' });
  const early = describeEnd(context, progress, options);
  const { left } = progress;
  if (left.length > 0) tally.note(describeLeft(left, early), left.length);
  for (const { reason, count } of context.states.failures) tally.note(reason, count);
  noteOmissions(tally, progress.plans);
  const { findings, failures, violated } = tally.toFindings();
  for (const clause of violated) tally.coverage.violate(clause);
  explainClauses(contract, tally.coverage, { ...progress, early });
  return {
    findings,
    failures,
    unchecked: tally.unchecked,
    notes: tally.notes,
    coverage: tally.coverage.toReport(),
    reach: reach.toRows({ ...progress, early }),
    exchanges: tally.requests,
    checked: tally.judged,
    phases: countPhases(progress.plans, sequences, tally),
    stopped: progress.stopped,
    time: watch.toTime(),
  };
}

/** The clock, the sending and the end of the time of a run. */
function readTime(watch: Stopwatch, options: RunOptions): Pick<RunContext, 'clock' | 'send' | 'isOver'> {
  const { clock: real = systemClock, rate, budget = Number.POSITIVE_INFINITY } = options;
  const end = real.now() + budget;
  const clock: Clock = {
    now: real.now,
    pause: (milliseconds, signal) => watch.during('paused', () => real.pause(milliseconds, signal)),
  };
  const send: Send = (request, how) => watch.during('provider', () => options.send(request, how));
  if (rate === undefined) return { clock, send, isOver: () => clock.now() >= end };
  const pace = paceSend(send, { perSecond: rate, clock });
  return { clock, send: pace.send, isOver: () => Math.max(clock.now(), pace.next()) >= end };
}

/** Why planned work was not sent. */
function describeEnd({ isOver }: RunContext, { stopped }: Progress, { budget }: RunOptions): string {
  if (stopped) return 'before the run was stopped';
  if (budget !== undefined && isOver()) return `within the budget of ${budget / 1000} s`;
  return 'as the target did not answer';
}

/** Each operation has its valid request besides its cases. */
function countPlanned({ operations, sequences }: Plan): number {
  const sent = operations.filter(({ skipped }) => !skipped);
  return sent.reduce((sum, { cases }) => sum + 1 + cases.length, sequences.length);
}

function noteOmissions(tally: Tally, plans: readonly OperationPlan[]): void {
  for (const { skipped } of plans) {
    if (skipped?.intended === true) tally.note(skipped.reason);
    else if (skipped) tally.uncheck({ reason: skipped.reason });
  }
}

function countPhases(plans: readonly OperationPlan[], sequences: number, tally: Tally): RunResult['phases'] {
  const count = (phase: Phase): RunResult['phases'][Phase] => {
    const cases = plans.flatMap((one) => one.cases).filter((one) => one.phase === phase).length;
    // The valid requests come first and belong to the examples.
    const baselines = phase === 'examples' ? plans.filter(({ skipped }) => !skipped).length : 0;
    const others = phase === 'stateful' ? sequences : baselines;
    return { planned: cases + others, sent: tally.sent[phase] };
  };
  return Object.fromEntries(phases.map((phase) => [phase, count(phase)])) as RunResult['phases'];
}
