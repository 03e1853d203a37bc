import type { Operation } from '../../contract/contract.ts';
import type { Finding } from '../../finding.ts';
import type { Case } from '../plan/case.ts';
import type { Attempt, RunContext } from './attempt.ts';

/** One judged exchange of a run. */
export type Observation = {
  readonly case: Case;
  readonly operation: Operation;
  /** The number of the case in the run. */
  readonly index: number;
  readonly attempt: Extract<Attempt, { kind: 'judged' }>;
};

/** Sees every judged exchange of a run and says at its end what only several of them together show. */
export type Observer = {
  see(seen: Observation): void;
  toFindings(): readonly Finding[];
};

/** Makes an observer for one run. */
export type ObserverMaker = (context: RunContext) => Observer;
