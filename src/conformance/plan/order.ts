import type { Operation } from '../../contract/contract.ts';
import type { Case, Phase } from './case.ts';

/**
 * The order in which the cases of several operations are sent: phase by phase, and inside a phase one of each operation
 * in turn, so that also a short run touches all of them.
 */
export function inOrder<T extends { readonly case: Case }>(
  phases: readonly Phase[],
  jobs: readonly T[],
): T[] {
  return phases.flatMap((phase) => {
    const own = jobs.filter((job) => job.case.phase === phase);
    const lists = [...Map.groupBy(own, (job) => job.case.operation).values()];
    const longest = Math.max(0, ...lists.map((list) => list.length));
    return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list[turn] ?? [])).flat();
  });
}

/** What makes or lists things comes before what needs them: fewer path parameters first, POST and GET before others. */
export function inSearchOrder<T extends { readonly operation: Operation }>(searches: readonly T[]): T[] {
  const ranks: Readonly<Record<string, number>> = { POST: 0, GET: 1 };
  const [needs, rank] = [
    ({ operation: { path } }: T): number => path.split('{').length,
    ({ operation: { method } }: T): number => ranks[method] ?? 2,
  ];
  return searches.toSorted((a, b) => needs(a) - needs(b) || rank(a) - rank(b));
}
