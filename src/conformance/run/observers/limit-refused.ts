import type { Finding, Severity } from '../../../finding.ts';
import { secretsOf } from '../../judge/judge-attempt.ts';
import { toProbeFinding } from '../../judge/probe-finding.ts';
import type { RunContext } from '../attempt.ts';
import type { Observation, Observer } from '../observer.ts';

/** Keywords with a limit that a value can stand on. */
const limits: ReadonlySet<string> = new Set([
  ...['minLength', 'maxLength', 'minimum', 'maximum'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties'],
]);

/** A refusal of the request for what it is, and not for what it is about (RFC 9110 §15.5.1, §15.5.21). */
const refusals: ReadonlySet<number> = new Set([400, 422]);

/** What a refusal speaks against, and the answer that shows that it was not the data. */
type Doubt = { readonly seen: Observation; readonly severity: Severity; readonly why: string };

/**
 * A valid value may be refused for its data, so one refusal shows nothing. Where the value next to a limit is accepted and the
 * limit itself is not, the provider has another limit than the document. A documented choice, `null` or the absence of an
 * optional value that is refused is worth a warning: there may be a rule that a schema cannot express.
 */
export function observeLimits({ contract }: RunContext): Observer {
  const seen: Observation[] = [];
  return {
    see(observation) {
      const { case: probe } = observation;
      if (probe.phase === 'boundary' && probe.expect.kind === 'accepted-or-refused') seen.push(observation);
    },
    toFindings: () =>
      seen
        .filter((one) => refusals.has(one.attempt.status) && isAcceptedLater(one))
        .flatMap((one) => doubtOf(one) ?? [])
        .map(toFinding),
  };

  /** What refuses everything from some time on refuses nothing for its value: a quota, a limiter, a crash. */
  function isAcceptedLater({ index, operation }: Observation): boolean {
    return seen.some(
      (other) => other.operation === operation && other.index > index && other.attempt.outcome === 'accepted',
    );
  }

  function doubtOf(one: Observation): Doubt | undefined {
    const { keyword, relation, description } = one.case.intent;
    if (limits.has(keyword) && relation === 'on') {
      const near = seen.find((other) => isNeighbour(one, other));
      if (!near || (isWide(one) && !hasWide(one))) return undefined;
      return {
        seen: one,
        severity: 'error',
        why: `as ${near.case.intent.description} is, which was accepted`,
      };
    }
    const isChoice = keyword === 'enum' && relation === 'on';
    const isAbsence = /^(absent|.* missing)$/.test(description.split(': ').at(-1) ?? '');
    const isNull = keyword === 'type' && relation === 'on' && description.endsWith(': null');
    if (!isChoice && !isNull && !(isAbsence && relation === 'inside')) return undefined;
    return { seen: one, severity: 'warning', why: 'by the schema' };
  }

  /** The value next to the same limit on the allowed side, accepted; of wide characters the same number of narrow ones. */
  function isNeighbour(one: Observation, other: Observation): boolean {
    if (other.attempt.outcome !== 'accepted' || other.operation !== one.operation) return false;
    const [a, b] = [one.case.intent, other.case.intent];
    const same =
      a.place.uri === b.place.uri && a.place.pointer === b.place.pointer && a.pointer === b.pointer;
    return same && b.relation === (isWide(one) ? 'on' : 'inside') && !isWide(other);
  }

  function isWide({ case: probe }: Observation): boolean {
    return probe.intent.description.endsWith('of two code units');
  }

  /** Somebody who has nothing against such characters counts them wrong. */
  function hasWide(one: Observation): boolean {
    return seen.some(
      ({ operation, attempt, case: { intent } }) =>
        operation === one.operation &&
        attempt.outcome === 'accepted' &&
        intent.pointer === one.case.intent.pointer &&
        intent.description.endsWith('a character of two code units'),
    );
  }

  function toFinding({ seen: one, severity, why }: Doubt): Finding {
    const { attempt, case: probe, index, operation } = one;
    return toProbeFinding(
      { contract, case: probe, exchange: attempt.exchange, index, secrets: secretsOf(operation) },
      {
        rule: 'request-valid-refused',
        severity,
        message: `${probe.intent.description}: received status ${attempt.status}, documented is that it is valid, ${why}`,
        place: probe.intent.place,
        side: 'response',
        pointer: '/status',
        actual: attempt.status,
        clause: probe.intent.clause,
      },
    );
  }
}
