import type { Contract } from '../../contract/contract.ts';
import type { Finding } from '../../finding.ts';
import type { Plan } from '../plan/case.ts';
import type { Choose } from '../run/attempt.ts';
import { type RunOptions, type RunResult, runConformance } from '../run/run.ts';
import { createSender } from '../run/send.ts';
import { type ConformanceSettings, type Preparation, prepare } from './settings.ts';

/**
 * Plans a conformance test and sends nothing: every case as data, with its request, what it expects and its proof.
 *
 * Throws KitError `usage-invalid` for settings that name what the document does not have, and what `loadSpec` throws.
 *
 * @example const { operations } = await plan({ spec: 'openapi.yaml', target: 'http://127.0.0.1:4000' });
 */
export async function plan(settings: ConformanceSettings): Promise<Plan> {
  return (await prepare(settings)).plan;
}

/**
 * Tests a provider against its document, as `contract-kit test` does. What is wrong with the provider comes as `findings`,
 * what could not be looked at as `unchecked`: only a result without both is a pass.
 *
 * Throws KitError `target-unreachable` when the target cannot be connected to, `usage-invalid`, and what `loadSpec` throws.
 *
 * @example const { findings, unchecked } = await run({ spec: 'openapi.yaml', target: 'http://127.0.0.1:4000' });
 */
export async function run(settings: ConformanceSettings): Promise<RunResult> {
  return await runPrepared(await prepare(settings), settings);
}

/** Runs what was prepared; `choose` gives the cases that are sent. */
export async function runPrepared(
  prepared: Preparation,
  settings: ConformanceSettings & { readonly choose?: Choose },
): Promise<RunResult> {
  const { contract, plan: planned } = prepared;
  return await withSender(prepared, settings, async (options) => {
    const result = await runConformance(contract, planned, options);
    return { ...result, findings: result.findings.map((finding) => withStatement(contract, finding)) };
  });
}

/** Opens connections to the target for as long as the work takes. */
export async function withSender<T>(
  { credentials, origin }: Preparation,
  settings: ConformanceSettings & { readonly choose?: Choose },
  work: (options: RunOptions) => Promise<T>,
): Promise<T> {
  const { timeout = 5000, workers = 1, signal = new AbortController().signal } = settings;
  const { rate, budget, maxResponseTime, choose } = settings;
  const sender = createSender(origin, { connections: workers });
  try {
    return await work({
      ...{ origin, credentials, timeout, workers, signal, send: sender.send },
      ...(rate === undefined ? {} : { rate }),
      ...(budget === undefined ? {} : { budget }),
      ...(maxResponseTime === undefined ? {} : { maxResponseTime }),
      ...(choose === undefined ? {} : { choose }),
    });
  } finally {
    await sender.close();
  }
}

/** The finding with the documented sentence that it is about. */
export function withStatement({ clauses }: Contract, finding: Finding): Finding {
  const clause = clauses.find(({ id }) => id === finding.clause);
  return clause ? { ...finding, statement: clause.text } : finding;
}
