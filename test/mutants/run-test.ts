import { fileURLToPath } from 'node:url';
import type { Plan } from '../../src/conformance/plan/case.ts';
import { planDefaults } from '../../src/conformance/plan/config.ts';
import { planConformance } from '../../src/conformance/plan/plan.ts';
import { type RunResult, runConformance } from '../../src/conformance/run/run.ts';
import { createSender } from '../../src/conformance/run/send.ts';
import { compileContract } from '../../src/contract/compile.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { loadSpec } from '../../src/spec/load.ts';
import type { Served } from './serve.ts';

/** Loads a document for tests on any port: a relative server belongs to every origin. */
export async function loadTestContract(path = '../../openapi/imagesearch.yaml'): Promise<Contract> {
  const file = fileURLToPath(new URL(path, import.meta.url));
  const document = await loadSpec(file, { cwd: fileURLToPath(new URL('../..', import.meta.url)) });
  return compileContract(document, { servers: ['/'] });
}

const plans = new WeakMap<Contract, Plan>();

/** The plan does not depend on the server: one for all of them. */
function planOf(contract: Contract): Plan {
  const credentials = { valid: ['UserToken'], expired: ['UserToken'], other: [] };
  const plan = plans.get(contract) ?? planConformance(contract, { ...planDefaults, credentials });
  plans.set(contract, plan);
  return plan;
}

/** The conformance test of the bundled document against a server that stands in front of the reference provider. */
export async function runTest(
  contract: Contract,
  served: Pick<Served, 'url' | 'provider'>,
  options: { timeout?: number } = {},
): Promise<RunResult> {
  const plan = planOf(contract);
  const sender = createSender(served.url, { connections: 1 });
  try {
    return await runConformance(contract, plan, {
      origin: served.url,
      send: sender.send,
      timeout: options.timeout ?? 5000,
      signal: new AbortController().signal,
      credentials: {
        valid: new Map([['UserToken', served.provider.issueToken()]]),
        expired: new Map([['UserToken', served.provider.issueToken({ expiresAt: new Date(0) })]]),
        other: new Map(),
      },
    });
  } finally {
    await sender.close();
  }
}

/** What a run reports, one line a rule with its gravest severity, sorted. */
export function reportedRules({ findings }: RunResult): string[] {
  const rules = Map.groupBy(findings, ({ rule }) => rule);
  return [...rules]
    .map(
      ([rule, found]) =>
        `${found.some(({ severity }) => severity === 'error') ? 'error' : 'warning'} ${rule}`,
    )
    .sort();
}
