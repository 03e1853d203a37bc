import type { ReachRow } from '../conformance/run/reach.ts';
import type { Page } from './paint.ts';
import { toPlainText, wrapText } from './plain-text.ts';

/** The documented statuses and error codes of each operation: which case reached them, or why none did. */
export function renderReach(rows: readonly ReachRow[], page: Page): string[] {
  if (rows.length === 0) return [];
  const reached = rows.filter(({ state }) => state === 'reached').length;
  const lines = [page.paint('bold', `Statuses and error codes: ${reached} of ${rows.length} reached`)];
  for (const [operation, own] of Map.groupBy(rows, (row) => row.operation)) {
    lines.push(...wrapText(toPlainText(operation), page.width - 2).map((line) => `  ${line}`));
    for (const row of own.filter(({ state }) => state === 'reached'))
      lines.push(...entry(`${nameOf(row)} by ${row.by ?? ''}`, page));
    const unreached = own.filter(({ state }) => state === 'unreached');
    for (const [reason, alike] of Map.groupBy(unreached, (row) => row.reason ?? ''))
      lines.push(
        ...entry(`not reached, ${reason}:`, page),
        ...wrapText(byStatus(alike).join(' · '), page.width - 6).map((line) => `      ${line}`),
      );
  }
  return lines;
}

/** An error code with its status: several statuses can have the same one. */
function nameOf({ status, code }: ReachRow): string {
  return code === undefined ? status : `${status} ${code}`;
}

/** Each status once, with its codes behind it. */
function byStatus(rows: readonly ReachRow[]): string[] {
  return [...Map.groupBy(rows, ({ status }) => status)].map(([status, own]) =>
    toPlainText([status, ...own.flatMap(({ code }) => code ?? [])].join(' ')),
  );
}

function entry(text: string, page: Page): string[] {
  const [first = '', ...rest] = wrapText(toPlainText(text), page.width - 6);
  return [`    ${first}`, ...rest.map((line) => `      ${page.paint('dim', line)}`)];
}
