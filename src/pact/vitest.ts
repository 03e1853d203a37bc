/** The global set-up for Vitest that knows when a run of consumer tests ends, and how. */
import type { Reporter, TestProject, Vitest } from 'vitest/node';
import { startRun } from './consumer/run/start-run.ts';
import type { RunEnd } from './consumer/run/write-pact.ts';

/**
 * Starts the run of the consumer tests, and writes their pacts when no test of the whole run has failed. A run that leaves
 * tests out (a name pattern, named files, `--changed`, `--shard`) leaves the pacts as they were. In watch mode what the
 * files that do not run again have proven stays.
 *
 * @example defineConfig({ test: { globalSetup: ['imagesearch-contract-kit/pact/vitest'] } })
 */
export function setup({ vitest }: TestProject): (() => void) | undefined {
  // Several projects of one run may name this module.
  if (started.has(vitest)) return undefined;
  started.add(vitest);
  const run = startRun();
  // The public interface tells when a run starts again, and never when it ends.
  const { reporters } = vitest as unknown as { readonly reporters: Reporter[] };
  reporters.push({
    onTestRunStart: (specifications) => run.again(specifications.map(({ moduleId }) => moduleId)),
    onTestRunEnd(_modules, errors, reason) {
      const files = run.finish(endOf(vitest, errors.length === 0 && reason === 'passed'));
      if (isNarrowed(vitest) && files.length > 0)
        vitest.logger.log('some tests were left out: the pacts stay as they were');
    },
  });
  return () => run.close();
}

const started = new WeakSet<Vitest>();

function endOf(vitest: Vitest, isPassed: boolean): RunEnd {
  // In watch mode a file that did not run again may have failed before.
  if (!isPassed || vitest.state.getTestModules().some((module) => !module.ok())) return 'failed';
  return isNarrowed(vitest) ? 'narrowed' : 'passed';
}

function isNarrowed(vitest: Vitest): boolean {
  const { config } = vitest;
  const { filenamePattern } = vitest as unknown as { readonly filenamePattern?: readonly string[] };
  return (
    (filenamePattern?.length ?? 0) > 0 ||
    config.testNamePattern !== undefined ||
    Boolean(config.changed) ||
    (config.related?.length ?? 0) > 0 ||
    config.shard !== undefined
  );
}
