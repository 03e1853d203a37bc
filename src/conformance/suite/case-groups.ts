import type { OperationKey } from '../../finding.ts';
import type { Case, OperationPlan, Plan } from '../plan/case.ts';

/** Cases that one test of a suite is about. */
export type CaseGroup = {
  readonly title: string;
  readonly operations: readonly OperationKey[];
  readonly keep: (probe: Case) => boolean;
  /** It sends the sequences. */
  readonly stateful?: true;
};

/** The groups of one operation, or of what needs several. */
export type GroupList = {
  readonly title: string;
  readonly groups: readonly CaseGroup[];
  readonly skipped?: OperationPlan['skipped'];
};

/** Divides a plan into tests: the valid request, phases, and parts of the request. */
export function listGroups(plan: Plan): readonly GroupList[] {
  const lists = plan.operations.map((one): GroupList => {
    const { operation, skipped, cases } = one;
    if (skipped) return { title: operation, groups: [], skipped };
    const valid: CaseGroup = {
      title: 'the valid request',
      operations: [operation],
      keep: () => false,
    };
    const titles = [...new Set(cases.map(titleOf))];
    return {
      title: operation,
      groups: [
        valid,
        ...titles.map((title) => ({ ...valid, title, keep: (probe: Case) => titleOf(probe) === title })),
      ],
    };
  });
  if (plan.sequences.length === 0) return lists;
  const sequences: CaseGroup = {
    title: 'what one changes, the others show',
    operations: plan.operations.map(({ operation }) => operation),
    keep: () => false,
    stateful: true,
  };
  return [...lists, { title: 'sequences of requests', groups: [sequences] }];
}

/** @example 'boundary of /body/path' */
function titleOf({ phase, intent: { pointer = '' } }: Case): string {
  if (phase !== 'boundary' && phase !== 'negative') return phase;
  const part = pointer.split('/').slice(0, 3).join('/');
  return `${phase} of ${part || 'the request as a whole'}`;
}
