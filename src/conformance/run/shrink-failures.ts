import type { Finding } from '../../finding.ts';
import type { Case } from '../plan/case.ts';
import { restatementsOf } from '../shrink/same-meaning.ts';
import { sizeOf, smallerRequests } from '../shrink/smaller-requests.ts';
import { attempt, type RunContext } from './attempt.ts';
import type { Answered } from './confirm.ts';
import type { Failure } from './failure.ts';
import type { Tally } from './tally.ts';

/** Requests for one finding; fewer where each of them may make or delete something. */
const mostTries = { once: 10, idempotent: 30 };

/** Requests for all findings of a run. */
const mostRequests = 300;

/**
 * Reduces the request behind each finding to a smaller one that still shows it: the same rule at the same place, for a
 * request about which the document says the same. Greedy, with a bounded number of requests.
 */
export async function shrinkFailures(context: RunContext, tally: Tally): Promise<void> {
  const { findings, failures } = tally.toFindings();
  const work: Work = { left: mostRequests, answers: new Map() };
  for (const failure of failures) {
    const finding = findings.find(({ fingerprint }) => fingerprint === failure.fingerprint);
    if (!finding || failure.sequence || !canShrink(finding, failure.case)) continue;
    const smaller = await shrink(context, tally, { finding, failure, work });
    if (smaller) tally.replace(smaller.finding, smaller.failure);
  }
}

/**
 * What comes and goes cannot be compared. Where the fault is that a request was refused, or was answered otherwise than
 * its example, the request itself is what the document speaks of. Waiting again and again for no answer takes too long.
 */
function canShrink({ rule, flaky, message }: Finding, { expect }: Case): boolean {
  if (flaky || expect.kind === 'repeated') return false;
  if (rule === 'response-absent') return !message.includes('no whole answer within');
  return rule.startsWith('response-') || /^request-(invalid|unauthenticated)-accepted$/.test(rule);
}

/** What all findings of a run share. */
type Work = {
  left: number;
  /** Several findings can be about one case, and ask the same of it. */
  readonly answers: Map<string, Answered>;
};

type Smallest = { readonly finding: Finding; readonly failure: Failure };

async function shrink(
  context: RunContext,
  tally: Tally,
  from: { finding: Finding; failure: Failure; work: Work },
): Promise<Smallest | undefined> {
  const { finding, failure, work } = from;
  const operation = context.contract.operations.find(({ key }) => key === failure.case.operation);
  if (!operation) return undefined;
  const restate = restatementsOf(context.contract, operation, failure.case);
  const seen = new Set<string>();
  let tries = /^(POST|PATCH|DELETE)$/.test(operation.method) ? mostTries.once : mostTries.idempotent;
  let [current, smallest]: [Case, Smallest | undefined] = [failure.case, undefined];
  for (let found = true; found; ) {
    found = false;
    for (const request of smallerRequests(current.request)) {
      const key = JSON.stringify(request);
      if (seen.has(key) || sizeOf(request) >= sizeOf(current.request)) continue;
      seen.add(key);
      const probe = restate(request);
      if (!probe) continue;
      const known = work.answers.get(probe.id + key);
      if (!known && (tries === 0 || work.left === 0 || context.isOver())) return smallest;
      const made =
        known ?? (await attempt(context, operation, { case: probe, index: finding.at?.exchange ?? 0 }));
      if (made.kind !== 'judged' && made.kind !== 'absent') return smallest;
      if (!known) {
        work.answers.set(probe.id + key, made);
        tries -= 1;
        work.left -= 1;
        tally.countRequest();
      }
      const same = findSame(made, finding);
      if (!same) continue;
      current = probe;
      smallest = {
        finding: same,
        failure: { ...failure, case: probe, exchange: made.exchange },
      };
      found = true;
      break;
    }
  }
  return smallest;
}

function findSame({ findings }: Answered, finding: Finding): Finding | undefined {
  return findings.find(
    ({ fingerprint, severity }) => fingerprint === finding.fingerprint && severity === finding.severity,
  );
}
