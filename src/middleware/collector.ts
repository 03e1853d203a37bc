import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding, Unchecked } from '../finding.ts';
import type { CheckResult } from '../validate/check.ts';
import { createCoverage, type ReportCoverage } from '../validate/coverage.ts';
import { createTally } from '../validate/tally.ts';

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

/**
 * Starts a collection for a report, with a clause table of its own.
 *
 * @example
 * const collector = createCollector(contract);
 * const judged = wrapFetch(fetch, contract, { onResult: collector.record });
 */
export function createCollector(contract: Contract): Collector {
  const coverage = createCoverage(contract);
  const tally = createTally();
  let exchanges = 0;
  let checked = 0;

  return {
    record(exchange, result) {
      exchanges += 1;
      if (result.route.kind === 'server-unknown') {
        tally.addSkipped('a call to a server that is not in the document');
        return;
      }
      coverage.record(exchange, result);
      if (result.operation) checked += 1;
      for (const finding of result.findings) tally.addFinding(finding);
      for (const entry of result.unchecked) tally.addUnchecked(entry);
    },
    collected: () => ({
      contract,
      exchanges,
      checked,
      findings: tally.findings,
      unchecked: tally.unchecked,
      skipped: tally.skipped,
      coverage: coverage.toReport(),
    }),
  };
}
