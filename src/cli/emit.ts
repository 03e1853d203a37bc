import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KitError } from '../errors.ts';
import { renderJson } from '../report/json.ts';
import { renderJunit } from '../report/junit.ts';
import type { Report } from '../report/report.ts';
import { renderText } from '../report/text.ts';
import type { Io } from './io.ts';
import type { ReportTarget, SharedOptions } from './shared-options.ts';

/**
 * Writes every requested report: to its file, or to stdout.
 *
 * @throws KitError `usage-invalid` when a file cannot be written
 */
export async function emitReport(report: Report, shared: SharedOptions, io: Io): Promise<void> {
  emitTo(shared.reports, (target) => renderFor(target, report, shared, io), io);
}

/**
 * Writes what is rendered for each target.
 *
 * @throws KitError `usage-invalid` when a file cannot be written
 */
export function emitTo(
  targets: readonly ReportTarget[],
  render: (target: ReportTarget) => string,
  io: Io,
): void {
  for (const target of targets) {
    const text = render(target);
    if (target.path === undefined) io.stdout(text);
    else writeReport(resolve(io.cwd, target.path), target.path, text);
  }
}

function renderFor(target: ReportTarget, report: Report, shared: SharedOptions, io: Io): string {
  switch (target.format) {
    case 'json':
      return renderJson(report);
    case 'junit':
      return renderJunit(report);
    case 'text': {
      const onTerminal = target.path === undefined && io.isTTY.stdout;
      const width = onTerminal ? Math.min(Math.max(io.isTTY.columns, 60), 120) : 80;
      return renderText(report, { color: onTerminal && shared.color, width, brief: shared.quiet });
    }
    default:
      return target.format satisfies never;
  }
}

function writeReport(path: string, name: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new KitError('usage-invalid', `cannot write the report ${name}: ${reason}`, { cause });
  }
}
