import { secretsOf } from '../judge/judge-attempt.ts';
import { toProbeFinding } from '../judge/probe-finding.ts';
import { serverError } from '../judge/server-error.ts';
import type { RunContext } from './attempt.ts';
import { type Answered, statusOf } from './confirm.ts';
import { sendControl } from './control.ts';
import type { Examination } from './examine.ts';
import { resend } from './resend.ts';
import type { Tally } from './tally.ts';

/**
 * 502, 503 and 504 are what a gateway says when the service behind it is down for a moment. Where the accepted request goes
 * through in between and this one never does, it is the request that brings the service down.
 */
export async function examineNoise(
  context: RunContext,
  tally: Tally,
  from: { examination: Examination; first: Answered },
): Promise<Answered> {
  const { examination, first } = from;
  const { baseline, operation, case: probe, index } = examination;
  if (first.kind !== 'judged' || first.outcome !== 'noise' || first.status < 500 || !baseline) return first;
  const key = `${operation.key} ${first.status}`;
  if (!context.patience.isFutile(key)) {
    if (!(await sendControl(context, tally, { ...examination, case: baseline }))) return first;
    const second = await resend(context, tally, examination);
    if (statusOf(second) !== first.status) return first;
    context.patience.giveUp(key);
  }
  const { contract } = context;
  const sent = { contract, case: probe, exchange: first.exchange, index, secrets: secretsOf(operation) };
  const finding = toProbeFinding(sent, {
    ...serverError(probe, first.status),
    message: `${probe.intent.description}: received status ${first.status} each time, while the accepted request went through`,
  });
  return { ...first, outcome: 'other', findings: [...first.findings, finding] };
}
