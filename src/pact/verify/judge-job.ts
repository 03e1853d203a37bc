import type { Contract } from '../../contract/contract.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { findSecrets } from '../../exchange/find-secrets.ts';
import { createRedactor, type Redactor } from '../../exchange/redact.ts';
import { secretNames } from '../../exchange/secret-names.ts';
import type { Finding, Unchecked } from '../../finding.ts';
import { type CheckResult, check } from '../../validate/check.ts';
import type { Seen } from './forwarder.ts';
import type { InteractionResult } from './interaction-result.ts';
import type { Job } from './job.ts';
import type { NativeResult } from './read-native.ts';
import { toAbsence, toDifference, toDocumentFinding, toStateFault } from './verify-finding.ts';

/** What one interaction comes to. */
export type JudgedJob = {
  readonly result: InteractionResult;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** For the clause table; absent where the service gave no answer. */
  readonly record?: { readonly exchange: Exchange; readonly check: CheckResult };
};

/** What an answer is judged by. */
export type Judges = {
  readonly contract: Contract;
  /** Whether the run has a live credential to put in. */
  readonly hasCredential: boolean;
  /** Secret values and the names of fields that carry secrets, on top of the known ones. */
  readonly secrets: { readonly names: readonly string[]; readonly values: readonly string[] };
};

/**
 * Joins what Pact says with what was really sent and received, and judges the answer by the document as well. An
 * interaction without an answer, or whose states could not be set up, never passes, whatever Pact says.
 *
 * @param missing why Pact says nothing, for the case that it does: the same sentence for all of its interactions
 */
export function judgeJob(
  judges: Judges,
  job: Job,
  given: { readonly seen: Seen; readonly native: NativeResult | undefined; readonly missing: string },
): JudgedJob {
  const { seen, native, missing } = given;
  const redactor = redactorFor(judges, seen);
  const about = { contract: judges.contract, job, exchange: seen.exchange, redactor };
  const failed = job.pending ? ('pending' as const) : ('fail' as const);
  const passed = native?.passed === true && seen.stateFaults.length === 0;
  const answered =
    seen.exchange?.response === undefined
      ? undefined
      : judgeAnswer(judges, job, { exchange: seen.exchange, passed });
  const base = {
    ...describe(job, redactor),
    document: answered?.document ?? ('unchecked' as const),
    mismatches: [],
    milliseconds: native?.milliseconds ?? 0,
  };
  const record = answered && { exchange: answered.exchange, check: answered.check };
  const end = (
    result: Pick<InteractionResult, 'status'> & Partial<InteractionResult>,
    findings: readonly Finding[],
    unchecked: readonly Unchecked[] = [],
  ): JudgedJob => ({
    result: { ...base, ...result },
    findings: [...findings, ...(answered?.findings ?? [])],
    unchecked: [...unchecked, ...(answered?.unchecked ?? [])],
    ...(record && { record }),
  });

  if (seen.stateFaults.length > 0) {
    const reason = redactor.text(seen.stateFaults.join('; '));
    return end(
      { status: failed, reason },
      seen.stateFaults.map((fault) => toStateFault(about, fault)),
    );
  }
  if (seen.absent !== undefined) {
    const reason = redactor.text(`the service did not answer ${seen.absent}`);
    return end({ status: failed, reason }, [toAbsence(about, reason)]);
  }
  if (native === undefined) return end({ status: 'unchecked', reason: missing }, [], [{ reason: missing }]);
  const gap = gapOf(seen, native);
  if (gap !== undefined) {
    const reason = redactor.text(gap);
    return end({ status: 'unchecked', reason }, [], [toGap(job, reason)]);
  }
  if (native.passed) return end({ status: 'pass' }, []);
  const mismatches = native.mismatches.map(({ expected, actual, ...mismatch }) => ({
    ...mismatch,
    ...(expected !== undefined && { expected: redactor.json(expected, mismatch.path) }),
    ...(actual !== undefined && { actual: redactor.json(actual, mismatch.path) }),
    message: redactor.text(mismatch.message),
  }));
  const document = base.document;
  return end(
    { status: failed, mismatches },
    mismatches.map((mismatch) =>
      toDifference(
        { ...about, document, check: answered?.check, lacksCredential: lacksCredential(judges, job, seen) },
        mismatch,
      ),
    ),
  );
}

/** Refused for its credential, which is most likely the pact's placeholder. */
function lacksCredential({ hasCredential }: Judges, { interaction }: Job, { exchange }: Seen): boolean {
  return !hasCredential && exchange?.response?.status === 401 && interaction.response.status !== 401;
}

/** Why Pact's word cannot be taken. */
function gapOf({ exchange }: Seen, { passed, error, mismatches }: NativeResult): string | undefined {
  if (error !== undefined) return `Pact could not verify it: ${error}`;
  if (exchange === undefined) return 'Pact sent no request for it';
  return !passed && mismatches.length === 0 ? 'Pact says that it failed, and not why' : undefined;
}

function toGap({ pact, interaction, index }: Job, reason: string): Unchecked {
  return {
    reason: `${pact.name}: the interaction ${JSON.stringify(interaction.description)}: ${reason}`,
    at: { exchange: index, side: 'response', pointer: '' },
  };
}

/**
 * The double check. What the request breaks is no fault of the service: `pact check` tells of it. An operation that the
 * document does not have is told here as well, as nothing of the answer can be judged then.
 */
function judgeAnswer(
  { contract, secrets }: Judges,
  job: Job,
  { exchange, passed }: { readonly exchange: Exchange; readonly passed: boolean },
) {
  const whole = check(contract, exchange, { index: job.index, secrets: secrets.names });
  const findings = whole.findings.filter(
    ({ at, rule }) => at?.side === 'response' || rule === 'operation-unknown',
  );
  const elsewhere = whole.route.kind === 'server-unknown';
  const gaps = elsewhere
    ? [toGap(job, 'the target is none of the servers of the document')]
    : whole.unchecked.filter(({ at }) => at?.side !== 'request');
  const isUnchecked = gaps.length > 0 || whole.response === undefined;
  return {
    exchange,
    check: { ...whole, findings },
    findings: findings.map((finding) => toDocumentFinding(finding, job, { passed })),
    unchecked: gaps,
    document:
      findings.length > 0 ? ('broken' as const) : isUnchecked ? ('unchecked' as const) : ('kept' as const),
  };
}

function describe({ pact, interaction }: Job, redactor: Redactor) {
  return {
    pact: pact.name,
    consumer: pact.consumer,
    provider: pact.provider,
    description: interaction.description,
    states: interaction.states.map(({ name, params }) => ({
      name,
      params: Object.fromEntries(
        Object.entries(params).map(([key, value]) => [key, redactor.json(value, `/${key}`)]),
      ),
    })),
  };
}

function redactorFor({ secrets }: Judges, { exchange }: Seen): Redactor {
  const { names, values } = secrets;
  const found = exchange === undefined ? [] : findSecrets(exchange, secretNames(names));
  return createRedactor({ names, values: [...values, ...found] });
}
