import type { Omission } from '../plan/case.ts';
import type { ProviderState } from '../plan/config.ts';

/** Brings the service into states; the sentence says why it could not be done. */
export type Prepare = (states: readonly ProviderState[]) => Promise<string | undefined>;

/** The states that recorded requests need, and what kept the run from having them. */
export type ProviderStates = {
  /** Whether the service was brought into the states; none at all need nothing. */
  setUp(states: readonly ProviderState[] | undefined): Promise<boolean>;
  readonly failures: readonly Omission[];
};

const unprepared =
  'recorded requests were sent without their provider states: nothing was given that sets up states';

/** Sets up states by a function from outside; without one there are none. */
export function createProviderStates(prepare: Prepare | undefined): ProviderStates {
  const failures = new Map<string, number>();
  return {
    async setUp(states = []) {
      if (states.length === 0) return true;
      const failure = prepare ? await prepare(states) : unprepared;
      if (failure !== undefined) failures.set(failure, (failures.get(failure) ?? 0) + 1);
      return failure === undefined;
    },
    get failures() {
      return [...failures].map(([reason, count]) => ({ reason, count }));
    },
  };
}
