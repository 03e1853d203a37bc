import type { Page } from './paint.ts';
import { toPlainText, wrapText } from './plain-text.ts';
import type { ReportClause } from './report.ts';

const strengths = ['documented', 'assumed'] as const;
const states = ['proven', 'violated', 'unexercised'] as const;
// The lists start with what a reader must act on.
const listed = ['violated', 'unexercised', 'proven'] as const;

/**
 * The clause table: how many statements of the documentation are proven, violated and unexercised, then which. Clauses
 * with the same evidence or the same reason share a line.
 */
export function renderClauses(clauses: readonly ReportClause[], page: Page): string[] {
  if (clauses.length === 0) return [];
  const lines = [
    page.paint('bold', `${'Clauses'.padEnd(16)}${states.map((state) => state.padStart(12)).join('')}`),
  ];
  for (const strength of strengths) {
    const own = clauses.filter((clause) => clause.strength === strength);
    const counts = states.map((state) => String(own.filter((clause) => clause.state === state).length));
    lines.push(`  ${strength.padEnd(14)}${counts.map((count) => count.padStart(12)).join('')}`);
  }
  for (const strength of strengths) {
    for (const state of listed) {
      const own = clauses.filter((clause) => clause.strength === strength && clause.state === state);
      if (own.length > 0) lines.push('', ...renderState(`${strength}, ${state}`, own, page));
    }
  }
  return lines;
}

function renderState(title: string, clauses: readonly ReportClause[], page: Page): string[] {
  const color = clauses[0]?.state === 'violated' ? 'red' : 'bold';
  const lines = [`  ${page.paint(color, title)}`];
  for (const [why, own] of Map.groupBy(clauses, whyOf)) {
    if (why !== '') lines.push(...wrapText(toPlainText(why), page.width - 4).map((line) => `    ${line}`));
    const ids = own.map((clause) => toPlainText(clause.id, 120)).join('  ');
    lines.push(...wrapText(ids, page.width - 6).map((line) => `      ${page.paint('dim', line.trimEnd())}`));
  }
  return lines;
}

function whyOf(clause: ReportClause): string {
  if (clause.state !== 'unexercised') return clause.by.length > 0 ? `by ${clause.by.join(', ')}` : '';
  return clause.reason ?? 'nothing exercised it';
}
