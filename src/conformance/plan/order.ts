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
