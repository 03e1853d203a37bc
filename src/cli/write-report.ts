import { writeFile } from 'node:fs/promises';
import { KitError } from '../errors.ts';
import type { Collected } from '../middleware/collector.ts';
import { renderJson } from '../report/json.ts';
import type { Report } from '../report/report.ts';
import { buildReport } from './build-report.ts';

/**
 * Writes what a process collected as the JSON report that every command writes, clause table included, and gives the
 * report.
 *
 * Throws KitError `usage-invalid` when the file cannot be written.
 *
 * @example const { verdict } = await writeReport('report.json', collector.collected());
 */
export async function writeReport(path: string, collected: Collected): Promise<Report> {
  const report = buildReport(collected);
  try {
    await writeFile(path, renderJson(report));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new KitError('usage-invalid', `cannot write ${path}: ${why}`, { cause });
  }
  return report;
}
