import type { Replayed } from '../conformance/replay/judge-replay.ts';
import type { SavedFailure } from '../conformance/replay/saved-failure.ts';
import type { ReachRow } from '../conformance/run/reach.ts';
import type { ExchangeLocation, Finding, OperationKey, SpecLocation, Verdict } from '../finding.ts';
import type { Reliance } from '../pact/reliance/reliance.ts';
import type { InteractionResult } from '../pact/verify/interaction-result.ts';
import type { ClauseRow, ReportCoverage } from '../validate/coverage.ts';

/**
 * What every command ends with; renderers turn it into text, JSON, JUnit … and nothing else. Its JSON form is described
 * by `report.schema.json`.
 */
export type Report = {
  readonly version: 1;
  readonly contract: { readonly title: string; readonly version: string; readonly digest: string };
  readonly verdict: Verdict;
  readonly summary: {
    readonly exchanges: number;
    readonly checked: number;
    readonly errors: number;
    readonly warnings: number;
    readonly unchecked: readonly UncheckedRow[];
    /** What was seen and is not for this document: traffic of other servers. */
    readonly skipped: readonly { readonly reason: string; readonly count: number }[];
    /** What a reader should know and is no gap: valid requests whose refusal may be due to the data. */
    readonly notes?: readonly { readonly reason: string; readonly count: number }[];
  };
  readonly findings: readonly Finding[];
  readonly coverage: Omit<ReportCoverage, 'clauses'> & { readonly clauses: readonly ReportClause[] };
  /** Of a test: every documented status and error code, and the case that reached it. */
  readonly reach?: readonly ReachRow[];
  /** Of a test: the requests behind its findings, for `--replay`. */
  readonly failures?: readonly SavedFailure[];
  /** Of a replay: what became of each failure. */
  readonly replay?: readonly Replayed[];
  /** What the consumers of pacts rely on, and what none of them uses. */
  readonly reliance?: Reliance;
  /** Of a verification: every interaction, in the order of the pacts. */
  readonly interactions?: readonly InteractionResult[];
};

/** Everything that could not be looked at for one reason, with the first place where that happened. */
export type UncheckedRow = {
  readonly reason: string;
  readonly count: number;
  readonly spec?: SpecLocation;
  readonly at?: ExchangeLocation;
};

/** A row of the clause table with what a reader needs to know of the statement. */
export type ReportClause = ClauseRow & {
  readonly text: string;
  readonly source: string;
  /** The operation it stands in; absent for a statement in `components`. */
  readonly operation?: OperationKey;
};
