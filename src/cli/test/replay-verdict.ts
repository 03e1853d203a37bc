import type { Replayed } from '../../conformance/replay/judge-replay.ts';
import type { Verdict } from '../../finding.ts';

/**
 * Passes when every failure is fixed. One that is still there fails, whether it was an error or a warning: somebody wanted
 * to know. The verdict of the exchanges themselves counts as well.
 */
export function toReplayVerdict(replayed: readonly Replayed[], seen: Verdict): Verdict {
  const there = replayed.filter(({ state }) => state === 'still' || state === 'changed').length;
  if (there === 0) return seen;
  const reasons = [
    `${there} of ${replayed.length} ${there === 1 ? 'is' : 'are'} still there`,
    ...seen.reasons,
  ];
  return { status: seen.status === 'unchecked' ? 'unchecked' : 'fail', reasons };
}
