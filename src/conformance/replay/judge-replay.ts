import type { Finding, OperationKey, RuleId, Severity } from '../../finding.ts';
import type { Observation } from '../run/observer.ts';
import type { RunResult } from '../run/run.ts';
import type { SavedFailure } from './saved-failure.ts';

/**
 * What became of a failure. `fixed`: the request shows no fault. `still`: the same fault at the same place. `changed`:
 * another fault in its place. `unchecked`: it could not be looked at.
 */
export type ReplayState = 'fixed' | 'still' | 'changed' | 'unchecked';

/** A saved failure that was sent again. */
export type Replayed = {
  readonly fingerprint: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly operation: OperationKey;
  readonly state: ReplayState;
  /** What the fault is, what it became, or why nothing can be said. */
  readonly message: string;
};

/** Compares what the answers showed with what was saved. Pure. */
export function judgeReplay(
  saved: SavedFailure,
  now: {
    seen: readonly Observation[];
    result: RunResult;
    /** The fingerprints of all saved failures: another one of them speaks for itself. */
    known: ReadonlySet<string>;
    /** Why there may be no answer. */
    unsent: string | undefined;
  },
): Replayed {
  const { fingerprint, rule, severity, case: probe } = saved;
  const { seen, result } = now;
  const say = (state: ReplayState, message: string): Replayed => ({
    ...{ fingerprint, rule, severity, operation: probe.operation, state, message },
  });
  const shown = seen.flatMap(({ attempt }) => attempt.findings);
  const same = [...result.findings, ...shown].find((finding) => finding.fingerprint === fingerprint);
  if (same) return say('still', same.message);
  const last = seen.at(-1)?.attempt;
  if (!last) return say('unchecked', now.unsent ?? 'it was not sent');
  const other = shown.find((finding) => isOther(finding, now.known));
  if (other) return say('changed', `${other.rule}: ${other.message}`);
  const early = saved.sequence && result.notes.find(({ reason }) => reason.startsWith('a sequence ended'));
  if (early) return say('unchecked', early.reason);
  if (last.outcome === 'noise')
    return say('unchecked', `received status ${last.status} from something that is busy or down`);
  if (isIncomparable(saved, last.status))
    return say(
      'unchecked',
      `received status ${last.status}, the fault was seen in an answer ${saved.status}`,
    );
  return say('fixed', `received status ${last.status}, and ${probe.intent.description} shows no fault`);
}

function isOther({ severity, fingerprint }: Finding, known: ReadonlySet<string>): boolean {
  return severity === 'error' && !known.has(fingerprint);
}

/** Faults that are about one kind of answer: another kind says nothing about them. */
const aboutAnswer = /^response-(?:header|body|media-type)-/;

function isIncomparable({ rule, status = 0 }: SavedFailure, received: number): boolean {
  return aboutAnswer.test(rule) && Math.floor(status / 100) !== Math.floor(received / 100);
}
