import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding, Unchecked } from '../finding.ts';
import type { CheckResult } from '../validate/check.ts';
import { createCoverage, type ReportCoverage } from '../validate/coverage.ts';

type Counted = { readonly reason: string; readonly count: number };

/** What a proxy has seen so far. */
export type ProxyResults = {
  /** Calls that came through. */
  readonly exchanges: number;
  /** Those that were judged by an operation of the document. */
  readonly checked: number;
  /** One for each fault, with the number of exchanges that showed it. */
  readonly findings: readonly Finding[];
  readonly unchecked: readonly (Unchecked & { readonly count: number })[];
  /** Traffic that is not for this document. */
  readonly skipped: readonly Counted[];
  /** What was not looked at on purpose, and what the proxy answered itself. */
  readonly notes: readonly Counted[];
  readonly coverage: ReportCoverage;
};

export type Results = {
  /** Counts a call that came through, judged or not. */
  count(): number;
  add(exchange: Exchange, result: CheckResult): void;
  addUnchecked(unchecked: Unchecked): void;
  note(reason: string): void;
  toReport(): ProxyResults;
};

/** How many different faults, and how many different reasons, are told one by one. */
const mostNamed = 1000;

/**
 * Collects what a proxy sees, for as long as it runs: memory grows with the number of different faults, and only up to a
 * limit.
 *
 * @param onFinding called when a fault is seen for the first time
 */
export function createResults(
  contract: Contract,
  { skipReason, onFinding }: { skipReason: string; onFinding: (finding: Finding) => void },
): Results {
  const coverage = createCoverage(contract);
  const findings = new Map<string, { finding: Finding; count: number }>();
  const unchecked = new Map<string, { entry: Unchecked; count: number }>();
  const skipped = new Map<string, number>();
  const notes = new Map<string, number>();
  let exchanges = 0;
  let checked = 0;

  const addUnchecked = (entry: Unchecked): void => {
    const known = unchecked.get(entry.reason);
    if (known) known.count += 1;
    else if (unchecked.size < mostNamed || entry === overflow)
      unchecked.set(entry.reason, { entry, count: 1 });
    else addUnchecked(overflow);
  };

  const addFinding = (finding: Finding): void => {
    const known = findings.get(finding.fingerprint);
    if (known) known.count += 1;
    else if (findings.size < mostNamed) {
      findings.set(finding.fingerprint, { finding, count: 1 });
      onFinding(finding);
    } else {
      // It may be the only error among warnings, so the verdict must not pass over it.
      addUnchecked({ reason: `faults beyond the first ${mostNamed} different ones are not listed` });
    }
  };

  return {
    count: () => exchanges++,
    add(exchange, result) {
      if (result.route.kind === 'server-unknown') return raise(skipped, skipReason);
      coverage.record(exchange, result);
      if (result.operation !== undefined) checked += 1;
      for (const finding of result.findings) addFinding(finding);
      for (const entry of result.unchecked) addUnchecked(entry);
    },
    addUnchecked,
    note: (reason) => raise(notes, reason),
    toReport: () => ({
      exchanges,
      checked,
      findings: [...findings.values()].map(({ finding, count }) =>
        count > 1 ? { ...finding, count } : finding,
      ),
      unchecked: [...unchecked.values()].map(({ entry, count }) => ({ ...entry, count })),
      skipped: toCounted(skipped),
      notes: toCounted(notes),
      coverage: coverage.toReport(),
    }),
  };
}

/** It has room: the limit is for reasons that traffic can make up. */
const overflow: Unchecked = { reason: `there are more than ${mostNamed} different reasons` };

function raise(counts: Map<string, number>, reason: string): void {
  counts.set(reason, (counts.get(reason) ?? 0) + 1);
}

function toCounted(counts: ReadonlyMap<string, number>): Counted[] {
  return [...counts].map(([reason, count]) => ({ reason, count }));
}
