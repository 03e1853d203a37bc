import { saveFailures } from '../../conformance/replay/saved-failure.ts';
import { toExitCode } from '../../gate/verdict.ts';
import { buildReport } from '../build-report.ts';
import { addExamples, type CommandDefinition } from '../command.ts';
import { emitReport } from '../emit.ts';
import { exportFindings } from '../export/export-findings.ts';
import { readExports } from '../export/read-exports.ts';
import { assertOwn } from '../export/write-own.ts';
import { loadContract } from '../load-contract.ts';
import { addSharedOptions, readSharedOptions } from '../shared-options.ts';
import { makePlan } from '../test/make-plan.ts';
import { addTestOptions, readTarget } from '../test/options.ts';
import { testSettings } from '../test/read-operations.ts';
import { readRecorded } from '../test/read-recorded.ts';
import { replayReport } from '../test/replay.ts';
import { runPlan } from '../test/run-plan.ts';
import { summarise } from '../test/summarise.ts';
import { writePlan } from '../test/write-plan.ts';

/** Tests a running provider against the document. */
export const testCommand: CommandDefinition = {
  name: 'test',
  settings: testSettings,
  summary: 'test a running provider with cases planned from the document',
  configure(command) {
    addTestOptions(command);
    addSharedOptions(command.optionsGroup('Of every command:'));
    addExamples(command, [
      'contract-kit test --target http://127.0.0.1:4000 --header "X-Auth-Token: $TOKEN"',
      'contract-kit test --target https://staging.example --rate 20/s --budget 60',
      'contract-kit test --spec api.yaml --target http://127.0.0.1:8080/api --report junit',
    ]);
  },
  async run(_args, options, io) {
    const shared = readSharedOptions(options, io);
    const target = readTarget(options);
    const contract = await loadContract(shared.spec, io, { servers: [target.href] });
    const exports = readExports(options.export);
    for (const { format, path } of exports) if (format !== 'vitest') assertOwn(path, io.cwd);
    const { recorded, notes } = await readRecorded(contract, options, io);
    const { plan, credentials } = makePlan(contract, { shared, options, target, io, recorded });
    if (writePlan(contract, plan, { options, io })) return 0;
    if (options.replay !== undefined) {
      const given = { shared, options, target, io, credentials, file: String(options.replay) };
      const { report, failures } = await replayReport(contract, plan, given);
      await emitReport(report, shared, io);
      exportFindings(exports, {
        ...{ contract, report, failures, target, io },
        config: plan.config,
        spec: shared.spec,
      });
      return toExitCode(report.verdict.status);
    }
    const result = await runPlan(contract, plan, { shared, options, target, io, credentials });
    const failures = saveFailures(contract, result, { config: plan.config, credentials });
    const report = buildReport({ contract, ...result, failures, notes: [...result.notes, ...notes] });
    await emitReport(report, shared, io);
    exportFindings(exports, {
      ...{ contract, report, failures: result.failures, target, io },
      ...{ config: plan.config, spec: shared.spec },
    });
    if (!shared.quiet) io.stderr(summarise(result, plan));
    return toExitCode(report.verdict.status);
  },
};
