import type { Plan } from '../../conformance/plan/case.ts';
import type { RunResult } from '../../conformance/run/run.ts';

/** Counts and times for the person at the terminal; the report has the findings, and nothing that differs from run to run. */
export function summarise(result: RunResult, plan: Plan): string {
  const parts = plan.phases.map((phase) => {
    const { sent, planned } = result.phases[phase];
    return `${phase} ${sent === planned ? sent : `${sent} of ${planned}`}`;
  });
  const dropped = plan.operations.flatMap((one) => one.dropped).reduce((sum, one) => sum + one.count, 0);
  return [
    `cases: ${parts.join(', ')}; ${dropped} made and not sent; ${result.exchanges} requests; seed ${plan.config.seed}\n`,
    `time: ${describeTime(result)}\n`,
  ].join('');
}

function describeTime({ exchanges, time: { total, provider, paused } }: RunResult): string {
  const speed = total > 0 ? Math.round((exchanges * 1000) / total) : 0;
  const own = Math.max(0, total - provider - paused);
  const parts = [
    `${seconds(provider)} waiting for the provider`,
    ...(paused > 0 ? [`${seconds(paused)} in pauses`] : []),
    `${seconds(own)} in the kit`,
  ];
  return `${seconds(total)}, ${speed} requests/s; ${parts.join(', ')}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
