import type { Finding, Unchecked } from '../finding.ts';

/**
 * Collects what a long run finds without keeping every occurrence: equal faults are one finding with a count, equal
 * reasons one entry, and what the traffic itself can vary without end is bounded, so that memory depends on how many
 * different things are wrong, not on how much was read.
 */
export type Tally = {
  /** Says whether it is the first of its row. */
  addFinding(finding: Finding): boolean;
  addUnchecked(unchecked: Unchecked & { readonly count?: number }): void;
  addSkipped(reason: string, count?: number): void;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly (Unchecked & { readonly count: number })[];
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
};

/** A statement about the values of a map can be broken at every key. */
const mostForStatement = 20;
const mostReasons = 200;
const otherReasons = 'other reasons, which are too many to list';

type Row = { readonly finding: Finding; count: number };

/** Makes an empty tally. The first occurrence is the one that is shown. */
export function createTally(): Tally {
  const findings = new Map<string, Row>();
  /** The findings by rule, operation and place in the document. */
  const statements = new Map<string, Row[]>();
  const unchecked = new Map<string, { entry: Unchecked; count: number }>();
  const skipped = new Map<string, number>();

  const rowOf = (finding: Finding): Row => {
    const known = findings.get(finding.fingerprint);
    if (known) return known;
    const statement = statementOf(finding);
    const rows = statements.get(statement) ?? [];
    statements.set(statement, rows);
    const [first] = rows;
    if (first && rows.length >= mostForStatement) return first;
    const row = { finding, count: 0 };
    rows.push(row);
    findings.set(finding.fingerprint, row);
    return row;
  };

  return {
    addFinding(finding) {
      const row = rowOf(finding);
      const isFirst = row.count === 0;
      row.count += finding.count ?? 1;
      return isFirst;
    },
    addUnchecked({ count = 1, ...entry }) {
      const isNew = !unchecked.has(entry.reason);
      const reason = isNew && unchecked.size >= mostReasons ? otherReasons : entry.reason;
      const known = unchecked.get(reason);
      if (known) known.count += count;
      else unchecked.set(reason, { entry: reason === entry.reason ? entry : { reason }, count });
    },
    addSkipped(reason, count = 1) {
      const isNew = !skipped.has(reason);
      const key = isNew && skipped.size >= mostReasons ? otherReasons : reason;
      skipped.set(key, (skipped.get(key) ?? 0) + count);
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

function statementOf({ rule, operation, spec, at }: Finding): string {
  return JSON.stringify([rule, operation, spec?.file, spec?.pointer, at?.side]);
}
