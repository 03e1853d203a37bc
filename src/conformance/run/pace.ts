import type { Clock } from './clock.ts';
import type { Send } from './send.ts';

/** A `send` that keeps to a rate. */
export type Pace = {
  readonly send: Send;
  /** The moment of the clock when the next request may go. */
  next(): number;
};

/**
 * Lets requests go one after the other in equal distances, whoever asks for them: cases, confirmations, sequences. Time
 * that nobody used is not made up for, so there is never a burst. Pure but for the clock.
 *
 * @example const pace = paceSend(send, { perSecond: 20, clock: systemClock });
 */
export function paceSend(send: Send, options: { perSecond: number; clock: Clock }): Pace {
  const { perSecond, clock } = options;
  const distance = 1000 / perSecond;
  let next = clock.now();
  return {
    next: () => next,
    async send(request, how) {
      const now = clock.now();
      const turn = Math.max(now, next);
      next = turn + distance;
      // Timers count whole milliseconds: a part of one would be a little too early.
      if (turn > now) await clock.pause(Math.ceil(turn - now), how.signal);
      return how.signal.aborted ? { kind: 'stopped' } : await send(request, how);
    },
  };
}
