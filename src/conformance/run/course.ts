import type { Phase } from '../plan/case.ts';

/** How far a run is. */
export type RunEvent = {
  readonly phase: Phase;
  /** Valid requests, cases and sequences that are through. */
  readonly done: number;
  readonly total: number;
  readonly findings: number;
  /** Requests sent so far, confirmations included. */
  readonly requests: number;
};

/** Follows a run: every piece of planned work says when it is through. */
export type Course = {
  /** One valid request, case or sequence of the phase is through. */
  step(phase: Phase): void;
  /** More work came up, or less where the number is negative. */
  expect(more: number): void;
};

/** Makes the course of a run with so much work before it. */
export function createCourse(
  planned: number,
  onStep: (step: Pick<RunEvent, 'phase' | 'done' | 'total'>) => void,
): Course {
  let [done, total] = [0, planned];
  return {
    step(phase) {
      done += 1;
      onStep({ phase, done, total: Math.max(done, total) });
    },
    expect(more) {
      total += more;
    },
  };
}
