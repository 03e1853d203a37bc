import type { ClauseId } from '../../finding.ts';
import { type Case, type Phase, phases } from '../plan/case.ts';
import type { Sequence } from '../plan/sequence.ts';

/** Planned work that a run did not come to. */
export type Left = Case | Sequence;

/** @example describeLeft(left, 'within the budget of 10 s') // 'not sent within the budget of 10 s: boundary 30, negative 50' */
export function describeLeft(left: readonly Left[], why: string): string {
  const count = (phase: Phase): number => left.filter((one) => one.phase === phase).length;
  const parts = phases.flatMap((phase) => (count(phase) > 0 ? [`${phase} ${count(phase)}`] : []));
  return `not sent ${why}: ${parts.join(', ')}`;
}

/** The statements that planned work looks at. */
export function clausesOf(one: Left): ReadonlySet<ClauseId> {
  const proof = 'proof' in one ? one.proof?.clause : undefined;
  const outcomes =
    'expect' in one && one.expect.kind === 'scenario' ? [one.expect.status, ...one.expect.fields] : [];
  const clauses = [one.intent.clause, proof, ...outcomes.map(({ clause }) => clause)];
  return new Set(clauses.filter((clause) => clause !== undefined));
}
