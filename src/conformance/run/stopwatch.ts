import type { Clock } from './clock.ts';

/** Where the time of a run went, in milliseconds; what is left of `total` is the kit's own. */
export type RunTime = {
  readonly total: number;
  /** At least one request was on its way. */
  readonly provider: number;
  /** Waited on purpose: for the rate, or because a limiter asked for it. */
  readonly paused: number;
};

export type Stopwatch = {
  during<T>(part: 'provider' | 'paused', work: () => Promise<T>): Promise<T>;
  toTime(): RunTime;
};

/** Starts to count. Work at the same time is counted once. */
export function createStopwatch(clock: Clock): Stopwatch {
  const started = clock.now();
  const parts = {
    provider: { running: 0, since: 0, sum: 0 },
    paused: { running: 0, since: 0, sum: 0 },
  };
  return {
    async during(name, work) {
      const part = parts[name];
      if (part.running === 0) part.since = clock.now();
      part.running += 1;
      try {
        return await work();
      } finally {
        part.running -= 1;
        if (part.running === 0) part.sum += clock.now() - part.since;
      }
    },
    toTime: () => ({
      total: clock.now() - started,
      provider: parts.provider.sum,
      paused: parts.paused.sum,
    }),
  };
}
