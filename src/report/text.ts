import type { Finding, FindingProof, Json } from '../finding.ts';
import { toShellLines } from './curl-lines.ts';
import { createPaint, type Page } from './paint.ts';
import { placeOf, toPlainText, wrapText } from './plain-text.ts';
import type { Report, UncheckedRow } from './report.ts';
import { renderClauses } from './text-clauses.ts';
import { renderInteractions } from './text-interactions.ts';
import { renderReliance } from './text-reliance.ts';

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
    ...findingBlocks(report.findings, page),
    renderInteractions(shownInteractions(report, options), page),
    countedBlock('Not checked', report.summary.unchecked, page),
    countedBlock('Not for this document', report.summary.skipped, page),
    options.brief ? [] : countedBlock('Notes', report.summary.notes ?? [], page),
    options.brief ? [] : renderClauses(report.coverage.clauses, page),
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

function findingBlock(finding: Finding, page: Page): string[] {
  const color = finding.severity === 'error' ? 'red' : 'yellow';
  const [first = '', ...rest] = wrapText(toPlainText(finding.message), page.width - 4);
  const lines = [
    `  ${page.paint(color, finding.severity)} ${page.paint('bold', finding.rule)}`,
    `    ${first}`,
    ...rest.map((line) => `    ${line}`),
  ];
  for (const [label, text] of factsOf(finding)) lines.push(...labelled(label, text, page));
  if (finding.reproduce !== undefined) {
    lines.push(
      ...toShellLines(finding.reproduce, page.width - 4).map((line) => `    ${page.paint('cyan', line)}`),
    );
  }
  return lines;
}

/** A label column and a wrapped text. */
function labelled(label: string, text: string, page: Page): string[] {
  const [first = '', ...rest] = wrapText(text, page.width - 15);
  return [
    `    ${page.paint('dim', label.padEnd(11))}${first}`,
    ...rest.map((line) => `${' '.repeat(15)}${line}`),
  ];
}

function factsOf(finding: Finding): [string, string][] {
  const facts: [string, string][] = [];
  // Most messages say both; a fact is not told twice.
  const { message, actual, expected } = finding;
  if (actual !== undefined && !message.includes('received'))
    facts.push(['received', toPlainText(JSON.stringify(actual), 240)]);
  if (expected !== undefined && !message.includes('documented'))
    facts.push(['documented', toPlainText(JSON.stringify(expected), 240)]);
  if (finding.proof) facts.push(['sent', describeProof(finding.proof)]);
  if (finding.statement !== undefined) facts.push(['statement', toPlainText(`“${finding.statement}”`)]);
  if (finding.clause !== undefined) facts.push(['clause', toPlainText(finding.clause)]);
  if (finding.spec !== undefined) facts.push(['document', toPlainText(placeOf(finding.spec))]);
  if (finding.origin?.interaction !== undefined)
    facts.push(['pact', toPlainText(`“${finding.origin.interaction}”`)]);
  if (finding.at !== undefined) facts.push(['seen in', toPlainText(describeOrigin(finding))]);
  facts.push(['hint', toPlainText(finding.hint ?? `contract-kit explain ${finding.rule}`)]);
  return facts;
}

/** @example 'null, instead of "a.jpg"' */
function describeProof({ before, after }: FindingProof): string {
  const show = (value: Json | undefined): string =>
    value === undefined ? 'nothing' : toPlainText(JSON.stringify(value), 120);
  return `${show(after)}, instead of ${show(before)}`;
}

function describeOrigin(finding: Finding): string {
  const { at, origin, count = 1 } = finding;
  const label = origin?.label ?? `exchange ${at?.exchange ?? 0}`;
  const place = [label, origin?.line, origin?.column].filter((part) => part !== undefined).join(':');
  const times = count > 1 ? `, and ${count - 1} more` : '';
  return `${place}, ${at?.side} ${at?.pointer || '/'}${times}`;
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
