import type { Operation } from '../../contract/contract.ts';
import type { Told } from '../judge/told.ts';
import { connect } from '../phases/sequences/resources.ts';
import type { OperationPlan } from '../plan/case.ts';
import type { Sequence } from '../plan/sequence.ts';
import { attempt, type RunContext } from './attempt.ts';
import { bindStep } from './bind-step.ts';
import { toCase } from './run-sequence.ts';
import type { Tally } from './tally.ts';

/**
 * Deletes what a sequence has made and not deleted itself, where the plan has a deletion for it. True when the run was
 * asked to stop.
 */
export async function cleanUp(
  context: RunContext,
  tally: Tally,
  from: { sequence: Sequence; told: readonly Told[]; plans: readonly OperationPlan[] },
): Promise<boolean> {
  const { sequence, told, plans } = from;
  const { contract } = context;
  // The last one first: what stands in something else goes before it.
  for (const [number, made] of [...told.entries()].reverse()) {
    if (made.operation.method !== 'POST' || made.attempt.outcome !== 'accepted' || made.step.broken) continue;
    const deletion = findDeletion(context, made.operation, plans);
    if (!deletion || isDeleted(told, deletion.operation)) continue;
    const step = {
      name: 'delete what was made',
      operation: deletion.operation.key,
      request: deletion.request,
      bindings: deletion.bindings.map((one) => ({ ...one, step: number })),
      expect: { kind: 'deleted-again', step: number },
    } as const;
    const seen = told.map((one) => ({ operation: one.operation, exchange: one.attempt.exchange }));
    const request = bindStep(contract, deletion.operation, { step, seen });
    if (typeof request === 'string') continue;
    const { operation } = deletion;
    const probe = toCase(context, sequence, { step, number: told.length, operation, request });
    const sent = await attempt(context, operation, { case: probe, index: made.index });
    if (sent.kind === 'stopped') return true;
    if (sent.kind !== 'unsendable') tally.countRequest();
    if (sent.kind !== 'judged' || sent.outcome !== 'accepted')
      tally.note(`what ${made.operation.key} made for a sequence could not be deleted`);
  }
  return false;
}

function findDeletion(
  { contract }: RunContext,
  maker: Operation,
  plans: readonly OperationPlan[],
):
  | (Pick<NonNullable<ReturnType<typeof connect>>, 'bindings'> & {
      operation: Operation;
      request: OperationPlan['baselines'][number]['request'];
    })
  | undefined {
  for (const { operation: key, baselines, skipped } of plans) {
    const operation = contract.operations.find((one) => one.key === key);
    const request = baselines[0]?.request;
    if (operation?.method !== 'DELETE' || skipped || !request) continue;
    const connection = connect(contract, maker, operation);
    if (connection?.sure) return { operation, request, bindings: connection.bindings };
  }
  return undefined;
}

function isDeleted(told: readonly Told[], { key }: Operation): boolean {
  return told.some((one) => one.operation.key === key && one.attempt.outcome === 'accepted');
}
