import type { Operation } from '../../contract/contract.ts';
import type { Case } from '../plan/case.ts';
import type { RunContext } from './attempt.ts';
import { examine } from './examine.ts';
import { resend } from './resend.ts';
import type { Tally } from './tally.ts';
import { createWatch, mostSilent } from './watch.ts';

/** A case with all it needs to be sent. */
export type Job = { readonly case: Case; readonly operation: Operation; readonly baseline: Case };

/**
 * Sends the cases in order, `workers` at the same time, until the signal, the end of the time, or a target that went
 * away. `left` are the cases that were not sent then.
 */
export async function runJobs(
  context: RunContext,
  tally: Tally,
  work: {
    readonly jobs: readonly Job[];
    /** The number of the first job in the run. */
    readonly first: number;
    readonly workers: number;
  },
): Promise<{ readonly stopped: boolean; readonly left: readonly Case[] }> {
  const { jobs, first, workers } = work;
  const watch = createWatch();
  const cut: Case[] = [];
  let [next, stopped] = [0, false];
  const send = async (job: Job, index: number): Promise<void> => {
    const made = await examine(context, tally, { ...job, index });
    if (made.kind === 'stopped') cut.push(job.case);
    const given = watch.see(job.case, made);
    // Where the accepted request is answered in between, it is these requests that get no answer.
    const control =
      given === undefined ? undefined : await resend(context, tally, { ...job, case: job.baseline, index });
    if (control?.kind === 'judged') watch.see(job.baseline, control);
    else if (given !== undefined && !stopped) tally.uncheck({ reason: given });
    stopped ||= made.kind === 'stopped' || watch.isGone();
  };
  const worker = async (): Promise<void> => {
    for (let job = jobs[next]; job !== undefined && !stopped && !context.isOver(); job = jobs[next]) {
      const index = first + next++;
      if (watch.isDead(job.case)) tally.note(`not sent: ${job.case.operation} does not answer any more`);
      else if (watch.isSilent(job.case))
        tally.note(`not sent: no answer came to ${mostSilent} requests like it`);
      else await send(job, index);
      context.course.step(job.case.phase);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, workers) }, worker));
  return { stopped, left: [...cut, ...jobs.slice(next).map((job) => job.case)] };
}
