import type { Contract, Operation } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { ClauseId, OperationKey } from '../finding.ts';
import type { SpecPlace } from '../spec/document.ts';
import type { CheckResult } from './check.ts';
import { createLedger } from './clause-ledger.ts';
import { createExercise } from './exercise.ts';
import { createSchemaSites } from './schema-site.ts';
import { createReasons } from './unexercised.ts';

/** Which evidence exercised what. */
export type Evidence = 'mock' | 'probe' | 'traffic' | 'pact' | 'test';

export type ReportCoverage = {
  readonly operations: readonly {
    readonly operation: OperationKey;
    readonly exchanges: number;
    readonly statuses: readonly { readonly status: string; readonly exchanges: number }[];
  }[];
  readonly clauses: readonly ClauseRow[];
};

export type ClauseRow = {
  readonly id: ClauseId;
  readonly strength: 'documented' | 'assumed';
  readonly state: 'proven' | 'violated' | 'unexercised';
  readonly by: readonly Evidence[];
  /** Why it was not exercised, where the run knows. */
  readonly reason?: string;
};

/** The clause table while a run goes on. */
export type Coverage = {
  /** Counts an exchange and takes from it what it shows by itself; the kind of evidence is `exchange.origin.source`. */
  record(exchange: Exchange, result: CheckResult): void;
  /**
   * Notes that evidence exercised a statement: a clause by its id, or a place of the document by the clause that is
   * exactly about it (or about the schema that holds the keyword).
   */
  prove(statement: ClauseId | SpecPlace, evidence: Evidence): void;
  /** Notes that a finding of the run cites the clause. */
  violate(clause: ClauseId): void;
  /** Says why a clause was not exercised. */
  note(clause: ClauseId, reason: string): void;
  /** Takes over what another run of the same contract saw. */
  merge(other: ReportCoverage): void;
  /** Sorted by operation, status and clause id. */
  toReport(): ReportCoverage;
};

/**
 * Starts the joined coverage of a contract. A clause is `violated` when a finding cites it, `proven` when evidence
 * exercised its statement without one, else `unexercised`.
 *
 * By observation, a response exercises what it shows: its status, media type and headers, the properties that it has,
 * what its schema demands of them, and that forbidden properties are absent. A request exercises what it carried and
 * what a 2xx then accepted; a restricting keyword only when breaking exactly it was refused with a documented 4xx.
 *
 * @example coverage.record(exchange, check(contract, exchange)); coverage.toReport().clauses
 */
export function createCoverage(contract: Contract): Coverage {
  const ledger = createLedger(contract);
  const siteAt = createSchemaSites(contract, ledger);
  const exercise = createExercise({ contract, ledger, siteAt });
  let reasonOf: ReturnType<typeof createReasons> | undefined;
  const counts = new Map(contract.operations.map((operation) => [operation.key, createCount(operation)]));
  return {
    record(exchange, result) {
      for (const { clause } of result.findings) if (clause !== undefined) ledger.violate(clause);
      if (!result.operation) return;
      const { key } = result.operation;
      count(counts, key, result.response?.definition?.status ?? String(exchange.response?.status ?? ''));
      exercise(exchange, { ...result, operation: result.operation });
    },
    prove: ledger.proveStatement,
    violate: ledger.violate,
    note: ledger.note,
    merge(other) {
      for (const row of other.clauses) ledger.merge(row);
      for (const { operation, exchanges, statuses } of other.operations) {
        const own = counts.get(operation);
        if (!own) continue;
        own.exchanges += exchanges;
        for (const row of statuses) {
          own.statuses.set(row.status, (own.statuses.get(row.status) ?? 0) + row.exchanges);
        }
      }
    },
    toReport() {
      reasonOf ??= createReasons(contract, ledger, siteAt);
      return {
        operations: [...counts]
          .map(([operation, { exchanges, statuses }]) => ({
            operation,
            exchanges,
            statuses: toRows(statuses),
          }))
          .sort((a, b) => compareText(a.operation, b.operation)),
        clauses: ledger.toRows(reasonOf).sort((a, b) => compareText(a.id, b.id)),
      };
    },
  };
}

type Count = { exchanges: number; readonly statuses: Map<string, number> };

/** Documented statuses are listed even when no exchange had them. */
function createCount({ responses }: Operation): Count {
  return { exchanges: 0, statuses: new Map(responses.map(({ status }) => [status, 0])) };
}

function count(counts: ReadonlyMap<OperationKey, Count>, key: OperationKey, status: string): void {
  const own = counts.get(key);
  if (!own) return;
  own.exchanges += 1;
  if (status !== '') own.statuses.set(status, (own.statuses.get(status) ?? 0) + 1);
}

function toRows(statuses: ReadonlyMap<string, number>): { status: string; exchanges: number }[] {
  return [...statuses]
    .map(([status, exchanges]) => ({ status, exchanges }))
    .sort((a, b) => compareText(a.status, b.status));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
