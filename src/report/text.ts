import type { Finding } from '../finding.ts';
import { createPaint, type Page } from './paint.ts';
import { placeOf, toPlainText, wrapText } from './plain-text.ts';
import type { Report, UncheckedRow } from './report.ts';
import { renderClauses } from './text-clauses.ts';
import { findingBlock } from './text-finding.ts';
import { renderInteractions } from './text-interactions.ts';
import { renderReach } from './text-reach.ts';
import { renderReliance } from './text-reliance.ts';
import { renderReplay } from './text-replay.ts';

export type TextOptions = {
  /** ANSI colours. */
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** Only findings, what could not be checked, and the verdict. */
  readonly brief?: boolean;
};

/**
 * A report for people: findings by operation, what could not be checked, the clause table, and the verdict as the last
 * line. Every text of the API or the document is made plain first, so it can neither colour nor command the terminal.
 */
export function renderText(report: Report, options: TextOptions): string {
  const page: Page = { width: options.width, paint: createPaint(options.color) };
  const blocks = [
    renderReplay(report.replay ?? [], page),
    ...findingBlocks(report.findings, page),
    renderInteractions(shownInteractions(report, options), page),
    countedBlock('Not checked', report.summary.unchecked, page),
    countedBlock('Not for this document', report.summary.skipped, page),
    options.brief ? [] : countedBlock('Notes', report.summary.notes ?? [], page),
    options.brief ? [] : renderClauses(report.coverage.clauses, page),
    options.brief || !report.reach ? [] : renderReach(report.reach, page),
    options.brief || !report.reliance ? [] : renderReliance(report.reliance, page),
    verdictBlock(report, options, page),
  ];
  const filled = blocks.filter((block) => block.length > 0);
  return `${filled.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function shownInteractions({ interactions = [] }: Report, { brief = false }: TextOptions) {
  return interactions.filter(({ status, document }) => !brief || status !== 'pass' || document !== 'kept');
}

function findingBlocks(findings: readonly Finding[], page: Page): string[][] {
  const blocks: string[][] = [];
  let operation: string | undefined;
  for (const finding of findings) {
    const block = findingBlock(finding, page);
    const name = finding.operation ?? (finding.at ? 'no operation of the document' : 'the document');
    if (name !== operation) {
      block.unshift(...wrapText(toPlainText(name), page.width).map((line) => page.paint('bold', line)), '');
    }
    operation = name;
    blocks.push(block);
  }
  return blocks;
}

function countedBlock(
  title: string,
  rows: readonly Pick<UncheckedRow, 'reason' | 'count' | 'spec'>[],
  page: Page,
): string[] {
  if (rows.length === 0) return [];
  const lines = [page.paint('bold', title)];
  for (const row of rows) {
    const place = row.spec ? ` (${placeOf(row.spec)})` : '';
    const [first = '', ...rest] = wrapText(toPlainText(`${row.reason}${place}`), page.width - 8);
    lines.push(`  ${String(row.count).padStart(4)}  ${first}`, ...rest.map((line) => `        ${line}`));
  }
  return lines;
}

function verdictBlock(report: Report, options: TextOptions, page: Page): string[] {
  const { summary, verdict } = report;
  const unchecked = summary.unchecked.reduce((sum, row) => sum + row.count, 0);
  // A document that is linted has no exchanges.
  const looked = summary.exchanges === 0 ? summary.checked : `${summary.checked} of ${summary.exchanges}`;
  const counts =
    `${looked} checked, ${plural(summary.errors, 'error')}, ` +
    `${plural(summary.warnings, 'warning')}, ${unchecked} not checked`;
  const color = verdict.status === 'pass' ? 'green' : verdict.status === 'fail' ? 'red' : 'yellow';
  const reasons = verdict.reasons.length > 0 ? `: ${toPlainText(verdict.reasons.join(', '))}` : '';
  const [first = '', ...rest] = wrapText(`${verdict.status.toUpperCase()}${reasons}`, options.width);
  const title = toPlainText(`${report.contract.title} ${report.contract.version}`, 200);
  const about = options.brief ? [] : wrapText(`${title}: ${counts}`, options.width);
  return [...about, ...[first, ...rest].map((line) => page.paint(color, line))];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
