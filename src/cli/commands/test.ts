import { type Phase, type Plan, phases } from '../../conformance/case.ts';
import { type Credentials, readCredentials } from '../../conformance/credentials.ts';
import { planConformance } from '../../conformance/plan.ts';
import { type RunResult, runConformance } from '../../conformance/run.ts';
import { createSender } from '../../conformance/send.ts';
import type { Contract } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import { toExitCode } from '../../gate/verdict.ts';
import { buildReport } from '../build-report.ts';
import { addExamples, type CommandDefinition } from '../command.ts';
import { emitReport } from '../emit.ts';
import type { Io } from '../io.ts';
import { loadContract } from '../load-contract.ts';
import { createProgress } from '../progress.ts';
import { renderPlan } from '../render-plan.ts';
import { readSecrets } from '../secrets.ts';
import {
  addSharedOptions,
  append,
  readHeaders,
  readSharedOptions,
  readUrls,
  readWholeNumber,
  type SharedOptions,
} from '../shared-options.ts';

type Options = Readonly<Record<string, unknown>>;

/** Tests a running provider against the document. */
export const testCommand: CommandDefinition = {
  name: 'test',
  summary: 'test a running provider with cases planned from the document',
  configure(command) {
    addSharedOptions(command)
      .option('--target <URL>', 'the service under test, with its base path')
      .option('--expired-header <NAME: VALUE>', 'a credential that was valid once; repeatable', append)
      .option('--only <OPERATION>', 'only this operationId or "METHOD /path"; repeatable', append)
      .option('--phases <LIST>', `some of ${phases.join(',')}`, phases.join(','))
      .option('--timeout <MS>', 'milliseconds for one whole answer', '10000')
      .option('--workers <N>', 'requests at the same time', '1')
      .option('--allow-delete', 'also send documented DELETE operations')
      .option('--dry-run', 'print the plan and send nothing');
    addExamples(command, [
      "contract-kit test --target http://127.0.0.1:4000 --header 'X-Auth-Token: …'",
      'contract-kit test --target https://staging.example --set instance_name=catalog',
      'contract-kit test --target http://127.0.0.1:4000 --report junit=report.xml',
    ]);
  },
  async run(_args, options, io) {
    const shared = readSharedOptions(options, io);
    const target = readTarget(options);
    const contract = await loadContract(shared.spec, io, { servers: [target.href] });
    const { plan, credentials } = makePlan(contract, { shared, options, target, io });
    if (options.dryRun === true) {
      io.stdout(renderPlan(plan));
      return 0;
    }
    const result = await runPlan(contract, plan, { shared, options, target, io, credentials });
    const report = buildReport({ contract, ...result });
    await emitReport(report, shared, io);
    if (!shared.quiet) io.stderr(summarise(result, plan));
    return toExitCode(report.verdict.status);
  },
};

function readTarget(options: Options): URL {
  const [text] = readUrls('--target', options.target);
  if (text === undefined)
    throw new KitError('usage-invalid', '--target is missing', {
      hint: 'the URL of the service under test, such as --target http://127.0.0.1:4000',
    });
  return new URL(text);
}

function makePlan(
  contract: Contract,
  given: { shared: SharedOptions; options: Options; target: URL; io: Io },
): { plan: Plan; credentials: Credentials } {
  const { shared, options, target, io } = given;
  const { credentials, others } = readCredentials(contract, {
    headers: shared.headers,
    expiredHeaders: readHeaders('--expired-header', options.expiredHeader),
    secrets: readSecrets(io.env),
  });
  const plan = planConformance(contract, {
    values: shared.set,
    headers: others,
    basePath: target.pathname.replace(/\/+$/, ''),
    seed: shared.seed ?? 1,
    phases: readPhases(options.phases),
    only: options.only === undefined ? [] : [options.only].flat().map(String),
    credentials: { valid: [...credentials.valid.keys()], expired: [...credentials.expired.keys()] },
    allowDelete: options.allowDelete === true,
  });
  return { plan, credentials };
}

function readPhases(value: unknown): readonly Phase[] {
  const names = [value].flat().flatMap((text) => String(text).split(','));
  const unknown = names.find((name) => !phases.some((phase) => phase === name));
  if (unknown !== undefined)
    throw new KitError('usage-invalid', `--phases knows no phase ${JSON.stringify(unknown)}`, {
      hint: `some of ${phases.join(', ')}`,
    });
  return phases.filter((phase) => names.includes(phase));
}

async function runPlan(
  contract: Contract,
  plan: Plan,
  given: { shared: SharedOptions; options: Options; target: URL; io: Io; credentials: Credentials },
): Promise<RunResult> {
  const { shared, options, target, io, credentials } = given;
  const workers = Math.max(1, readWholeNumber('--workers', options.workers) ?? 1);
  const timeout = Math.max(1, readWholeNumber('--timeout', options.timeout) ?? 10_000);
  const sender = createSender(target.origin, { connections: workers });
  const progress = createProgress(io, shared);
  try {
    return await runConformance(contract, plan, {
      origin: target.origin,
      send: sender.send,
      credentials,
      timeout,
      workers,
      signal: io.signal,
      onEvent: progress.show,
    });
  } finally {
    progress.clear();
    await sender.close();
  }
}

/** Counts for the person at the terminal; the report has the findings. */
function summarise(result: RunResult, plan: Plan): string {
  const parts = plan.phases.map((phase) => {
    const { sent, planned } = result.phases[phase];
    return `${phase} ${sent === planned ? sent : `${sent} of ${planned}`}`;
  });
  const dropped = plan.operations.flatMap((one) => one.dropped).reduce((sum, one) => sum + one.count, 0);
  return `cases: ${parts.join(', ')}; ${dropped} made and not sent; ${result.exchanges} requests; seed ${plan.config.seed}\n`;
}
