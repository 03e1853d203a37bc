import { KitError } from '../../errors.ts';
import { type Attempt, attempt, type RunContext } from './attempt.ts';
import type { Examination } from './examine.ts';
import type { Tally } from './tally.ts';

/**
 * Sends the request of a case the first time; whoever does so records the answer.
 *
 * @throws KitError `target-unreachable` when there is no connection, and never was one in this run
 */
export async function sendFirst(
  context: RunContext,
  tally: Tally,
  examination: Examination,
): Promise<Attempt> {
  const made = await attempt(context, examination.operation, examination);
  if (made.kind === 'absent' && made.sent.cause === 'unreachable' && tally.requests === 0)
    throw new KitError('target-unreachable', `cannot reach ${context.origin}: ${made.sent.detail}`, {
      hint: 'start the service first, or give another URL with --target',
    });
  if (made.kind === 'judged' || made.kind === 'absent') tally.countRequest();
  return made;
}

/** Sends a request again, to confirm or to compare: what looks at several answers sees it too. */
export async function resend(context: RunContext, tally: Tally, examination: Examination): Promise<Attempt> {
  const made = await sendFirst(context, tally, examination);
  if (made.kind !== 'judged') return made;
  for (const observer of tally.observers) observer.see({ ...examination, attempt: made });
  return made;
}
