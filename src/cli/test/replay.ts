import type { Plan } from '../../conformance/plan/case.ts';
import { readFailures } from '../../conformance/replay/read-failures.ts';
import { replayFailures } from '../../conformance/replay/replay-failures.ts';
import { saveFailures } from '../../conformance/replay/saved-failure.ts';
import type { Failure } from '../../conformance/run/failure.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Report } from '../../report/report.ts';
import { buildReport } from '../build-report.ts';
import { readText } from './read-text.ts';
import { toReplayVerdict } from './replay-verdict.ts';
import { type RunSetting, withRunOptions } from './run-plan.ts';

/**
 * Sends the failures of an earlier report again. The report says what became of each; it holds those that are not fixed, so
 * it can be replayed itself.
 *
 * @throws KitError `input-unreadable` for a file that is no report of a test
 */
export async function replayReport(
  contract: Contract,
  plan: Plan,
  given: RunSetting & { file: string },
): Promise<{ readonly report: Report; readonly failures: readonly Failure[] }> {
  const { file, io, credentials } = given;
  const earlier = readFailures(await readText(file, io), file);
  if (earlier.digest !== contract.digest)
    io.stderr(
      'warning: the document is not the one of that report, the answers are judged by the present one\n',
    );
  const { config } = plan;
  const { result, replayed } = await withRunOptions(given, (options) =>
    replayFailures(contract, earlier.failures, { ...options, config }),
  );
  const fixed = new Set(
    replayed.filter(({ state }) => state === 'fixed').map(({ fingerprint }) => fingerprint),
  );
  const own = saveFailures(contract, result, { config, credentials });
  const before = earlier.failures.filter(
    ({ fingerprint }) => !fixed.has(fingerprint) && !own.some((one) => one.fingerprint === fingerprint),
  );
  const left = replayed.filter(({ state }) => state === 'unchecked');
  const report = buildReport({
    contract,
    ...result,
    // What other operations lack says nothing about the failures.
    unchecked: left.map(({ message }) => ({ reason: message })),
    failures: [...own, ...before],
    replay: replayed,
  });
  return {
    report: { ...report, verdict: toReplayVerdict(replayed, report.verdict) },
    failures: result.failures,
  };
}
