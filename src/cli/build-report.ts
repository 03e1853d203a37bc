import type { ReachRow } from '../conformance/run/reach.ts';
import type { Contract } from '../contract/contract.ts';
import { compareFindings, type Finding, type OperationKey, type Unchecked } from '../finding.ts';
import { decideVerdict } from '../gate/verdict.ts';
import type { Report, ReportClause, UncheckedRow } from '../report/report.ts';
import type { Clause } from '../spec/clauses.ts';
import { pointerTokens } from '../spec/pointer.ts';
import type { ClauseRow, ReportCoverage } from '../validate/coverage.ts';

/** What a report needs of a contract; a document that does not compile has these as well. */
export type ReportedContract = Pick<Contract, 'title' | 'version' | 'digest' | 'clauses' | 'operations'>;

/**
 * Joins what a run found into its report: findings in their total order, equal faults collapsed with a count, each with
 * the documented sentence of its clause; reasons counted; the verdict decided.
 */
export function buildReport(run: {
  contract: ReportedContract;
  findings: readonly Finding[];
  /** `count` where one entry already stands for several. */
  unchecked: readonly (Unchecked & { readonly count?: number })[];
  skipped?: Report['summary']['skipped'];
  notes?: Report['summary']['notes'];
  coverage: ReportCoverage;
  reach?: Report['reach'];
  failures?: Report['failures'];
  replay?: Report['replay'];
  reliance?: Report['reliance'];
  interactions?: Report['interactions'];
  /** How many were seen. */
  exchanges: number;
  /** How many of them were judged. */
  checked: number;
}): Report {
  // The same statement can stand in several places; the first one is its home.
  const clauses = new Map(run.contract.clauses.toReversed().map((clause) => [clause.id, clause]));
  const findings = collapse(run.findings).map((finding) => withStatement(finding, clauses));
  const unchecked = countReasons(run.unchecked);
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return {
    version: 1,
    contract: {
      title: run.contract.title,
      version: run.contract.version,
      digest: run.contract.digest,
    },
    verdict: decideVerdict({ findings, unchecked, checked: run.checked }),
    summary: {
      exchanges: run.exchanges,
      checked: run.checked,
      errors,
      warnings: findings.length - errors,
      unchecked,
      skipped: (run.skipped ?? []).toSorted((a, b) => compareText(a.reason, b.reason)),
      ...(run.notes && { notes: run.notes.toSorted((a, b) => compareText(a.reason, b.reason)) }),
    },
    findings,
    coverage: {
      operations: run.coverage.operations.toSorted((a, b) => compareText(a.operation, b.operation)),
      clauses: run.coverage.clauses
        .map((row) => toReportClause(row, clauses.get(row.id), run.contract))
        .sort((a, b) => compareText(a.id, b.id)),
    },
    ...(run.reach && { reach: run.reach.toSorted(compareReach) }),
    ...(run.failures && run.failures.length > 0 && { failures: run.failures }),
    ...(run.replay && { replay: run.replay }),
    ...(run.reliance && { reliance: run.reliance }),
    ...(run.interactions && { interactions: run.interactions }),
  };
}

function collapse(findings: readonly Finding[]): Finding[] {
  const groups = Map.groupBy(findings.toSorted(compareFindings), (finding) => finding.fingerprint);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const count = others.reduce((sum, finding) => sum + (finding.count ?? 1), first.count ?? 1);
    return count > 1 ? [{ ...first, count }] : [first];
  });
}

function withStatement(finding: Finding, clauses: ReadonlyMap<string, Clause>): Finding {
  const clause = finding.clause === undefined ? undefined : clauses.get(finding.clause);
  return clause === undefined ? finding : { ...finding, statement: clause.text };
}

function countReasons(unchecked: readonly (Unchecked & { readonly count?: number })[]): UncheckedRow[] {
  const groups = Map.groupBy(unchecked, (entry) => entry.reason);
  return [...groups]
    .map(([reason, [first, ...others]]) => ({
      reason,
      count: others.reduce((sum, entry) => sum + (entry.count ?? 1), first?.count ?? 1),
      ...(first?.spec ? { spec: first.spec } : {}),
      ...(first?.at ? { at: first.at } : {}),
    }))
    .sort((a, b) => compareText(a.reason, b.reason));
}

function toReportClause(
  row: ClauseRow,
  clause: Clause | undefined,
  contract: ReportedContract,
): ReportClause {
  const operation = clause && operationOf(clause, contract);
  return {
    ...row,
    by: row.by.toSorted(),
    text: clause?.text ?? '',
    source: clause?.source ?? '',
    ...(operation ? { operation } : {}),
  };
}

/** The operation whose Operation Object holds the clause; only in the file where the operation itself stands. */
function operationOf(clause: Clause, contract: ReportedContract): OperationKey | undefined {
  const owner = pointerTokens(clause.owner.pointer);
  return contract.operations.find((operation) => {
    const tokens = pointerTokens(operation.at.pointer);
    return (
      operation.at.uri === clause.owner.uri &&
      tokens.length <= owner.length &&
      tokens.every((token, index) => token === owner[index])
    );
  })?.key;
}

function compareReach(a: ReachRow, b: ReachRow): number {
  return (
    compareText(a.operation, b.operation) ||
    compareText(a.status, b.status) ||
    compareText(a.code ?? '', b.code ?? '')
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
