import type { Plan } from '../../conformance/plan/case.ts';
import type { RunResult } from '../../conformance/run/run.ts';

/** Counts for the person at the terminal; the report has the findings. */
export function summarise(result: RunResult, plan: Plan): string {
  const parts = plan.phases.map((phase) => {
    const { sent, planned } = result.phases[phase];
    return `${phase} ${sent === planned ? sent : `${sent} of ${planned}`}`;
  });
  const dropped = plan.operations.flatMap((one) => one.dropped).reduce((sum, one) => sum + one.count, 0);
  return `cases: ${parts.join(', ')}; ${dropped} made and not sent; ${result.exchanges} requests; seed ${plan.config.seed}\n`;
}
