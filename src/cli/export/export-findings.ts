import { join, relative, resolve, sep } from 'node:path';
import type { PlanConfig } from '../../conformance/plan/config.ts';
import { carrierOf, schemesOf } from '../../conformance/request/credentials.ts';
import type { Failure } from '../../conformance/run/failure.ts';
import type { Contract } from '../../contract/contract.ts';
import { secretNames } from '../../exchange/secret-names.ts';
import type { Report } from '../../report/report.ts';
import type { Io } from '../io.ts';
import { renderCurlScript } from './curl-script.ts';
import { renderHar } from './har-file.ts';
import type { ExportTarget } from './read-exports.ts';
import { nameTestFile, renderTestFile, type TestFileContext } from './vitest-file.ts';
import { writeOwn } from './write-own.ts';

/** Where findings come from, and what a file needs to send their requests again. */
export type ExportSource = {
  readonly contract: Contract;
  readonly config: PlanConfig;
  readonly report: Report;
  readonly failures: readonly Failure[];
  readonly target: URL;
  /** As the command line names it; undefined for the bundled document. */
  readonly spec: string | undefined;
  readonly io: Io;
};

/**
 * Writes the findings in the forms that were asked for; also without any finding, so that an earlier export does not stay.
 *
 * @throws KitError `usage-invalid` where a file cannot be written, or was written by somebody else
 */
export function exportFindings(targets: readonly ExportTarget[], source: ExportSource): void {
  const { contract, report, failures, io } = source;
  const names = contract.operations.flatMap(schemesOf).flatMap((scheme) => carrierOf(scheme)?.name ?? []);
  const { cwd } = io;
  for (const { format, path } of targets) {
    switch (format) {
      case 'curl':
        writeOwn(path, renderCurlScript(report.findings), { cwd, mode: 0o777 });
        break;
      case 'har':
        writeOwn(
          path,
          renderHar(failures, { findings: report.findings, secretNames: names, now: io.now() }),
          { cwd },
        );
        break;
      case 'vitest':
        writeTests(path, source, names);
        break;
      default:
        format satisfies never;
    }
  }
}

function writeTests(folder: string, source: ExportSource, secrets: readonly string[]): void {
  const { contract, config, report, target, spec, io } = source;
  const context: TestFileContext = {
    ...{ contract, config, target: target.href, names: secretNames(secrets) },
    spec: spec === undefined ? undefined : placeSpec(spec, resolve(io.cwd, folder), io.cwd),
  };
  for (const failure of report.failures ?? []) {
    const finding = report.findings.find(({ fingerprint }) => fingerprint === failure.fingerprint);
    if (!finding) continue;
    writeOwn(join(folder, nameTestFile(failure)), renderTestFile(failure, finding, context), { cwd: io.cwd });
  }
}

function placeSpec(spec: string, folder: string, cwd: string): { url: string } | { path: string } {
  if (/^https?:/.test(spec)) return { url: spec };
  return { path: encodeURI(relative(folder, resolve(cwd, spec)).split(sep).join('/')) };
}
