import type { Operation } from '../../contract/contract.ts';
import type { OperationKey } from '../../finding.ts';
import type { Case, OperationPlan, Plan } from '../plan/case.ts';
import { inSearchOrder } from '../plan/order.ts';
import { planOperation } from '../plan/plan.ts';
import type { RunContext } from './attempt.ts';
import { examine } from './examine.ts';
import { type BaselineSearch, findBaseline } from './find-baseline.ts';
import type { Left } from './left.ts';
import type { Originals } from './originals.ts';
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
  /** What the run changes, as it was before. */
  readonly originals: Originals;
};

/** One operation while its valid request is looked for. */
type Quest = { readonly made: OperationPlan; readonly operation: Operation; readonly tried: Set<string> };

/**
 * The accepted request of each operation, and the cases made from it: planned again where it is not the expected one. What
 * makes or lists things comes before what needs them; an operation that was refused has one more turn at the end, with
 * what was seen until then.
 */
export async function findBaselines(
  context: RunContext,
  tally: Tally,
  from: { plan: Plan; operations: readonly OperationPlan[]; progress: Progress },
): Promise<Job[]> {
  const { plan, operations, progress } = from;
  const jobs: Job[] = [];
  const quests: Quest[] = [];
  for (const made of operations) {
    const operation = context.contract.operations.find(({ key }) => key === made.operation);
    if (!operation || made.skipped?.intended) progress.plans.push(made);
    else quests.push({ made, operation, tried: new Set() });
  }
  const refused: { quest: Quest; reason: string; broken: boolean }[] = [];
  for (const quest of inSearchOrder(quests)) {
    const search = await seek(context, tally, { plan, quest, progress });
    if (search?.kind === 'refused' && !search.final) refused.push({ quest, ...search });
    else if (search) jobs.push(...(await conclude(context, tally, { plan, quest, search, progress })));
  }
  for (const { quest, reason, broken } of refused) {
    const again = await seek(context, tally, { plan, quest, progress });
    // The first refusal is that of the values which a person gave or documented.
    const search = again?.kind === 'refused' ? { ...again, reason, broken: broken || again.broken } : again;
    if (search) jobs.push(...(await conclude(context, tally, { plan, quest, search, progress })));
  }
  const order = operations.map(({ operation }) => operation);
  return jobs.toSorted((a, b) => order.indexOf(a.operation.key) - order.indexOf(b.operation.key));
}

/** Looks for the accepted request of one operation; undefined where the run is over. */
async function seek(
  context: RunContext,
  tally: Tally,
  from: { plan: Plan; quest: Quest; progress: Progress },
): Promise<BaselineSearch | undefined> {
  const { plan, quest, progress } = from;
  const { made, operation, tried } = quest;
  if (progress.stopped || context.isOver()) {
    progress.plans.push(made);
    if (!made.skipped) progress.left.push(...made.baselines.slice(0, 1), ...made.cases);
    return undefined;
  }
  const { config } = plan;
  const { originals } = progress;
  const index = progress.sent++;
  return await findBaseline(context, tally, { plan: made, config, operation, index, tried, originals });
}

/** Writes down how a search ended; of an accepted request these are the cases to send. */
async function conclude(
  context: RunContext,
  tally: Tally,
  from: { plan: Plan; quest: Quest; search: BaselineSearch; progress: Progress },
): Promise<Job[]> {
  const { quest, search, progress } = from;
  const { made, operation } = quest;
  const final = search.kind === 'accepted' ? replan(context, from.plan, { quest, search }) : made;
  progress.plans.push(final);
  if (!made.skipped) context.course.step('examples');
  context.course.expect((search.kind === 'accepted' ? final.cases.length : 0) - made.cases.length);
  switch (search.kind) {
    case 'stopped':
      progress.stopped = true;
      progress.left.push(...made.cases);
      return [];
    case 'refused':
      progress.refused.set(operation.key, search.reason);
      // The reason of a plan without a request is told with the others of its kind.
      if (search.broken) tally.note(`${search.reason}; the findings say so, and no more of it was tested`);
      else if (!made.skipped) tally.uncheck({ reason: search.reason });
      return [];
    case 'accepted': {
      progress.originals.change(operation, search.case);
      if (search.known) tally.note(`${operation.key} was tested with ${search.known.name}`);
      const baseline = withoutStates(search.case);
      const chosen = context.choose?.(final, search.case) ?? final.cases;
      const own = chosen.map((one) => ({ case: one, operation, baseline }));
      progress.stopped ||= await sendAtOnce(context, tally, { jobs: own, progress, baseline: search.case });
      return own.filter((job) => !isAtOnce(job));
    }
    default:
      return search satisfies never;
  }
}

/** The plan with the cases of the accepted request. */
function replan(
  { contract }: RunContext,
  { config }: Plan,
  from: { quest: Quest; search: Extract<BaselineSearch, { kind: 'accepted' }> },
): OperationPlan {
  const { made, operation } = from.quest;
  const { basis, known } = from.search;
  if (!known && basis === made.basis) return made;
  return planOperation(contract, config, { operation, basis, ...(known ? { known } : {}) });
}

/** As a control it shows what state the cases before it left. */
function withoutStates({ states: _, ...probe }: Case): Case {
  return probe;
}

/** The same request again, and requests that want states of their own. */
function isAtOnce({ case: probe }: Job): boolean {
  return probe.expect.kind === 'repeated' || probe.states !== undefined;
}

/** Sends what another operation could disturb, and brings back the states of the accepted request. */
async function sendAtOnce(
  context: RunContext,
  tally: Tally,
  from: { jobs: readonly Job[]; progress: Progress; baseline: Case },
): Promise<boolean> {
  const { progress, baseline } = from;
  const jobs = from.jobs.filter(isAtOnce);
  for (const job of jobs) {
    if (context.isOver()) {
      progress.left.push(job.case);
      continue;
    }
    const made = await examine(context, tally, { ...job, index: progress.sent++ });
    context.course.step(job.case.phase);
    if (made.kind === 'stopped') progress.left.push(job.case);
    if (made.kind === 'stopped') return true;
  }
  if (jobs.some(({ case: probe }) => probe.states)) await context.states.setUp(baseline.states);
  return false;
}
