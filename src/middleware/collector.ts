import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding, Unchecked } from '../finding.ts';
import type { CheckResult } from '../validate/check.ts';
import { createCoverage, type ReportCoverage } from '../validate/coverage.ts';

/** What a report is built of. */
export type Collected = {
  readonly contract: Contract;
  /** Calls that were seen. */
  readonly exchanges: number;
  /** Those that an operation of the document judged. */
  readonly checked: number;
  /** One for each fault, with the number of exchanges that showed it. */
  readonly findings: readonly Finding[];
  readonly unchecked: readonly (Unchecked & { readonly count: number })[];
  /** Traffic that is not for this document. */
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
  readonly coverage: ReportCoverage;
};

/** Collects what many calls show: memory grows with the number of different faults, not with the calls. */
export type Collector = {
  /** Takes a judged exchange; it fits `onResult`. */
  record(exchange: Exchange, result: CheckResult): void;
  collected(): Collected;
};

/** How many different faults, and how many different reasons, are told one by one. */
const mostNamed = 1000;

/**
 * Starts a collection for a report, with a clause table of its own.
 *
 * @example
 * const collector = createCollector(contract);
 * const judged = wrapFetch(fetch, contract, { onResult: collector.record });
 */
export function createCollector(contract: Contract): Collector {
  const coverage = createCoverage(contract);
  const findings = new Map<string, { readonly finding: Finding; count: number }>();
  const unchecked = new Map<string, { readonly entry: Unchecked; count: number }>();
  let exchanges = 0;
  let checked = 0;
  let skipped = 0;

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
    else if (findings.size < mostNamed) findings.set(finding.fingerprint, { finding, count: 1 });
    // It may be the only error among warnings, so the verdict must not pass over it.
    else addUnchecked(overflow);
  };

  return {
    record(exchange, result) {
      exchanges += 1;
      if (result.route.kind === 'server-unknown') {
        skipped += 1;
        return;
      }
      coverage.record(exchange, result);
      if (result.operation) checked += 1;
      result.findings.forEach(addFinding);
      result.unchecked.forEach(addUnchecked);
    },
    collected: () => ({
      contract,
      exchanges,
      checked,
      findings: [...findings.values()].map(({ finding, count }) =>
        count > 1 ? { ...finding, count } : finding,
      ),
      unchecked: [...unchecked.values()].map(({ entry, count }) => ({ ...entry, count })),
      skipped:
        skipped > 0 ? [{ reason: 'a call to a server that is not in the document', count: skipped }] : [],
      coverage: coverage.toReport(),
    }),
  };
}

const overflow: Unchecked = {
  reason: `faults and reasons beyond the first ${mostNamed} different ones are not listed`,
};
