import { setTimeout as wait } from 'node:timers/promises';

/** Time as a run needs it; a test gives one that it moves itself. */
export type Clock = {
  /** Milliseconds since some moment. */
  now(): number;
  /** Ends after so many milliseconds, or when the signal aborts. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
};

/** The clock of the machine, which no change of the date moves. */
export const systemClock: Clock = {
  now: () => performance.now(),
  async pause(milliseconds, signal) {
    try {
      await wait(milliseconds, undefined, { signal });
    } catch {
      // Asked to stop: the next send says so.
    }
  },
};
