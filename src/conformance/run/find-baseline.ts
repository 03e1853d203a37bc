import type { Operation } from '../../contract/contract.ts';
import { findAtPointer } from '../../spec/pointer.ts';
import type { Case, OperationPlan } from '../plan/case.ts';
import type { Attempt, RunContext } from './attempt.ts';
import { examine } from './examine.ts';
import type { Tally } from './tally.ts';

/** The candidate that the provider accepted, or the sentence that says how it refused all of them. */
export type BaselineSearch =
  | { readonly kind: 'accepted'; readonly basis: number; readonly case: Case }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'stopped' };

/**
 * Sends the candidates for the valid request until one is accepted. The refusal of the first one is told: its values
 * are those that a person gave or documented.
 */
export async function findBaseline(
  context: RunContext,
  tally: Tally,
  from: { plan: OperationPlan; operation: Operation; index: number },
): Promise<BaselineSearch> {
  const { plan, operation, index } = from;
  let reason = '';
  for (const [basis, probe] of plan.baselines.entries()) {
    const made = await examine(context, tally, { case: probe, index, operation, baseline: undefined });
    if (made.kind === 'stopped') return { kind: 'stopped' };
    if (made.kind === 'judged' && made.outcome === 'accepted')
      return { kind: 'accepted', basis, case: probe };
    reason ||= describe(operation, made);
    // No answer, or an error of the server, will not change with other values.
    if (made.kind === 'absent' || (made.kind === 'judged' && made.status >= 500)) break;
  }
  return { kind: 'refused', reason };
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
