import { KitError } from '../../errors.ts';
import type { Finding } from '../../finding.ts';
import { createPaint } from '../../report/paint.ts';
import { toPlainText } from '../../report/plain-text.ts';
import { findingBlock } from '../../report/text-finding.ts';
import type { Plan } from '../plan/case.ts';
import type { RunResult } from '../run/run.ts';
import { type CaseGroup, listGroups } from './case-groups.ts';
import { runPrepared } from './run-suite.ts';
import { type ConformanceSettings, type Preparation, prepare } from './settings.ts';

/** The functions of Vitest, or of a test runner like it, that `describeContract` registers its tests with. */
export type Runner = {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: ((name: string, body: () => Promise<void>, timeout?: number) => unknown) & {
    readonly skip: (name: string, body: () => void) => unknown;
  };
  readonly afterAll: (body: () => Promise<void>) => unknown;
};

/** A provider that was started for the tests. */
export type StartedTarget = { readonly url: string; readonly close?: () => unknown };

export type SuiteSettings = Omit<ConformanceSettings, 'target'> & {
  /** The URL of the service under test, or what starts it before the first test: it is closed after the last one. */
  readonly target: string | (() => StartedTarget | Promise<StartedTarget>);
  /** The test runner's functions; the global ones where nothing is said (`globals: true` of Vitest). */
  readonly runner?: Runner;
  /** Milliseconds for one test; 120,000 where nothing is said. */
  readonly testTimeout?: number;
};

/**
 * Registers one test for each group of cases, in the suite of the provider's own team: the valid request of each
 * operation, each phase, and of boundaries and negatives each part of the request. A test sends the cases of its group
 * when it runs. It fails with the finding as the text report shows it, and where something could not be looked at.
 *
 * Throws KitError `usage-invalid` where there is no runner, and what `loadSpec` throws.
 *
 * @example await describeContract({ spec: 'openapi.yaml', target: startServer, runner: { afterAll, describe, it } });
 */
export async function describeContract(settings: SuiteSettings): Promise<void> {
  const runner = settings.runner ?? findRunner();
  const { target } = settings;
  // Titles do not depend on where the service is.
  const { plan } = await prepare({
    ...settings,
    target: typeof target === 'string' ? target : 'http://localhost',
  });
  const session = createSession(settings);
  const timeout = settings.testTimeout ?? 120_000;
  for (const { title, groups, skipped } of listGroups(plan))
    runner.describe(title, () => {
      if (skipped?.intended) runner.it.skip(skipped.reason, () => {});
      else if (skipped) runner.it(skipped.reason, async () => fail([skipped.reason]), timeout);
      for (const group of groups)
        runner.it(group.title, async () => report(await session.run(group), session.isNew(group)), timeout);
    });
  runner.afterAll(() => session.close());
}

function findRunner(): Runner {
  const { describe, it, afterAll } = globalThis as unknown as Partial<Runner>;
  if (describe && it && afterAll) return { describe, it, afterAll };
  throw new KitError('usage-invalid', 'describeContract found no describe, it and afterAll', {
    hint: "give them: describeContract({ …, runner: { afterAll, describe, it } }), imported from 'vitest'",
  });
}

type Session = {
  run(group: CaseGroup): Promise<RunResult>;
  /** A fault of the valid request would fail every test: it is told by the first one. */
  isNew(group: CaseGroup): (finding: Finding) => boolean;
  close(): Promise<void>;
};

/** What the tests share: the started service and what was told already. */
function createSession(settings: SuiteSettings): Session {
  const told = new Map<string, CaseGroup>();
  let opened:
    | Promise<{ settings: ConformanceSettings; prepared: Preparation; close: () => unknown }>
    | undefined;
  const open = async () => {
    const { target } = settings;
    const started: StartedTarget = typeof target === 'string' ? { url: target } : await target();
    const own = { ...settings, target: started.url };
    return { settings: own, prepared: await prepare(own), close: () => started.close?.() };
  };
  return {
    async run(group) {
      opened ??= open();
      const session = await opened;
      const { prepared } = session;
      return await runPrepared(
        { ...prepared, plan: cut(prepared.plan, group) },
        { ...session.settings, choose: ({ cases }) => cases.filter(group.keep) },
      );
    },
    isNew: (group) => (finding) => {
      const owner = told.get(finding.fingerprint) ?? group;
      told.set(finding.fingerprint, owner);
      return owner === group;
    },
    async close() {
      const session = await opened;
      await session?.close();
    },
  };
}

/** The part of a plan that a group is about. */
function cut(plan: Plan, { operations, stateful }: CaseGroup): Plan {
  return {
    ...plan,
    config: {
      ...plan.config,
      phases: stateful ? ['stateful'] : plan.config.phases.filter((phase) => phase !== 'stateful'),
    },
    operations: plan.operations.filter(({ operation }) => operations.includes(operation)),
    sequences: stateful ? plan.sequences : [],
  };
}

function report(result: RunResult, isNew: (finding: Finding) => boolean): void {
  const page = { width: 100, paint: createPaint(false) };
  const errors = result.findings.filter(({ severity }) => severity === 'error').filter(isNew);
  const reasons = [...new Set(result.unchecked.map(({ reason }) => reason))];
  fail([
    ...errors.map((finding) => findingBlock(finding, page).join('\n')),
    ...reasons.map((reason) => `  not checked: ${toPlainText(reason)}`),
  ]);
}

function fail(messages: readonly string[]): void {
  if (messages.length > 0) throw new Error(['the provider breaks its document', ...messages].join('\n\n'));
}
