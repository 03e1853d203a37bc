import type { Operation } from '../../contract/contract.ts';
import type { Finding } from '../../finding.ts';
import { secretsOf } from '../judge/judge-attempt.ts';
import type { SentCase } from '../judge/probe-finding.ts';
import { nameUnsteady } from '../judge/unsteady.ts';
import type { Case } from '../plan/case.ts';
import type { Attempt, RunContext } from './attempt.ts';
import { type Answered, confirm, isOnce, statusOf } from './confirm.ts';
import { isRefusal, sayCredentialLost, withoutStateFaults } from './control.ts';
import { examineNoise } from './examine-noise.ts';
import type { Failure } from './failure.ts';
import { recordAttempt } from './record.ts';
import { resend, sendFirst } from './resend.ts';
import type { Tally } from './tally.ts';

/** One case to look at. */
export type Examination = {
  readonly case: Case;
  /** Its number in the run. */
  readonly index: number;
  readonly operation: Operation;
  /** The accepted request of the operation; absent while it is looked for. */
  readonly baseline: Case | undefined;
};

/**
 * Sends a case, confirms what was found with further requests, and writes it all down. What comes back is the first answer;
 * of a request that might become the accepted one, the accepting answer where there was one.
 *
 * @throws KitError `target-unreachable` when there is no connection, and never was one in this run
 */
export async function examine(context: RunContext, tally: Tally, examination: Examination): Promise<Attempt> {
  const made = await sendFirst(context, tally, examination);
  if (made.kind === 'unsendable') tally.note(`not sent: ${made.reason}`);
  if (made.kind === 'unsendable' || made.kind === 'stopped') return made;
  tally.countCase(examination.case.phase);
  const first = await examineNoise(context, tally, { examination, first: made });
  if (first.kind === 'judged') recordAttempt(context, tally, { ...examination, attempt: first });
  // A provider that was reached and gave no answer was looked at as well.
  else if (first.sent.cause !== 'unreachable') tally.countJudged();
  const kept = await withoutStateFaults(context, tally, { examination, first });
  if (kept.every((finding) => tally.isConfirmed(finding.fingerprint))) {
    for (const finding of kept) add(tally, { finding, examination, shown: first, seen: 1, tries: 1 });
    if (isSlow(context, first) && tally.takeExtra()) await resend(context, tally, examination);
    return first;
  }
  const tries = await confirm(context, tally, { examination, first, findings: kept });
  if (tries === 'stopped') return { kind: 'stopped' };
  report(context, tally, { examination, kept, tries });
  return examination.baseline ? first : (tries.find(isAccepted) ?? first);
}

/** Writes down what came each time as it is, and what came and went under the rule that names it. */
function report(
  context: RunContext,
  tally: Tally,
  from: { examination: Examination; kept: readonly Finding[]; tries: readonly Answered[] },
): void {
  const { examination, kept, tries } = from;
  const statuses = tries.map(statusOf);
  const [first, second] = tries;
  if (!first) return;
  const known = tally.isUnsteady(examination.operation.key) && statusOf(first) >= 500;
  if (second && !known && isIncomparable(examination, first, second)) {
    for (const finding of kept) add(tally, { finding, examination, shown: first, seen: 2, tries: 2 });
    return;
  }
  const isSteady = ({ fingerprint }: Finding): boolean => tries.every((one) => shows(one, fingerprint));
  for (const finding of kept.filter(isSteady)) {
    const status = statusOf(first);
    if (finding.rule === 'operation-not-idempotent' && (status === 401 || status === 403))
      sayCredentialLost(tally, examination.operation, status);
    else add(tally, { finding, examination, shown: first, seen: tries.length, tries: tries.length });
  }
  const seen = new Map<string, { finding: Finding; shown: Answered; seen: number }>();
  for (const [index, shown] of tries.entries()) {
    const own = index === 0 ? kept : shown.findings.filter((finding) => isKept(finding, from));
    const sent = toSentCase(context, examination, shown);
    const named = nameUnsteady(
      own.filter((finding) => !isSteady(finding)),
      { sent, operation: examination.operation, statuses: statuses.filter((status) => status > 0) },
    );
    for (const finding of named) {
      const known = seen.get(finding.fingerprint);
      seen.set(finding.fingerprint, { finding, shown, ...known, seen: (known?.seen ?? 0) + 1 });
    }
  }
  for (const one of seen.values()) add(tally, { ...one, examination, tries: tries.length });
}

/** A refusal that the state explains stays out, also when it comes with a later answer. */
function isKept(finding: Finding, from: { examination: Examination; kept: readonly Finding[] }): boolean {
  const { kept, examination } = from;
  if (kept.some(({ fingerprint }) => fingerprint === finding.fingerprint)) return true;
  // What only a later answer shows can be due to what the first request did.
  if (isOnce(examination.operation)) return finding.rule === 'response-server-error';
  return finding.rule.startsWith('response-') || (examination.baseline !== undefined && !isRefusal(finding));
}

/** Not idempotent: the second answer speaks of what the first request did, and proves nothing against it. */
function isIncomparable({ operation, case: probe }: Examination, first: Answered, second: Answered): boolean {
  if (!isOnce(operation)) return false;
  const [before, after] = [first, second].map((one) => Math.floor(statusOf(one) / 100));
  if (before === after || after !== 4) return false;
  // An invalid request is refused the second time because it is invalid, unless it was accepted the first time.
  if (before === 2) return true;
  return probe.proof === undefined && probe.expect.kind !== 'answered';
}

function add(
  tally: Tally,
  from: { finding: Finding; examination: Examination; shown: Answered; seen: number; tries: number },
): void {
  const { finding, examination, shown, seen, tries } = from;
  const { fingerprint } = finding;
  const { case: probe, baseline } = examination;
  const failure: Failure = {
    ...{ fingerprint, case: probe, exchange: shown.exchange },
    ...(baseline ? { validUrl: baseline.request.url } : {}),
  };
  tally.add(finding, { index: examination.index, seen, tries, failure });
}

function toSentCase({ contract }: RunContext, examination: Examination, { exchange }: Answered): SentCase {
  const { index, operation, case: probe } = examination;
  return { contract, case: probe, exchange, index, secrets: secretsOf(operation) };
}

function shows(one: Answered, fingerprint: string): boolean {
  return one.findings.some((finding) => finding.fingerprint === fingerprint);
}

function isAccepted(made: Attempt): boolean {
  return made.kind === 'judged' && made.outcome === 'accepted';
}

function isSlow({ maxResponseTime = Number.POSITIVE_INFINITY }: RunContext, made: Answered): boolean {
  return made.kind === 'judged' && made.milliseconds > maxResponseTime;
}
