import type { Clock } from '../../../../src/conformance/run/clock.ts';

/** A clock that stands still until it is moved; a pause moves it. */
export function createManualClock(): Clock & { move(milliseconds: number): void } {
  let time = 1000;
  return {
    now: () => time,
    async pause(milliseconds) {
      time += milliseconds;
    },
    move(milliseconds) {
      time += milliseconds;
    },
  };
}
