import type { Reliance, RelianceRow } from '../pact/reliance/reliance.ts';
import type { Page } from './paint.ts';
import { toPlainText, wrapText } from './plain-text.ts';

const kinds = ['operation', 'status', 'field', 'error code', 'clause'] as const;

/**
 * The document from its consumers' side: how much of it somebody relies on, who relies on what, and what no known
 * consumer uses. What the same consumers rely on shares a line.
 */
export function renderReliance({ consumers, rows }: Reliance, page: Page): string[] {
  const lines = [
    page.paint('bold', `${'Consumers'.padEnd(16)}${'relied on'.padStart(12)}${'unused'.padStart(12)}`),
  ];
  for (const kind of kinds) {
    const own = rows.filter((row) => row.kind === kind);
    const used = own.filter((row) => row.consumers.length > 0).length;
    const counts = [used, own.length - used].map((count) => String(count).padStart(12)).join('');
    if (own.length > 0) lines.push(`  ${pluralOf(kind).padEnd(14)}${counts}`);
  }
  const groups = Map.groupBy(rows, (row) => row.consumers.join(', '));
  for (const who of [...groups.keys()].filter((name) => name !== '').sort())
    lines.push(
      '',
      `  ${page.paint('bold', `relied on by ${toPlainText(who)}`)}`,
      ...listRows(groups.get(who) ?? [], page),
    );
  const unused = withoutUnusedStatuses(groups.get('') ?? []);
  if (unused.length === 0 || consumers.length === 0) return lines;
  const title = `used by none of ${consumers.length === 1 ? 'this consumer' : `these ${consumers.length} consumers`}`;
  return [
    ...lines,
    '',
    `  ${page.paint('bold', `${title}: safe to change for them`)}`,
    ...listRows(unused, page),
  ];
}

/** Where nobody uses a status, nobody uses what comes with it: one word says both. */
function withoutUnusedStatuses(rows: readonly RelianceRow[]): RelianceRow[] {
  const statuses = rows
    .filter(({ kind }) => kind === 'status')
    .map(({ operation, name }) => `${operation} ${name}`);
  const unused = new Set(statuses);
  return rows.filter(({ kind, operation, name }) => {
    if (kind === 'field') return !unused.has(`${operation} ${/^response (\S+)/.exec(name)?.[1]}`);
    return kind !== 'error code' || !unused.has(`${operation} ${name.split(' ')[0]}`);
  });
}

function listRows(rows: readonly RelianceRow[], page: Page): string[] {
  return kinds.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    const lines: string[] = [];
    for (const [operation, members] of Map.groupBy(own, (row) => row.operation)) {
      const of = kind === 'operation' || operation === undefined ? '' : ` of ${operation}`;
      const names = members.map((row) => toPlainText(row.name, 120)).join(kind === 'clause' ? '  ' : ', ');
      lines.push(
        ...wrapText(toPlainText(`${pluralOf(kind)}${of}`), page.width - 4).map((line) => `    ${line}`),
        ...wrapText(names, page.width - 6).map((line) => `      ${page.paint('dim', line.trimEnd())}`),
      );
    }
    return lines;
  });
}

function pluralOf(kind: RelianceRow['kind']): string {
  return kind === 'status' ? 'statuses' : `${kind}s`;
}
