import { isDeepStrictEqual } from 'node:util';
import type { Contract, Operation, Response } from '../../contract/contract.ts';
import { listOutcomeCodes, type OutcomeCode } from '../../contract/outcome-codes.ts';
import type { Json, OperationKey } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { findAtPointer } from '../../spec/pointer.ts';
import type { Case, OperationPlan } from '../plan/case.ts';
import type { Left } from './left.ts';
import type { Observer } from './observer.ts';

/** Whether a documented status, or an error code under it, was seen in a run. */
export type ReachRow = {
  readonly operation: OperationKey;
  /** As documented: `404`, `4XX`, `default`. */
  readonly status: string;
  /** A value of a field that tells the outcome (`x-outcome`); absent in the row of the status itself. */
  readonly code?: string;
  readonly state: 'reached' | 'unreached';
  /** The first case that reached it. */
  readonly by?: string;
  /** Why it was not reached. */
  readonly reason?: string;
};

/** What a run knows at its end of what it did not do. */
export type ReachEnd = {
  readonly plans: readonly OperationPlan[];
  readonly refused: ReadonlyMap<OperationKey, string>;
  readonly left: readonly Left[];
  /** `within the budget of 10 s`. */
  readonly early: string;
};

/** Sees which documented outcomes the answers of a run are. */
export type Reach = Observer & { toRows(end: ReachEnd): readonly ReachRow[] };

type Target = {
  readonly operation: Operation;
  readonly response: Response;
  readonly code?: OutcomeCode;
  first?: { readonly index: number; readonly id: string };
};

/** Starts with every documented status and error code of every operation unreached. */
export function createReach(contract: Contract): Reach {
  const targets = contract.operations.flatMap((operation) =>
    operation.responses.flatMap((response): Target[] => [
      { operation, response },
      ...listOutcomeCodes(contract.document, response).map((code) => ({ operation, response, code })),
    ]),
  );
  const targetsOf = Map.groupBy(targets, ({ response }) => response);
  return {
    see({ case: probe, index, attempt }) {
      const { response } = attempt.result;
      if (!response?.definition) return;
      const body = response.body.state === 'present' ? response.body.candidates[0] : undefined;
      for (const target of targetsOf.get(response.definition) ?? [])
        if (target.operation.key === probe.operation && shows(body, target.code))
          if (!target.first || index < target.first.index) target.first = { index, id: probe.id };
    },
    toFindings: () => [],
    toRows: (end) =>
      end.plans.flatMap((plan) =>
        targets
          .filter(({ operation }) => operation.key === plan.operation)
          .map((one) => toRow(one, plan, end)),
      ),
  };
}

function shows(body: Json | undefined, code: OutcomeCode | undefined): boolean {
  if (!code) return true;
  return body !== undefined && isDeepStrictEqual(findAtPointer(body, code.pointer), code.value);
}

function toRow(target: Target, plan: OperationPlan, end: ReachEnd): ReachRow {
  const { operation, response, code, first } = target;
  const row = {
    operation: operation.key,
    status: response.status,
    ...(code ? { code: typeof code.value === 'string' ? code.value : JSON.stringify(code.value) } : {}),
  };
  if (first) return { ...row, state: 'reached', by: first.id };
  return { ...row, state: 'unreached', reason: whyNot(target, plan, end) };
}

function whyNot(target: Target, plan: OperationPlan, end: ReachEnd): string {
  const { operation, response } = target;
  if (plan.skipped) return plan.skipped.reason;
  const refusal = end.refused.get(operation.key);
  if (refusal !== undefined) return refusal;
  const left = end.left.filter((one) => 'operation' in one && one.operation === operation.key);
  if (left.some((one) => 'expect' in one && aimsAt(one, target))) return `not sent ${end.early}`;
  const places = examplesOf(target);
  const lacking = plan.unexercised.find(({ place }) => places.some((outer) => isWithin(place, outer)));
  if (lacking) return lacking.reason;
  if (/^5/.test(response.status)) return 'server errors are never provoked on purpose';
  const sent = plan.cases.find((one) => aimsAt(one, target));
  if (sent) return `${sent.id} got another answer`;
  return left.length > 0 ? `nothing that was sent ${end.early} provoked it` : 'nothing provoked it';
}

/** A scenario of exactly this outcome. */
function aimsAt({ expect }: Case, { response, code }: Target): boolean {
  if (expect.kind !== 'scenario' || expect.status.value !== response.status) return false;
  return (
    !code ||
    expect.fields.some(
      (field) => field.pointer === code.pointer && isDeepStrictEqual(field.value, code.value),
    )
  );
}

function examplesOf({ response, code }: Target): readonly SpecPlace[] {
  return code ? code.examples : response.content.flatMap(({ examples }) => examples.map(({ at }) => at));
}

function isWithin(place: SpecPlace, outer: SpecPlace): boolean {
  const { uri, pointer } = outer;
  return place.uri === uri && (place.pointer === pointer || place.pointer.startsWith(`${pointer}/`));
}
