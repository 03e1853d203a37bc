import type { OperationKey } from '../../finding.ts';
import type { OperationPlan, Plan } from '../plan/case.ts';
import { planOperation } from '../plan/plan.ts';
import type { RunContext } from './attempt.ts';
import { examine } from './examine.ts';
import { findBaseline } from './find-baseline.ts';
import type { Left } from './left.ts';
import type { Job } from './run-jobs.ts';
import type { Tally } from './tally.ts';

/** What is known of the operations of a run while it goes on. */
export type Progress = {
  /** The plans as they were sent: made again where another valid request than the first one was accepted. */
  readonly plans: OperationPlan[];
  readonly refused: Map<OperationKey, string>;
  /** Cases that have a number. */
  sent: number;
  stopped: boolean;
  /** What was planned and not come to, because the time was over or the run was stopped. */
  readonly left: Left[];
};

/** The accepted request of each operation, and the cases made from it: planned again where it is not the expected one. */
export async function findBaselines(
  context: RunContext,
  tally: Tally,
  from: { plan: Plan; operations: readonly OperationPlan[]; progress: Progress },
): Promise<Job[]> {
  const { plan, operations, progress } = from;
  const jobs: Job[] = [];
  for (const made of operations) {
    const operation = context.contract.operations.find(({ key }) => key === made.operation);
    if (!operation || made.skipped || progress.stopped || context.isOver()) {
      progress.plans.push(made);
      if (operation && !made.skipped) progress.left.push(...made.baselines.slice(0, 1), ...made.cases);
      continue;
    }
    const search = await findBaseline(context, tally, { plan: made, operation, index: progress.sent++ });
    const again = search.kind === 'accepted' && search.basis !== made.basis;
    const final = again
      ? planOperation(context.contract, plan.config, { operation, basis: search.basis })
      : made;
    progress.plans.push(final);
    context.course.step('examples');
    context.course.expect((search.kind === 'accepted' ? final.cases.length : 0) - made.cases.length);
    if (search.kind === 'accepted') {
      const { keep = () => true } = context;
      const own = final.cases.filter(keep).map((one) => ({ case: one, operation, baseline: search.case }));
      progress.stopped ||= await repeat(context, tally, { jobs: own, progress });
      jobs.push(...own.filter((job) => !isRepetition(job)));
    }
    if (search.kind === 'stopped') progress.left.push(...made.cases);
    if (search.kind === 'refused') {
      progress.refused.set(operation.key, search.reason);
      tally.uncheck({ reason: search.reason });
    }
    progress.stopped ||= search.kind === 'stopped';
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
  from: { jobs: readonly Job[]; progress: Progress },
): Promise<boolean> {
  for (const job of from.jobs.filter(isRepetition)) {
    if (context.isOver()) {
      from.progress.left.push(job.case);
      continue;
    }
    const made = await examine(context, tally, { ...job, index: from.progress.sent++ });
    context.course.step(job.case.phase);
    if (made.kind === 'stopped') from.progress.left.push(job.case);
    if (made.kind === 'stopped') return true;
  }
  return false;
}
