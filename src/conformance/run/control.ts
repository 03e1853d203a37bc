import type { Operation } from '../../contract/contract.ts';
import type { Finding } from '../../finding.ts';
import type { RunContext } from './attempt.ts';
import { type Answered, statusOf } from './confirm.ts';
import type { Examination } from './examine.ts';
import { resend } from './resend.ts';
import type { Tally } from './tally.ts';

/** A request that comes through fails this often at most before it counts as refused. */
const mostTries = 3;

/**
 * A valid request can be refused because of the data, or of what earlier requests did. While no request was accepted
 * yet, a refusal says nothing. Later, the accepted request is sent once more: where it is refused as well, the refusal
 * says nothing about a spelling or value.
 */
export async function withoutStateFaults(
  context: RunContext,
  tally: Tally,
  from: { examination: Examination; first: Answered },
): Promise<readonly Finding[]> {
  const { examination, first } = from;
  const { baseline, case: probe } = examination;
  if (!baseline) {
    const refused = first.kind === 'judged' && first.outcome !== 'accepted';
    return first.findings.filter(({ rule }) => !refused || rule !== 'scenario-outcome-different');
  }
  if (!first.findings.some(isRefusal) || probe.expect.kind === 'repeated') return first.findings;
  if (await sendControl(context, tally, { ...examination, case: baseline })) return first.findings;
  tally.note(
    'a valid request was refused, and so was the one that had been accepted before: the state is the reason',
  );
  return first.findings.filter((finding) => !isRefusal(finding));
}

export function isRefusal({ rule }: Finding): boolean {
  return rule === 'request-valid-refused';
}

/** Sends the accepted request again; true when it is still accepted. A crash or a lost answer says nothing about it. */
export async function sendControl(
  context: RunContext,
  tally: Tally,
  examination: Examination,
): Promise<boolean> {
  const faults = new Map<string, { finding: Finding; seen: number }>();
  const answers: Answered[] = [];
  while (answers.length < mostTries && !isClear(answers, tally.isUnsteady(examination.operation.key))) {
    const made = await resend(context, tally, examination);
    if (made.kind === 'stopped' || made.kind === 'unsendable') break;
    answers.push(made);
    for (const finding of made.findings) {
      if (isRefusal(finding) || finding.rule === 'scenario-outcome-different') continue;
      const seen = (faults.get(finding.fingerprint)?.seen ?? 0) + 1;
      faults.set(finding.fingerprint, { finding, seen });
    }
  }
  for (const { finding, seen } of faults.values())
    tally.add(finding, { index: examination.index, seen, tries: Math.max(answers.length, 2) });
  const last = answers.at(-1);
  const status = last ? statusOf(last) : 0;
  if (status === 401 || status === 403) sayCredentialLost(tally, examination.operation, status);
  return last !== undefined && isAccepted(last);
}

/** A refusal is believed at once, but not where the operation is known to refuse and accept by turns. */
function isClear(answers: readonly Answered[], wasUnsteady: boolean): boolean {
  if (answers.some(isAccepted)) return true;
  return !wasUnsteady && answers.some((one) => Math.floor(statusOf(one) / 100) === 4);
}

function isAccepted(made: Answered): boolean {
  return made.kind === 'judged' && made.outcome === 'accepted';
}

/** A credential that ends during the run leaves nothing to test. */
export function sayCredentialLost(tally: Tally, { key }: Operation, status: number): void {
  tally.uncheckOnce(
    `a request of ${key} that had been accepted was refused later with status ${status}: give a credential that lasts for the whole run`,
  );
}
