import type { Operation } from '../../../contract/contract.ts';
import type { Finding } from '../../../finding.ts';
import { secretsOf } from '../../judge/judge-attempt.ts';
import { toProbeFinding } from '../../judge/probe-finding.ts';
import type { RunContext } from '../attempt.ts';
import type { Observation, Observer } from '../observer.ts';

/** What an operation took. */
type Times = { answers: number; slow: number; slowest: Observation; readonly slowCases: Set<string> };

/** Answers that took longer than a person allows; nothing where no limit was given. */
export function observeResponseTimes({ contract, maxResponseTime }: RunContext): Observer {
  const times = new Map<Operation, Times>();
  const limit = maxResponseTime ?? Number.POSITIVE_INFINITY;
  return {
    see(seen) {
      const own = times.get(seen.operation) ?? {
        answers: 0,
        slow: 0,
        slowest: seen,
        slowCases: new Set<string>(),
      };
      times.set(seen.operation, own);
      own.answers += 1;
      if (seen.attempt.milliseconds > own.slowest.attempt.milliseconds) own.slowest = seen;
      if (seen.attempt.milliseconds <= limit) return;
      own.slow += 1;
      own.slowCases.add(seen.case.id);
    },
    toFindings: () => [...times.values()].filter(({ slow }) => slow > 0).map(toFinding),
  };

  function toFinding({ answers, slow, slowest }: Times): Finding {
    const { operation, index, case: probe, attempt } = slowest;
    const once = slow === 1;
    const finding = toProbeFinding(
      { contract, case: probe, exchange: attempt.exchange, index, secrets: secretsOf(operation) },
      {
        rule: 'response-time-exceeded',
        // The first answer of a service that has just been started is often a slow one.
        severity: once ? 'warning' : 'error',
        message: `${slow} of ${answers} answers took longer than ${limit} ms, the slowest ${roundTime(attempt.milliseconds)} ms (${probe.intent.description})`,
        place: operation.at,
        side: 'response',
        pointer: '',
        expected: limit,
        actual: roundTime(attempt.milliseconds),
        clause: undefined,
      },
    );
    return slow < answers ? { ...finding, flaky: { seen: slow, tries: answers } } : finding;
  }
}

/** To two digits: what is behind them is chance. */
function roundTime(milliseconds: number): number {
  return Number(milliseconds.toPrecision(2));
}
