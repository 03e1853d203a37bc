import type { Finding } from '../../../finding.ts';
import { secretsOf } from '../../judge/judge-attempt.ts';
import { toProbeFinding } from '../../judge/probe-finding.ts';
import { findDifference } from '../../judge/shape-difference.ts';
import type { RunContext } from '../attempt.ts';
import type { Observation, Observer } from '../observer.ts';

/** Methods that change nothing (RFC 9110 §9.2.1). */
const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Equal requests of a safe method, one directly after the other, whose accepted answers have different shapes. Only what no
 * change of the data explains, as nothing happened in between: values, lists and optional members may differ at any time.
 */
export function observeRepetitions({ contract }: RunContext): Observer {
  const found = new Map<string, Finding>();
  let last: Observation | undefined;
  return {
    see(seen) {
      const before = last;
      last = seen;
      if (!before || !safe.has(seen.operation.method) || found.has(seen.operation.key)) return;
      if (!isSameRequest(before, seen)) return;
      const difference = describeDifference(before, seen);
      if (difference !== undefined) found.set(seen.operation.key, toFinding(seen, difference));
    },
    toFindings: () => [...found.values()],
  };

  function toFinding(seen: Observation, difference: string): Finding {
    const { operation, index, case: probe, attempt } = seen;
    return toProbeFinding(
      { contract, case: probe, exchange: attempt.exchange, index, secrets: secretsOf(operation) },
      {
        rule: 'operation-not-repeatable',
        severity: 'warning',
        message: `identical requests, one directly after the other, received different shapes: ${difference}`,
        place: operation.at,
        side: 'response',
        pointer: '/body',
        clause: undefined,
      },
    );
  }
}

function isSameRequest(a: Observation, b: Observation): boolean {
  if (a.operation !== b.operation) return false;
  return JSON.stringify(a.case.request) === JSON.stringify(b.case.request);
}

/** Only whole and documented answers are compared: what is wrong with the others is said by the rules. */
function describeDifference(a: Observation, b: Observation): string | undefined {
  const [before, after] = [a, b].map(({ attempt }) =>
    attempt.outcome === 'accepted' && attempt.findings.length === 0 ? attempt.result.response : undefined,
  );
  if (!before || !after || before.status !== after.status) return undefined;
  return findDifference(before, after);
}
