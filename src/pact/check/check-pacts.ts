import type { Contract } from '../../contract/contract.ts';
import type { Finding, Unchecked } from '../../finding.ts';
import { locateInJson } from '../../spec/locate.ts';
import { createCoverage, type ReportCoverage } from '../../validate/coverage.ts';
import type { PactFile, UncheckableInteraction } from '../file/pact-file.ts';
import { createReliance, type Reliance } from '../reliance/reliance.ts';
import { checkInteraction } from './check-interaction.ts';

/** What the document says about pacts; the members are those that a report is made of. */
export type CheckedPacts = {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** Messages, counted: no OpenAPI document describes them. */
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
  /** Operations with their expected statuses, and the clauses that are violated: an expectation proves none. */
  readonly coverage: ReportCoverage;
  /** What the consumers rely on, and what none of them uses. */
  readonly reliance: Reliance;
  /** How many interactions of HTTP, or of what a plugin wrote, there are. */
  readonly exchanges: number;
  /** How many of them were judged by an operation of the document. */
  readonly checked: number;
};

/**
 * Judges every interaction of pacts by a contract. Pure.
 *
 * @example checkPacts(contract, await findPacts(['contracts'], { cwd })).findings
 */
export function checkPacts(contract: Contract, pacts: readonly PactFile[]): CheckedPacts {
  const coverage = createCoverage(contract);
  const reliance = createReliance(contract);
  const findings: Finding[] = [];
  const unchecked: Unchecked[] = [];
  const skipped = new Map<string, number>();
  let [exchanges, checked] = [0, 0];
  for (const pact of pacts) {
    for (const interaction of pact.interactions) {
      if (interaction.kind === 'uncheckable') {
        if (interaction.isMessage) {
          const reason = `${pact.name}: ${interaction.reason}, which no OpenAPI document describes`;
          skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
        } else {
          exchanges += 1;
          unchecked.push(toUnchecked(pact, interaction));
        }
        continue;
      }
      const judged = checkInteraction(contract, pact, interaction, { index: exchanges });
      exchanges += 1;
      if (judged.result.operation !== undefined) checked += 1;
      findings.push(...judged.findings);
      unchecked.push(...judged.unchecked);
      reliance.record(pact.consumer, judged.exchange, judged.result);
      coverage.record(judged.exchange, { ...judged.result, findings: judged.findings });
    }
  }
  const { operations, clauses } = coverage.toReport();
  return {
    findings,
    unchecked,
    skipped: [...skipped].map(([reason, count]) => ({ reason, count })),
    coverage: { operations, clauses: clauses.filter(({ state }) => state === 'violated') },
    reliance: reliance.toReport(),
    exchanges,
    checked,
  };
}

function toUnchecked(pact: PactFile, { pointer, description, reason }: UncheckableInteraction): Unchecked {
  const { line } = locateInJson(pact, pointer);
  return { reason: `${pact.name}:${line}: the interaction ${JSON.stringify(description)} is ${reason}` };
}
