import type { Contract, Operation } from '../../contract/contract.ts';
import type { PlanConfig } from '../plan/config.ts';
import type { Sequence } from '../plan/sequence.ts';

/** Sequences over the operations of a document, by its links and by what the names and paths tell. */
export function planStateful(
  _contract: Contract,
  _config: PlanConfig,
  _operations: readonly Operation[],
): readonly Sequence[] {
  return [];
}
