import type { Finding } from '../../finding.ts';
import type { Failure } from './failure.ts';

/** A fault and how often it was seen. */
export type Sighting = {
  finding: Finding;
  /** The request that `finding` is from. */
  failure: Failure | undefined;
  /** The number of the case that `finding` is from. */
  index: number;
  cases: number;
  seen: number;
  tries: number;
  confirmed: boolean;
};

/** More places than this with one and the same fault are one fault of the provider. */
const mostPlaces = 5;

/** Faults that say little about the place where they came up. */
const wide: ReadonlySet<string> = new Set(['response-server-error', 'response-absent']);

/**
 * Joins what one cause has most likely broken in many places: a provider that crashes whatever is wrong has one fault,
 * not twenty. The first case stands for all.
 */
export function collapseWide(sightings: readonly Sighting[]): Sighting[] {
  const groups = Map.groupBy(sightings, ({ finding }) =>
    wide.has(finding.rule) ? `${finding.rule} ${finding.operation}` : finding.fingerprint,
  );
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.toSorted((a, b) => a.index - b.index);
    if (!first || group.length <= mostPlaces) return group;
    const sum = (of: (one: Sighting) => number): number => group.reduce((total, one) => total + of(one), 0);
    return [
      {
        ...first,
        finding: {
          ...first.finding,
          message: `${first.finding.message}; ${others.length} other statements alike`,
        },
        cases: sum(({ cases }) => cases),
        seen: sum(({ seen }) => seen),
        tries: sum(({ tries }) => tries),
        confirmed: group.some(({ confirmed }) => confirmed),
      },
    ];
  });
}
