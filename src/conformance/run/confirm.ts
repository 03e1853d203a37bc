import type { Operation } from '../../contract/contract.ts';
import type { Finding } from '../../finding.ts';
import type { Attempt, RunContext } from './attempt.ts';
import type { Examination } from './examine.ts';
import { resend } from './resend.ts';
import type { Tally } from './tally.ts';

/** A request that went out, and what came of it. */
export type Answered = Extract<Attempt, { kind: 'judged' | 'absent' }>;

/** So many requests of one case tell how often a fault comes that went away. */
const mostTries = 5;
/** An operation that was unsteady before can show the same fault twice by chance. */
const unsteadyTries = 4;
/** Of those that wait in vain for an answer. */
const silentTries = 3;

/** Sends the same request again: once, and more often where the fault went away. The first answer is in front. */
export async function confirm(
  context: RunContext,
  tally: Tally,
  from: { examination: Examination; first: Answered; findings: readonly Finding[] },
): Promise<readonly Answered[] | 'stopped'> {
  const { examination, first, findings } = from;
  const tries: Answered[] = [first];
  const wasUnsteady = tally.isUnsteady(examination.operation.key);
  while (tries.length < 2 || (isOpen(tries, findings, wasUnsteady) && tally.takeExtra())) {
    const made = await resend(context, tally, examination);
    if (made.kind === 'stopped') return 'stopped';
    if (made.kind === 'unsendable') break;
    tries.push(made);
    // What was done by one of them is not done again and again.
    if (isOnce(examination.operation) && tries.some((one) => Math.floor(statusOf(one) / 100) === 2)) break;
  }
  return tries;
}

/** Whether more requests would say more. */
function isOpen(tries: readonly Answered[], findings: readonly Finding[], wasUnsteady: boolean): boolean {
  const steady = findings.every(({ fingerprint }) =>
    tries.every((one) => one.findings.some((finding) => finding.fingerprint === fingerprint)),
  );
  if (steady) return wasUnsteady && tries.length < unsteadyTries;
  const silent = tries.some((one) => one.kind === 'absent' && one.sent.cause === 'timeout');
  return tries.length < (silent ? silentTries : mostTries);
}

/** The status of the answer; 0 where there was none. */
export function statusOf(made: Attempt): number {
  return made.kind === 'judged' ? made.status : 0;
}

/** Methods that may do something else the second time (RFC 9110 §9.2.2); DELETE may find nothing any more. */
export function isOnce({ method }: Operation): boolean {
  return method === 'POST' || method === 'PATCH' || method === 'DELETE';
}
