import type { Case, OperationPlan, Plan } from '../../conformance/plan/case.ts';
import { toPlainText } from '../../report/plain-text.ts';

/** A plan for people: each case with what it expects and, for an invalid request, the proof. */
export function renderPlan(plan: Plan): string {
  const lines = plan.operations.flatMap((operation) => ['', ...operationLines(operation)]);
  const cases = plan.operations.reduce((sum, one) => sum + one.cases.length, 0);
  const start = `plan of ${cases} cases, seed ${plan.config.seed}, phases ${plan.phases.join(', ')}`;
  return `${[start, ...lines].map((line) => toPlainText(line, 2000)).join('\n')}\n`;
}

function operationLines(plan: OperationPlan): string[] {
  if (plan.skipped) return [plan.operation, `  ${plan.skipped.reason}`];
  return [
    plan.operation,
    ...plan.baselines.map((one) => `  ${one.id}  ${one.request.method} ${one.request.url}`),
    ...plan.cases.map((one) => `  ${one.id}  → ${describeExpectation(one)}`),
    ...plan.dropped.map(({ reason, count }) => `  ${count} ${reason}`),
  ];
}

function describeExpectation({ expect, proof }: Case): string {
  switch (expect.kind) {
    case 'accepted':
      return 'accepted';
    case 'accepted-or-refused':
      return 'accepted, or refused for its data';
    case 'answered':
      return 'any documented answer';
    case 'refused':
      return `refused: breaks ${proof?.keyword} at ${proof?.pointer || '/'} (${proof?.rule})`;
    case 'unauthenticated':
      return 'refused: no usable credential';
    case 'scenario':
      return [
        `status ${expect.status.value}`,
        ...expect.fields.map(({ pointer, value }) => `${pointer} ${JSON.stringify(value)}`),
      ].join(', ');
    case 'repeated':
      return 'accepted as the first time';
    default:
      return expect satisfies never;
  }
}
