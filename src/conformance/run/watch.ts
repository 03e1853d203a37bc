import type { Case } from '../plan/case.ts';
import type { Attempt } from './attempt.ts';

/** After so many lost requests in a row the provider is gone: first without a connection, then without an answer. */
const mostLost = { unreachable: 3, silent: 10 };

/** Of requests that look at the same statement so many wait in vain for an answer; the others would as well. */
export const mostSilent = 3;

/** Watches for a provider that went away or answers nothing any more, so that nobody waits for hours. */
export type Watch = {
  /** The sentence that says what the run gives up because of this one, if it does. */
  see(probe: Case, made: Attempt): string | undefined;
  /** Requests that look at the same statement got no answer. */
  isSilent(probe: Case): boolean;
  /** The operation answers nothing any more. */
  isDead(probe: Case): boolean;
  /** The run need not go on. */
  isGone(): boolean;
};

export function createWatch(): Watch {
  const silent = new Map<string, number>();
  // By operation: the answers of the others say nothing about this one.
  const lostOf = new Map<string, number>();
  let [unreachable, lost] = [0, 0];
  const keyOf = ({ operation, intent }: Case): string => JSON.stringify([operation, intent.place]);
  const isGone = (): boolean => unreachable >= mostLost.unreachable || lost >= mostLost.silent;
  return {
    see(probe, made) {
      const cause = made.kind === 'absent' ? made.sent.cause : undefined;
      const own = cause === undefined ? 0 : (lostOf.get(probe.operation) ?? 0) + 1;
      lostOf.set(probe.operation, own);
      lost = cause === undefined ? 0 : lost + 1;
      unreachable = cause === 'unreachable' ? unreachable + 1 : 0;
      if (cause === 'timeout') silent.set(keyOf(probe), (silent.get(keyOf(probe)) ?? 0) + 1);
      if (unreachable >= mostLost.unreachable) return 'the target stopped accepting connections';
      if (lost >= mostLost.silent) return `the target did not answer ${lost} requests in a row`;
      return own === mostLost.silent
        ? `${probe.operation} did not answer ${own} requests in a row`
        : undefined;
    },
    isSilent: (probe) => (silent.get(keyOf(probe)) ?? 0) >= mostSilent,
    isDead: (probe) => (lostOf.get(probe.operation) ?? 0) >= mostLost.silent,
    isGone,
  };
}
