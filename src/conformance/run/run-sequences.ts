import { planStateful } from '../phases/stateful.ts';
import type { Plan } from '../plan/case.ts';
import { createPatience, type RunContext } from './attempt.ts';
import type { Progress } from './baselines.ts';
import { cleanUp } from './clean-up.ts';
import { runSequence, type SequenceRun } from './run-sequence.ts';
import type { Tally } from './tally.ts';

/** Milliseconds that all sequences together wait for reads to show what was done. */
const longestWaiting = 4000;

/** After so many sequences without an answer to one of their requests the others would get none either. */
const mostLost = 3;

/**
 * Sends the sequences of a plan, one after the other, and judges what their answers show together. They are planned again
 * from the valid requests that were accepted. The number of those that were planned.
 */
export async function runSequences(
  context: RunContext,
  tally: Tally,
  work: { readonly plan: Plan; readonly progress: Progress },
): Promise<number> {
  const { plan, progress } = work;
  const { contract, course } = context;
  const { plans } = progress;
  const made = planStateful(contract, plan.config, { plans, refused: new Set(progress.refused.keys()) });
  if (made.sequences.length > 0 && !plan.phases.includes('negative'))
    tally.note(
      'no sequence looks whether a refused request changes something: that needs the phase negative',
    );
  if (made.left > 0) tally.note('not planned: the sequences have enough requests without it', made.left);
  const sequences = made.sequences.filter(({ id }) => context.sequences?.has(id) ?? true);
  course.expect(sequences.length - plan.sequences.length);
  const waiting = createPatience(longestWaiting);
  let lost = 0;
  for (const [number, sequence] of sequences.entries()) {
    if (progress.stopped || context.isOver() || lost >= mostLost) {
      progress.left.push(...sequences.slice(number));
      if (lost >= mostLost) tally.uncheck({ reason: `the target did not answer in ${lost} sequences` });
      break;
    }
    const first = progress.sent;
    progress.sent += sequence.steps.length;
    const run = await runSequence(context, tally, { sequence, first, counts: true, waiting });
    progress.stopped = run.state === 'stopped';
    if (progress.stopped) continue;
    lost = run.state === 'lost' ? lost + 1 : 0;
    tally.countCase('stateful');
    if (run.ended !== undefined && run.found.length === 0)
      tally.note(`a sequence ended before its last step: ${run.ended}`);
    progress.stopped = await confirm(context, tally, { run, sequence, first, waiting, plans });
    course.step('stateful');
  }
  return sequences.length;
}

/** Runs a sequence with findings a second time, and cleans up after both. True when the run was asked to stop. */
async function confirm(
  context: RunContext,
  tally: Tally,
  from: { run: SequenceRun; first: number } & Pick<
    Parameters<typeof runSequence>[2],
    'sequence' | 'waiting'
  > & {
      plans: Progress['plans'];
    },
): Promise<boolean> {
  const { run, sequence, first, waiting, plans } = from;
  if (await cleanUp(context, tally, { sequence, told: run.told, plans })) return true;
  const once = new Map(run.found.map((one) => [one.finding.fingerprint, one]));
  const isOld = [...once.keys()].every((fingerprint) => tally.isConfirmed(fingerprint));
  const second =
    once.size === 0 || isOld
      ? undefined
      : await runSequence(context, tally, { sequence, first, counts: false, waiting });
  const again = new Set(second?.found.map(({ finding }) => finding.fingerprint));
  const tries = second ? 2 : 1;
  for (const [fingerprint, { finding, failure, index }] of once)
    tally.add(finding, { index, failure, tries, seen: again.has(fingerprint) ? 2 : 1 });
  if (!second) return false;
  if (second.state === 'stopped') return true;
  return await cleanUp(context, tally, { sequence, told: second.told, plans });
}
