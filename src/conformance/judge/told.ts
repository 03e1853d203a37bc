import type { Operation } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { Case } from '../plan/case.ts';
import type { Step } from '../plan/sequence.ts';
import type { Judged } from './judge-attempt.ts';

/** A step of a sequence that was answered. */
export type Told = {
  readonly step: Step;
  /** With the request as it was sent. */
  readonly case: Case;
  readonly operation: Operation;
  /** The number of its case in the run. */
  readonly index: number;
  readonly attempt: Judged;
  /** The decoded body of the answer. */
  readonly body?: Json;
};
