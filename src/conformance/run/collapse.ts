import type { ClauseId, Finding } from '../../finding.ts';
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
  /** All statements that it stands against. */
  clauses: ReadonlySet<ClauseId>;
};

/** Faults that are one and the same in the end, and in how many places they are told one by one. */
type Grouping = { readonly key: string; readonly most: number };

/**
 * Joins what one cause has most likely broken in many places: a provider that crashes whatever is wrong has one fault,
 * not twenty. The first case stands for all, an error before a warning.
 */
export function collapse(sightings: readonly Sighting[]): Sighting[] {
  const groups = Map.groupBy(sightings, (sighting) => groupingOf(sighting).key);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return !first || group.length <= groupingOf(first).most ? group : [join(group)];
  });
}

/** Whether a fault was there at one time and not at another. */
export function isUnsteady({ seen, tries, confirmed }: Sighting): boolean {
  return seen < tries || !confirmed;
}

function groupingOf(sighting: Sighting): Grouping {
  const { finding } = sighting;
  const key = (...parts: readonly unknown[]): string =>
    JSON.stringify([finding.rule, finding.operation, ...parts]);
  // Where a fault comes and goes, the request that it met has nothing to do with it.
  if (!sighting.confirmed) return { key: key('unsteady'), most: 1 };
  switch (finding.rule) {
    case 'response-server-error':
    case 'response-absent':
      return { key: key(), most: 3 };
    case 'request-invalid-accepted':
      return { key: key(), most: 5 };
    case 'request-valid-refused':
      return { key: key(finding.actual), most: 5 };
    case 'scenario-outcome-different':
      return { key: key(finding.at?.pointer, finding.actual), most: 1 };
    default:
      // Several statements that one answer breaks, of a kind.
      return { key: key(finding.at?.side, finding.origin?.label), most: 3 };
  }
}

function join(group: readonly Sighting[]): Sighting {
  const grave = group.some(({ finding }) => finding.severity === 'error') ? 'error' : 'warning';
  const [first, ...others] = group.toSorted(
    (a, b) =>
      Number(b.finding.severity === grave) - Number(a.finding.severity === grave) || a.index - b.index,
  ) as [Sighting, ...Sighting[]];
  const sum = (of: (one: Sighting) => number): number => group.reduce((total, one) => total + of(one), 0);
  const alike = `${others.length} other ${others.length === 1 ? 'statement' : 'statements'} alike`;
  return {
    ...first,
    finding: { ...first.finding, message: `${first.finding.message}; ${alike}` },
    cases: sum(({ cases }) => cases),
    seen: sum(({ seen }) => seen),
    tries: sum(({ tries }) => tries),
    confirmed: group.some(({ confirmed }) => confirmed),
    clauses: new Set(group.flatMap(({ clauses }) => [...clauses])),
  };
}
