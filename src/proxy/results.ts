import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding, Unchecked } from '../finding.ts';
import type { CheckResult } from '../validate/check.ts';
import { createCoverage, type ReportCoverage } from '../validate/coverage.ts';
import { createTally } from '../validate/tally.ts';

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
  const tally = createTally();
  const notes = new Map<string, number>();
  let exchanges = 0;
  let checked = 0;

  return {
    count: () => exchanges++,
    add(exchange, result) {
      if (result.route.kind === 'server-unknown') return tally.addSkipped(skipReason);
      coverage.record(exchange, result);
      if (result.operation !== undefined) checked += 1;
      for (const finding of result.findings) if (tally.addFinding(finding)) onFinding(finding);
      for (const entry of result.unchecked) tally.addUnchecked(entry);
    },
    addUnchecked: tally.addUnchecked,
    note: (reason) => notes.set(reason, (notes.get(reason) ?? 0) + 1),
    toReport: () => ({
      exchanges,
      checked,
      findings: tally.findings,
      unchecked: tally.unchecked,
      skipped: tally.skipped,
      notes: [...notes].map(([reason, count]) => ({ reason, count })),
      coverage: coverage.toReport(),
    }),
  };
}
