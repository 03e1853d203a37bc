import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { addSharedOptions, readHeaders, readSharedOptions } from '../../src/cli/shared-options.ts';
import { makePlan } from '../../src/cli/test/make-plan.ts';
import { addTestOptions } from '../../src/cli/test/options.ts';
import { runPlan } from '../../src/cli/test/run-plan.ts';
import type { Plan } from '../../src/conformance/plan/case.ts';
import { readCredentials } from '../../src/conformance/request/credentials.ts';
import type { RunResult } from '../../src/conformance/run/run.ts';
import { compileContract } from '../../src/contract/compile.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { testIo } from '../unit/cli/test-io.ts';
import { type Fixture, type Served, toArguments } from './fixture.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const io = testIo({ cwd: root });

type Planned = { readonly contract: Contract; readonly plan: Plan };
const planned = new Map<string, Promise<Planned>>();

/**
 * The conformance test of a fixture with the options of the command, by default as a person gets them. Document and plan
 * do not depend on the port: they are read and made once for all providers of a fixture.
 */
export async function runTest(
  fixture: Fixture,
  served: Served,
  more: readonly string[] = [],
): Promise<RunResult> {
  const command = new Command();
  addTestOptions(addSharedOptions(command));
  const options = command.parse([...toArguments(fixture, served), ...more], { from: 'user' }).opts();
  const shared = readSharedOptions(options, io);
  const target = new URL(served.url);
  const make = async (): Promise<Planned> => {
    const document = await loadSpec(fixture.document, { cwd: root });
    const contract = compileContract(document, { servers: [target.pathname] });
    return { contract, plan: makePlan(contract, { shared, options, target, io }).plan };
  };
  const known = planned.get(fixture.name) ?? make();
  planned.set(fixture.name, known);
  const { contract, plan } = await known;
  const { credentials } = readCredentials(contract, {
    headers: shared.headers,
    expiredHeaders: readHeaders('--expired-header', options.expiredHeader),
    otherHeaders: readHeaders('--other-header', options.otherHeader),
    secrets: () => ({}),
  });
  return await runPlan(contract, plan, { shared, options, target, io, credentials });
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
