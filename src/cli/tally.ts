import type { Finding, Unchecked } from '../finding.ts';

/**
 * Collects what a long run finds without keeping every occurrence: equal faults are one finding with a count, equal
 * reasons one entry, so that memory depends on how many different things are wrong, not on how much was read.
 */
export type Tally = {
  addFinding(finding: Finding): void;
  addUnchecked(unchecked: Unchecked): void;
  addSkipped(reason: string): void;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly (Unchecked & { readonly count: number })[];
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
};

/** Makes an empty tally. The first occurrence is the one that is shown. */
export function createTally(): Tally {
  const findings = new Map<string, { finding: Finding; count: number }>();
  const unchecked = new Map<string, { entry: Unchecked; count: number }>();
  const skipped = new Map<string, number>();
  return {
    addFinding(finding) {
      const known = findings.get(finding.fingerprint);
      if (known) known.count += finding.count ?? 1;
      else findings.set(finding.fingerprint, { finding, count: finding.count ?? 1 });
    },
    addUnchecked(entry) {
      const known = unchecked.get(entry.reason);
      if (known) known.count += 1;
      else unchecked.set(entry.reason, { entry, count: 1 });
    },
    addSkipped(reason) {
      skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    },
    get findings() {
      return [...findings.values()].map(({ finding, count }) =>
        count > 1 ? { ...finding, count } : finding,
      );
    },
    get unchecked() {
      return [...unchecked.values()].map(({ entry, count }) => ({ ...entry, count }));
    },
    get skipped() {
      return [...skipped].map(([reason, count]) => ({ reason, count }));
    },
  };
}
