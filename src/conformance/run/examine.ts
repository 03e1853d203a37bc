import type { Operation } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import type { Finding } from '../../finding.ts';
import type { Case } from '../plan/case.ts';
import { type Attempt, attempt, type RunContext } from './attempt.ts';
import type { Failure } from './failure.ts';
import { recordAttempt } from './record.ts';
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
 * Sends a case, confirms what was found with a second request, and writes it all down.
 *
 * @throws KitError `target-unreachable` when there is no connection, and never was one in this run
 */
export async function examine(context: RunContext, tally: Tally, examination: Examination): Promise<Attempt> {
  const first = await send(context, tally, examination);
  if (first.kind === 'unsendable') tally.note(`not sent: ${first.reason}`);
  if (first.kind === 'unsendable' || first.kind === 'stopped') return first;
  tally.countCase(examination.case.phase);
  if (first.kind === 'judged') recordAttempt(context, tally, { ...examination, attempt: first });
  const findings = await withoutStateFaults(context, tally, { examination, first });
  const { index } = examination;
  if (findings.every((finding) => tally.isConfirmed(finding.fingerprint))) {
    for (const finding of findings)
      tally.add(finding, { index, seen: 1, tries: 1, failure: toFailure(finding, examination, first) });
    return first;
  }
  const second = await send(context, tally, examination);
  if (second.kind === 'stopped' || second.kind === 'unsendable') return second;
  const again = new Set(second.findings.map((finding) => finding.fingerprint));
  // Not idempotent: the second answer speaks of what the first request did, and proves nothing against it.
  const incomparable = isOnce(examination.operation) && classOf(first) !== classOf(second);
  for (const finding of findings) {
    const came = again.has(finding.fingerprint) || incomparable;
    const failure = toFailure(finding, examination, first);
    tally.add(finding, { index, seen: came ? 2 : 1, tries: 2, failure });
  }
  return first;
}

function toFailure(
  { fingerprint }: Finding,
  { case: probe }: Examination,
  { exchange }: Extract<Attempt, { kind: 'judged' | 'absent' }>,
): Failure {
  return { fingerprint, case: probe, exchange };
}

async function send(context: RunContext, tally: Tally, examination: Examination): Promise<Attempt> {
  const made = await attempt(context, examination.operation, examination);
  if (made.kind === 'absent' && made.sent.cause === 'unreachable' && tally.requests === 0)
    throw new KitError('target-unreachable', `cannot reach ${context.origin}: ${made.sent.detail}`, {
      hint: 'start the service first, or give another URL with --target',
    });
  if (made.kind === 'judged' || made.kind === 'absent') tally.countRequest();
  return made;
}

/**
 * A valid request can be refused because of the data, or of what earlier requests did. While no request was accepted
 * yet, a refusal says nothing. Later, the accepted request is sent once more: where it is refused as well, the refusal
 * says nothing about a spelling or value.
 */
async function withoutStateFaults(
  context: RunContext,
  tally: Tally,
  from: { examination: Examination; first: Extract<Attempt, { kind: 'judged' | 'absent' }> },
): Promise<readonly Finding[]> {
  const { examination, first } = from;
  const { baseline, case: probe } = examination;
  if (!baseline) {
    const refused = first.kind === 'judged' && first.outcome !== 'accepted';
    return first.findings.filter(({ rule }) => !refused || rule !== 'scenario-outcome-different');
  }
  if (!first.findings.some(isRefusal) || probe.expect.kind === 'repeated') return first.findings;
  const control = await send(context, tally, { ...examination, case: baseline });
  if (control.kind === 'judged' && control.outcome === 'accepted') return first.findings;
  tally.note(
    'a valid request was refused, and so was the one that had been accepted before: the state is the reason',
  );
  return first.findings.filter((finding) => !isRefusal(finding));
}

function isRefusal({ rule }: Finding): boolean {
  return rule === 'request-valid-refused';
}

function isOnce({ method }: Operation): boolean {
  return method === 'POST' || method === 'PATCH' || method === 'DELETE';
}

function classOf(made: Attempt): number {
  return made.kind === 'judged' ? Math.floor(made.status / 100) : 0;
}
