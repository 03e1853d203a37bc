import type { Contract } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import type { Finding, Unchecked } from '../../finding.ts';
import { createCoverage, type ReportCoverage } from '../../validate/coverage.ts';
import { assertReachable, createTarget } from './ask-target.ts';
import { type HeaderField, readInjection } from './credentials.ts';
import { type Seen, startForwarder } from './forwarder.ts';
import type { InteractionResult } from './interaction-result.ts';
import { type Job, type Jobs, listJobs, type PactToVerify } from './job.ts';
import { type JudgedJob, judgeJob } from './judge-job.ts';
import { toMarkedPact } from './marked-pact.ts';
import { runNative } from './native.ts';
import type { Outcome } from './publish-results.ts';
import { type NativeResult, readNative } from './read-native.ts';
import { createStateChanger, type StateHandlers } from './state-change.ts';
import { askStateUrl } from './state-url.ts';

export type VerifyRun = {
  readonly pacts: readonly PactToVerify[];
  /** The service, with its base path. */
  readonly target: string;
  /** By the name of the state. */
  readonly states?: StateHandlers | undefined;
  /** For the states without a handler. */
  readonly stateUrl?: string | undefined;
  /** For every request; a credential among them goes only where the pact has one. */
  readonly headers?: readonly HeaderField[] | undefined;
  /** The live credential of a security scheme by its key: the whole value, with a prefix such as `Bearer`. */
  readonly secrets?: ((schemeKey: string) => string | undefined) | undefined;
  /** Only interactions with one of these descriptions. */
  readonly descriptions?: readonly string[] | undefined;
  /** Milliseconds for one answer, and for one change of a state. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** What a report is made of, and each interaction as data. */
export type VerifiedPacts = {
  readonly interactions: readonly InteractionResult[];
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** Messages, counted: there is no HTTP in them. */
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
  readonly coverage: ReportCoverage;
  readonly exchanges: number;
  readonly checked: number;
};

/**
 * Lets Pact verify interactions against a running service, one after the other, and judges every real answer by the
 * contract as well.
 *
 * @throws KitError `target-unreachable`, `usage-invalid` where nothing is left to verify
 */
export async function runVerification(
  contract: Contract,
  run: VerifyRun,
): Promise<{ readonly verified: VerifiedPacts; readonly outcomes: readonly Outcome[] }> {
  const { timeout = 30_000, signal = new AbortController().signal } = run;
  const base = new URL(run.target);
  const list = listJobs(run.pacts, run.descriptions);
  if (list.jobs.length === 0 && list.others.length === 0)
    throw new KitError('usage-invalid', 'there is no interaction to verify', {
      hint: 'no pact has one with the description that was asked for',
    });
  await assertReachable(base, timeout);
  const injection = readInjection(contract, {
    headers: run.headers ?? [],
    secrets: run.secrets ?? (() => undefined),
  });
  const target = createTarget(base, { timeout, signal });
  const { stateUrl } = run;
  const changeState = createStateChanger({
    handlers: run.states,
    ask: stateUrl === undefined ? undefined : (json) => askStateUrl(stateUrl, json, { timeout, signal }),
    timeout,
  });
  const forwarder = await startForwarder({ jobs: list.jobs, base, target, injection, changeState });
  try {
    const native = await verify(list.jobs, {
      providerUrl: forwarder.url,
      stateUrl: forwarder.stateUrl,
      // The forwarder answers in time; this is for the case that it does not.
      timeout: timeout + 10_000,
      signal,
    });
    const judges = {
      contract,
      hasCredential: injection.live.length > 0,
      secrets: {
        names: injection.live.map(({ name }) => name),
        values: injection.live.map(({ value }) => value),
      },
    };
    // What was under way when the run was stopped is no fault of the service.
    const isCutOff = ({ id }: Job) => signal.aborted && !native.results.has(id);
    const judged = list.jobs.map((job) =>
      judgeJob(judges, job, {
        seen: isCutOff(job) ? unseen : (forwarder.seen.get(job.id) ?? unseen),
        native: native.results.get(job.id),
        missing: native.reason ?? 'Pact says nothing about it',
      }),
    );
    return {
      verified: join(contract, list, judged, forwarder.strays),
      outcomes: list.jobs.flatMap((job, index) => {
        const result = judged[index]?.result;
        return result === undefined ? [] : [{ job, result }];
      }),
    };
  } finally {
    await target.close();
    await forwarder.close();
  }
}

const unseen: Seen = { stateFaults: [] };

async function verify(
  jobs: readonly Job[],
  how: Pick<Parameters<typeof runNative>[0], 'providerUrl' | 'stateUrl' | 'timeout' | 'signal'>,
): Promise<{ readonly results: ReadonlyMap<string, NativeResult>; readonly reason?: string }> {
  if (jobs.length === 0) return { results: new Map() };
  const groups = Map.groupBy(jobs, ({ pact }) => pact);
  const reply = await runNative({ ...how, pacts: [...groups].map(([pact, own]) => toMarkedPact(pact, own)) });
  if (reply.kind === 'failed') return { results: new Map(), reason: `Pact gave no results: ${reply.reason}` };
  const results = readNative(reply.json);
  return results === undefined
    ? { results: new Map(), reason: 'Pact gave results that cannot be read' }
    : { results };
}

function join(
  contract: Contract,
  { jobs, others }: Jobs,
  judged: readonly JudgedJob[],
  strays: readonly string[],
): VerifiedPacts {
  const coverage = createCoverage(contract);
  for (const { record } of judged) if (record) coverage.record(record.exchange, record.check);
  const messages = others.filter(({ isMessage }) => isMessage);
  const plugins = others.filter(({ isMessage }) => !isMessage);
  return {
    interactions: judged.map(({ result }) => result),
    findings: judged.flatMap(({ findings }) => findings),
    unchecked: [
      ...judged.flatMap(({ unchecked }) => unchecked),
      ...plugins.map(({ pact, description, reason }) => ({
        reason: `${pact.name}: the interaction ${JSON.stringify(description)} is ${reason}`,
      })),
      ...strays.map((stray) => ({ reason: `a request of Pact belongs to no interaction: ${stray}` })),
    ],
    skipped: [
      ...Map.groupBy(messages, ({ pact, reason }) => `${pact.name}: ${reason}, which is not verified`),
    ].map(([reason, own]) => ({ reason, count: own.length })),
    coverage: coverage.toReport(),
    exchanges: jobs.length + plugins.length,
    checked: judged.filter(({ result }) => result.status !== 'unchecked').length,
  };
}
