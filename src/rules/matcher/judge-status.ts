import { placeIn } from '../../contract/compile-reference.ts';
import type { Operation } from '../../contract/contract.ts';
import { findResponse } from '../../contract/decode-response.ts';
import type { Matcher } from '../../exchange/matcher.ts';
import type { Severity } from '../../finding.ts';
import { type Draft, none, type RuleContext } from '../rule.ts';
import { acceptsAll } from './accepts.ts';
import { ruleName } from './rule-name.ts';
import { statusesOf } from './status-class.ts';
import { witnesses } from './witnesses.ts';

/**
 * Whether the matcher of a status accepts statuses that the operation does not document (OpenAPI 3.1 §4.8.16): an error
 * where it names them, or where it names a class of which none is documented; else a warning.
 */
export function judgeStatus({ response, route }: RuleContext, matcher: Matcher): readonly Draft[] {
  if (!response?.definition || route.kind !== 'operation') return none;
  const { operation } = route;
  const example = response.status;
  // A matcher that refuses its own example is for another rule to tell.
  if (acceptsAll(matcher.rules, matcher.combine, { example, value: example, form: 'json' }) === false)
    return none;
  const isDocumented = (status: number) => findResponse(operation, status) !== undefined;
  return matcher.rules.flatMap((rule): readonly Draft[] => {
    const accepted = statusesAccepted(rule, response.status);
    const undocumented = accepted?.statuses.filter((status) => !isDocumented(status)) ?? [];
    const [first] = undocumented;
    if (!accepted || first === undefined) return [];
    const isSure = accepted.listed || undocumented.length === accepted.statuses.length;
    const witness = likely.find((status) => undocumented.includes(status)) ?? first;
    return [toFault(operation, { witness, severity: isSure ? 'error' : 'warning' })];
  });
}

/** Those that a service is likely to answer with, for a message that speaks to people. */
const likely: readonly number[] = [200, 201, 204, 302, 304, 400, 401, 403, 404, 409, 422, 429, 500, 503];

/** A regular expression lists statuses as `statusCode` does; the type of a status says nothing. */
function statusesAccepted(
  rule: Matcher['rules'][number],
  example: number,
): { statuses: readonly number[]; listed: boolean } | undefined {
  switch (ruleName(rule)) {
    case 'statusCode':
      return statusesOf(rule);
    case 'regex': {
      const found = witnesses(rule, { example, form: 'json' }, 1);
      if (typeof found === 'string') return undefined;
      const statuses = found.filter((status) => typeof status === 'number' && status >= 100 && status <= 599);
      return { statuses: statuses as readonly number[], listed: statuses.length <= 10 };
    }
    default:
      return undefined;
  }
}

function toFault(
  operation: Operation,
  { witness, severity }: { witness: number; severity: Severity },
): Draft {
  const statuses = operation.responses.map(({ status }) => status);
  return {
    kind: 'fault',
    severity,
    message: `response status: the matcher accepts ${witness}, documented ${statuses.join(', ') || 'none'}`,
    pointer: '/status',
    place: placeIn(operation.at, 'responses'),
    expected: statuses,
    actual: witness,
    hint: 'match documented statuses only, or document the others or their range',
  };
}
