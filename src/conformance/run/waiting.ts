import type { Operation } from '../../contract/contract.ts';
import type { OperationKey } from '../../finding.ts';
import type { WireRequest } from '../request/wire.ts';
import type { Send, Sent } from './send.ts';

/** Sends a request of an operation, and waits as long as its other answers let expect. */
export type Waiting = (
  operation: Operation,
  wire: WireRequest,
  how: { readonly timeout: number; readonly signal: AbortSignal },
) => Promise<Sent>;

/**
 * Milliseconds that a request waits at least: when something is known of its operation, when it is sent again, later, and
 * when the run has waited in vain for longer than `enough`.
 */
const least = { first: 1000, again: 4000, later: 500, last: 150 };
const enough = 3000;

/** So many times the slowest answer of the operation is no answer any more. */
const factor = { first: 20, again: 40 };

/** What can be sent twice at once without another outcome (RFC 9110 §9.2.2; the second DELETE finds nothing). */
const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT']);

/**
 * Waits for answers. An operation that answers in milliseconds and then not within a second is asked once more, with more
 * time; only when that is over as well there is no answer. From then on nobody waits that long in vain, so that one value
 * that hangs does not make a run of minutes. Never longer than `timeout`; the first answer of an operation has all of it.
 */
export function createWaiting(send: Send): Waiting {
  const slowest = new Map<OperationKey, number>();
  const usually = new Map<OperationKey, { sum: number; count: number }>();
  const silent = new Set<OperationKey>();
  let vain = 0;
  const later = (): number => (vain > enough ? least.last : least.later);
  const note = (key: OperationKey, milliseconds: number): void => {
    slowest.set(key, Math.max(milliseconds, slowest.get(key) ?? 0));
    const { sum, count } = usually.get(key) ?? { sum: 0, count: 0 };
    usually.set(key, { sum: sum + milliseconds, count: count + 1 });
  };
  // The first answer of a service that has just started would let everybody wait.
  const meanOf = (key: OperationKey): number => {
    const { sum, count } = usually.get(key) ?? { sum: 0, count: 1 };
    return sum / count;
  };
  return async ({ key, method }, wire, how) => {
    const wait = async (milliseconds: number): Promise<Sent> => {
      const sent = await send(wire, { ...how, timeout: Math.min(how.timeout, Math.ceil(milliseconds)) });
      if (isLate(sent)) vain += Math.min(how.timeout, milliseconds);
      if (sent.kind === 'answered') note(key, sent.milliseconds);
      return sent;
    };
    const usual = slowest.get(key);
    if (usual === undefined) {
      const sent = await wait(silent.has(key) ? least.again : how.timeout);
      if (isLate(sent)) silent.add(key);
      return sent;
    }
    if (silent.has(key)) return await wait(Math.max(later(), factor.first * meanOf(key)));
    const first = Math.max(silent.size > 0 ? later() : least.first, factor.first * usual);
    const again = Math.max(silent.size > 0 ? 4 * later() : least.again, factor.again * usual);
    let sent = repeatable.has(method) ? await wait(first) : undefined;
    if (sent === undefined || (isLate(sent) && first < how.timeout)) sent = await wait(again);
    if (isLate(sent)) silent.add(key);
    return sent;
  };
}

function isLate(sent: Sent): boolean {
  return sent.kind === 'absent' && sent.cause === 'timeout';
}
