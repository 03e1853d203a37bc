import type { Operation } from '../../contract/contract.ts';
import type { Finding, RuleId } from '../../finding.ts';
import { type ProbeFault, type SentCase, toProbeFinding } from './probe-finding.ts';

/** What the rules say of an answer as such, whatever was asked. */
function isOfAnswer({ rule }: Finding): boolean {
  return rule.startsWith('response-');
}

/** Faults that are about the status of the answer, and accuse a rule that has nothing to do with it when it flickers. */
const ofStatus: ReadonlySet<RuleId> = new Set([
  'request-valid-refused',
  'scenario-outcome-different',
  'operation-not-idempotent',
]);

/**
 * Names a fault that went away when the same request was sent again. A broken answer says all about what else seems wrong
 * with it; and where only the status came and went, that is the fault. Pure.
 */
export function nameUnsteady(
  findings: readonly Finding[],
  seen: { readonly sent: SentCase; readonly operation: Operation; readonly statuses: readonly number[] },
): readonly Finding[] {
  const broken = findings.filter(isOfAnswer);
  if (broken.length > 0) return broken;
  const { statuses } = seen;
  const classes = new Set(statuses.map((status) => Math.floor(status / 100)));
  if (classes.size < 2) return findings;
  const flickers = findings.some(isOfStatus);
  const others = findings.filter((finding) => !isOfStatus(finding));
  return flickers ? [...others, notRepeatable(seen)] : others;
}

function isOfStatus({ rule, at }: Finding): boolean {
  return ofStatus.has(rule) && at?.pointer === '/status';
}

/** Identical requests that were answered with different classes of status; one fault for the whole operation. */
export function notRepeatable({
  sent,
  operation,
  statuses,
}: {
  sent: SentCase;
  operation: Operation;
  statuses: readonly number[];
}): Finding {
  const distinct = [...new Set(statuses)].sort((a, b) => a - b);
  const fault: ProbeFault = {
    rule: 'operation-not-repeatable',
    severity: 'error',
    message: `identical requests, one directly after the other, received status ${distinct.join(' and ')}`,
    place: operation.at,
    side: 'response',
    pointer: '/status',
    actual: distinct,
    clause: undefined,
  };
  return toProbeFinding(sent, fault);
}
