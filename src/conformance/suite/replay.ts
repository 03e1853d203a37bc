import type { Replayed } from '../replay/judge-replay.ts';
import { replayFailures } from '../replay/replay-failures.ts';
import type { SavedFailure } from '../replay/saved-failure.ts';
import { withSender } from './run-suite.ts';
import { type ConformanceSettings, prepare } from './settings.ts';

/**
 * Sends the failures of a report (`failures` of the JSON report) again and says what became of each: `fixed`, `still` there,
 * `changed` into another fault, or `unchecked` with the reason.
 *
 * Throws KitError `target-unreachable` when the target cannot be connected to, `usage-invalid`, and what `loadSpec` throws.
 *
 * @example const [first] = await replay(report.failures, { spec: 'openapi.yaml', target: 'http://127.0.0.1:4000' });
 */
export async function replay(
  failures: readonly SavedFailure[],
  settings: ConformanceSettings,
): Promise<readonly Replayed[]> {
  const prepared = await prepare({ ...settings, phases: [] });
  const { contract, config } = prepared;
  return await withSender(prepared, settings, async (options) => {
    const { replayed } = await replayFailures(contract, failures, { ...options, config });
    return replayed;
  });
}
