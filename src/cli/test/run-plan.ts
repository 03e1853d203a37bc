import type { Plan } from '../../conformance/plan/case.ts';
import type { Credentials } from '../../conformance/request/credentials.ts';
import { type RunOptions, type RunResult, runConformance } from '../../conformance/run/run.ts';
import { createSender } from '../../conformance/run/send.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Io } from '../io.ts';
import { createProgress } from '../progress.ts';
import { readWholeNumber, type SharedOptions } from '../shared-options.ts';
import type { TestOptions } from './options.ts';
import { createPreparation } from './prepare-states.ts';
import { readPace } from './read-pace.ts';

/** What the options of `test` say about a run. */
export type RunSetting = {
  readonly shared: SharedOptions;
  readonly options: TestOptions;
  readonly target: URL;
  readonly io: Io;
  readonly credentials: Credentials;
};

/** Runs a plan with the options of `test`, with a progress line on a terminal. */
export async function runPlan(contract: Contract, plan: Plan, given: RunSetting): Promise<RunResult> {
  return await withRunOptions(given, (options) => runConformance(contract, plan, options));
}

/** Opens the connections of a run and shows its progress for as long as the work takes. */
export async function withRunOptions<T>(
  given: RunSetting,
  work: (options: RunOptions) => Promise<T>,
): Promise<T> {
  const { shared, options, target, io, credentials } = given;
  const workers = Math.max(1, readWholeNumber('--workers', options.workers) ?? 1);
  const timeout = Math.max(1, readWholeNumber('--timeout', options.timeout) ?? 5000);
  const maxResponseTime = readWholeNumber('--max-response-time', options.maxResponseTime);
  const sender = createSender(target.origin, { connections: workers });
  const progress = createProgress(io, shared);
  const { prepare, end } = createPreparation(options, { io, timeout });
  try {
    return await work({
      origin: target.origin,
      send: sender.send,
      credentials,
      timeout,
      workers,
      ...readPace(options),
      ...(maxResponseTime === undefined ? {} : { maxResponseTime }),
      ...(prepare ? { prepare } : {}),
      signal: io.signal,
      onEvent: progress.show,
    });
  } finally {
    progress.clear();
    await end();
    await sender.close();
  }
}
