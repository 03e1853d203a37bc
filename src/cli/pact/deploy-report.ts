import { KitError } from '../../errors.ts';
import type { DeployAnswer, DeployRow } from '../../pact/deploy-answer.ts';
import { type DeployVerdict, toDeployVerdict } from '../../pact/deploy-verdict.ts';
import { displayWidth, toPlainText } from '../../report/plain-text.ts';
import { emitTo } from '../emit.ts';
import type { Io } from '../io.ts';
import type { ReportTarget } from '../shared-options.ts';

/** What `--report json` of can-i-deploy holds; README, "May it be deployed?". */
type DeployReport = {
  readonly version: 1;
  readonly verdict: DeployVerdict;
  readonly reason: string;
  readonly matrix: readonly DeployRow[];
};

/**
 * Writes an answer to every report that is asked for. `question` completes "can-i-deploy": `shop 2 to production`.
 *
 * @throws KitError `usage-invalid` when a file cannot be written
 */
export function emitDeployAnswer(
  answer: DeployAnswer,
  { question, reports }: { readonly question: string; readonly reports: readonly ReportTarget[] },
  io: Io,
): void {
  emitTo(
    reports,
    ({ format }) => (format === 'json' ? renderJson(answer) : renderText(answer, question)),
    io,
  );
}

/** @throws KitError `usage-invalid` for a format that an answer does not have */
export function checkDeployReports(reports: readonly ReportTarget[]): void {
  const other = reports.find(({ format }) => format !== 'text' && format !== 'json');
  if (other === undefined) return;
  throw new KitError('usage-invalid', `can-i-deploy writes no ${other.format} report`, {
    hint: 'it writes text and json',
  });
}

function renderJson(answer: DeployAnswer): string {
  const report: DeployReport = {
    version: 1,
    verdict: toDeployVerdict(answer),
    reason: answer.reason,
    matrix: answer.rows,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function renderText(answer: DeployAnswer, question: string): string {
  const lines = answer.reason.split('\n').filter((line) => line !== '');
  const verdict = `${toDeployVerdict(answer)}: can-i-deploy ${question}`;
  return `${[...renderTable(answer.rows), ...[...lines, verdict].map((line) => toPlainText(line))].join('\n')}\n`;
}

function renderTable(rows: readonly DeployRow[]): string[] {
  if (rows.length === 0) return [];
  const cells = [
    ['consumer', 'version', 'provider', 'version', 'result'],
    ...rows.map(({ consumer, provider, success, ignored }) => [
      consumer.name,
      consumer.version,
      provider.name,
      provider.version ?? '-',
      `${success === null ? 'not verified' : success ? 'passed' : 'failed'}${ignored ? ', ignored' : ''}`,
    ]),
  ].map((row) => row.map((cell) => toPlainText(cell)));
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))),
  );
  return [...cells.map((row) => row.map((cell, column) => padEnd(cell, widths[column] ?? 0)).join('  ')), ''];
}

function padEnd(cell: string, width: number): string {
  return `${cell}${' '.repeat(Math.max(0, width - displayWidth(cell)))}`;
}
