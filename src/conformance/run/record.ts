import { proveByOutcome, proveOutcomeExamples } from '../judge/outcomes.ts';
import type { RunContext } from './attempt.ts';
import type { Observation } from './observer.ts';
import type { Tally } from './tally.ts';

/** Writes down what an answer shows: the clause table, what could not be checked, and what a reader should know. */
export function recordAttempt(context: RunContext, tally: Tally, seen: Observation): void {
  const { operation, attempt } = seen;
  const { status, outcome, result } = attempt;
  tally.countJudged();
  for (const observer of tally.observers) observer.see(seen);
  for (const entry of attempt.unchecked) tally.uncheck(entry);
  if (outcome === 'noise')
    tally.uncheck({
      reason: `${operation.key} was answered with status ${status} after several tries, by something that is busy or down`,
    });
  if (outcome === 'unproven')
    tally.note(
      `a valid request of ${operation.key} was refused with status ${status}, the reason may be the data`,
    );
  if (attempt.slip) tally.slip(attempt.slip);
  const findings = result.findings.filter((finding) => finding.at?.side === 'response');
  tally.coverage.record(attempt.exchange, { ...result, findings });
  proveByOutcome(tally.coverage, seen);
  if (findings.length === 0) proveOutcomeExamples(tally.coverage, context.contract.document, seen);
}
