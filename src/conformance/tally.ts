import type { Contract } from '../contract/contract.ts';
import type { Finding, Severity, Unchecked } from '../finding.ts';
import { type Coverage, createCoverage } from '../validate/coverage.ts';
import type { Phase } from './case.ts';

/** How often a fault was seen, and how often it was looked for where it had been seen. */
type Sighting = {
  finding: Finding;
  index: number;
  cases: number;
  seen: number;
  tries: number;
  confirmed: boolean;
};

/** So many single sightings are a habit of the provider, and no accident on the way. */
const habit = 3;

/** Everything that a run has found so far. */
export type Tally = {
  readonly coverage: Coverage;
  readonly counts: Readonly<Record<Phase, { sent: number }>>;
  /** Requests of any kind, confirmations included. */
  requests: number;
  /** Cases whose answer was judged. */
  judged: number;
  add(finding: Finding, sighting: { index: number; seen: number; tries: number }): void;
  isConfirmed(fingerprint: string): boolean;
  uncheck(entry: Unchecked): void;
  /** Something that a reader should know and that is no gap. */
  note(reason: string): void;
  toFindings(): Finding[];
  readonly unchecked: readonly Unchecked[];
  readonly notes: readonly { readonly reason: string; readonly count: number }[];
};

export function createTally(contract: Contract): Tally {
  const sightings = new Map<string, Sighting>();
  const unchecked: Unchecked[] = [];
  const notes = new Map<string, number>();
  return {
    coverage: createCoverage(contract),
    counts: { examples: { sent: 0 }, boundary: { sent: 0 }, negative: { sent: 0 } },
    requests: 0,
    judged: 0,
    add(finding, { index, seen, tries }) {
      const known = sightings.get(finding.fingerprint);
      const confirmed = seen === tries && tries > 1;
      if (!known) {
        sightings.set(finding.fingerprint, { finding, index, cases: 1, seen, tries, confirmed });
        return;
      }
      known.cases += 1;
      known.seen += seen;
      known.tries += tries;
      // The first case of the plan stands for all, in whatever order the answers came.
      const better =
        finding.severity === known.finding.severity ? index < known.index : finding.severity === 'error';
      if (better) Object.assign(known, { finding, index });
      known.confirmed ||= confirmed;
    },
    isConfirmed: (fingerprint) => sightings.get(fingerprint)?.confirmed === true,
    uncheck: (entry) => void unchecked.push(entry),
    note: (reason) => void notes.set(reason, (notes.get(reason) ?? 0) + 1),
    toFindings: () => [...sightings.values()].map(toFinding),
    unchecked,
    get notes() {
      return [...notes]
        .map(([reason, count]) => ({ reason, count }))
        .sort((a, b) => (a.reason < b.reason ? -1 : 1));
    },
  };
}

/** A fault that did not come back is told as it was: how often it was seen, and not as an error unless often. */
function toFinding({ finding, cases, seen, tries, confirmed }: Sighting): Finding {
  const count = cases > 1 ? { count: cases } : {};
  if (confirmed) return { ...finding, ...count };
  const severity: Severity = cases >= habit ? finding.severity : 'warning';
  return {
    ...finding,
    ...count,
    severity,
    message: `${finding.message} (flaky: seen in ${seen} of ${tries} tries)`,
  };
}
