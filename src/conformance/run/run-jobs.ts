import type { Operation } from '../../contract/contract.ts';
import type { Case, Phase } from '../plan/case.ts';
import type { Attempt, RunContext } from './attempt.ts';
import { examine } from './examine.ts';
import type { Tally } from './tally.ts';

/** A case with all it needs to be sent. */
export type Job = { readonly case: Case; readonly operation: Operation; readonly baseline: Case };

/** Progress: after each case. */
export type RunEvent = {
  readonly phase: Phase;
  readonly done: number;
  readonly total: number;
  readonly findings: number;
};

/** After so many lost requests in a row the provider is gone: first without a connection, then without an answer. */
const mostLost = { unreachable: 3, silent: 10 };

/** Of requests that look at the same statement so many wait in vain for an answer; the others would as well. */
const mostSilent = 3;

/** Sends the cases in order, `workers` at the same time. True when the run ended early. */
export async function runJobs(
  context: RunContext,
  tally: Tally,
  work: {
    readonly jobs: readonly Job[];
    /** The number of the first job in the run. */
    readonly first: number;
    readonly workers: number;
    readonly onEvent: (event: RunEvent) => void;
  },
): Promise<boolean> {
  const { jobs, first, workers, onEvent } = work;
  const watch = createWatch();
  let [next, done, stopped] = [0, 0, false];
  const worker = async (): Promise<void> => {
    for (let job = jobs[next]; job !== undefined && !stopped; job = jobs[next]) {
      const index = first + next++;
      if (watch.isSilent(job.case)) tally.note(`not sent: no answer came to ${mostSilent} requests like it`);
      else {
        const made = await examine(context, tally, { ...job, index });
        watch.see(job.case, made);
        stopped ||= made.kind === 'stopped';
        const reason = watch.isGone();
        if (reason !== undefined && !stopped) tally.uncheck({ reason });
        stopped ||= reason !== undefined;
      }
      done += 1;
      onEvent({ phase: job.case.phase, done, total: jobs.length, findings: tally.findings });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, workers) }, worker));
  return stopped;
}

type Watch = {
  see(probe: Case, made: Attempt): void;
  isSilent(probe: Case): boolean;
  /** Why the run need not go on. */
  isGone(): string | undefined;
};

/** Watches for a provider that went away or answers nothing any more, so that nobody waits for hours. */
function createWatch(): Watch {
  const silent = new Map<string, number>();
  let [unreachable, lost] = [0, 0];
  const keyOf = ({ operation, intent }: Case): string => JSON.stringify([operation, intent.place]);
  return {
    see(probe, made) {
      const cause = made.kind === 'absent' ? made.sent.cause : undefined;
      lost = cause === undefined ? 0 : lost + 1;
      unreachable = cause === 'unreachable' ? unreachable + 1 : 0;
      if (cause === 'timeout') silent.set(keyOf(probe), (silent.get(keyOf(probe)) ?? 0) + 1);
    },
    isSilent: (probe) => (silent.get(keyOf(probe)) ?? 0) >= mostSilent,
    isGone() {
      if (unreachable >= mostLost.unreachable) return 'the target stopped accepting connections';
      return lost >= mostLost.silent ? `the target did not answer ${lost} requests in a row` : undefined;
    },
  };
}
