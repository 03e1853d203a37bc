import type { Operation } from '../../contract/contract.ts';
import { findAtPointer } from '../../spec/pointer.ts';
import { type KnownValues, listBaselines } from '../plan/baseline.ts';
import { toBaselineCase } from '../plan/baseline-case.ts';
import type { Case, OperationPlan } from '../plan/case.ts';
import type { PlanConfig } from '../plan/config.ts';
import { configOf } from '../plan/operation-config.ts';
import type { Attempt, RunContext } from './attempt.ts';
import { examine } from './examine.ts';
import { listKnownValues } from './known-values.ts';
import type { Originals } from './originals.ts';
import type { Tally } from './tally.ts';

/** The candidate that the provider accepted, or the sentence that says how it refused all of them. */
export type BaselineSearch =
  | {
      readonly kind: 'accepted';
      readonly basis: number;
      readonly case: Case;
      /** Values of earlier answers that it took. */
      readonly known?: KnownValues;
    }
  /** `final`: other values will not change it. `broken`: what was answered is itself an error of the provider. */
  | {
      readonly kind: 'refused';
      readonly reason: string;
      readonly final: boolean;
      readonly broken: boolean;
    }
  | { readonly kind: 'stopped' };

/** A candidate for the valid request, still to be sent. */
type Candidate = { readonly basis: number; readonly case: Case; readonly known?: KnownValues };

/** What a search starts from. `tried` are the requests that were refused in a search before, and grows. */
export type SearchStart = {
  readonly plan: OperationPlan;
  readonly config: PlanConfig;
  readonly operation: Operation;
  readonly index: number;
  readonly tried: Set<string>;
  readonly originals: Originals;
};

/**
 * Sends the candidates for the valid request until one is accepted: the planned ones, then those with values of earlier
 * answers. The refusal of the first one is told: its values are those that a person gave or documented.
 */
export async function findBaseline(
  context: RunContext,
  tally: Tally,
  start: SearchStart,
): Promise<BaselineSearch> {
  const { plan, operation, index, tried, originals } = start;
  let reason = '';
  let broken = false;
  for (const candidate of listCandidates(context, start)) {
    const key = JSON.stringify(candidate.case.request);
    if (tried.has(key)) continue;
    tried.add(key);
    const probe = candidate.case;
    await originals.keep(operation, probe);
    const made = await examine(context, tally, { case: probe, index, operation, baseline: undefined });
    if (made.kind === 'stopped') return { kind: 'stopped' };
    if (made.kind === 'judged' && made.outcome === 'accepted') return { kind: 'accepted', ...candidate };
    reason ||= describe(operation, made);
    broken ||= isBroken(tally, made);
    if (!canChange(made)) return { kind: 'refused', reason, final: true, broken };
  }
  return { kind: 'refused', reason: reason || (plan.skipped?.reason ?? ''), final: false, broken };
}

/** Whether the run says of an attempt that the provider is at fault: then the operation was looked at, and failed. */
function isBroken(tally: Tally, made: Attempt): boolean {
  if (made.kind !== 'judged' && made.kind !== 'absent') return false;
  return made.findings.some(
    ({ severity, fingerprint }) => severity === 'error' && tally.isConfirmed(fingerprint),
  );
}

function* listCandidates(context: RunContext, start: SearchStart): Generator<Candidate> {
  const { plan, config, operation } = start;
  for (const [basis, probe] of plan.baselines.entries()) yield { basis, case: probe };
  // Read when the planned ones were refused, so that all is known which was seen until then.
  for (const known of listKnownValues(context, operation)) {
    const made = listBaselines(context.contract, configOf(config, operation), { operation, known });
    const [baseline] = typeof made === 'string' ? [] : made;
    const probe = baseline && toBaselineCase(context.contract, baseline);
    if (probe !== undefined && typeof probe !== 'string') yield { basis: 0, case: probe, known };
  }
}

/** Statuses that other values in the request do not change (RFC 9110 §15.5). */
const aboutElse: ReadonlySet<number> = new Set([401, 405]);

/** Whether other values can make a difference: not where there was no answer, or an error of the server. */
function canChange(made: Attempt): boolean {
  if (made.kind === 'judged') return made.status < 500 && !aboutElse.has(made.status);
  return made.kind !== 'absent';
}

function describe(operation: Operation, made: Attempt): string {
  const start = `no valid request of ${operation.key} was accepted`;
  if (made.kind === 'absent') return `${start}: there was no answer, ${made.sent.detail}`;
  if (made.kind !== 'judged') return start;
  return `${start}: received status ${made.status}${findCode(made)}, ${adviceFor(made.status)}`;
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return "give a credential with --header 'Name: value'";
  const values = 'give real values with --set NAME=VALUE';
  return status === 404 ? `${values}, and the base path in --target` : values;
}

/** The error code or the like that most error bodies have, so that a person sees at once what is missing. */
function findCode(made: Extract<Attempt, { kind: 'judged' }>): string {
  const body = made.result.response?.body;
  const value = body?.state === 'present' ? body.candidates[0] : undefined;
  if (value === undefined) return '';
  for (const name of ['error_code', 'code', 'error', 'title', 'message']) {
    const code = findAtPointer(value, `/${name}`);
    if (typeof code === 'string' && code.length <= 80) return ` ${JSON.stringify(code)}`;
  }
  return '';
}
