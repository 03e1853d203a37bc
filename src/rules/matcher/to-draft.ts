import type { SchemaIssue } from '../../contract/contract.ts';
import type { MatcherRule } from '../../exchange/matcher.ts';
import type { Json } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { describeIssue } from '../describe-issue.ts';
import { excerpt, excerptDocumented, showName, showValue } from '../excerpt.ts';
import { forbiddance } from '../judge-value.ts';
import { redactorOf } from '../redactor-of.ts';
import type { Fault, RuleContext } from '../rule.ts';
import { toText } from './accepts.ts';
import { compileRegex } from './regex.ts';
import { isMembers, type RuleName } from './rule-name.ts';
import type { Deviation, Tried } from './try-witnesses.ts';

/** What a part of a message is called, and where it stands in its side of the exchange. */
export type Spot = { readonly subject: string; readonly pointer: string };

/** The matcher accepts a value that the document does not allow. `pointer` of the issue leads on from the spot. */
export function toMatcherFault(
  context: RuleContext,
  { issue, witness, severity, name }: Deviation<SchemaIssue>,
  spot: Spot,
): Fault {
  const pointer = spot.pointer + issue.pointer;
  const shown = excerpt(issue.actual ?? witness, redactorOf(context), pointer);
  const forbids = forbiddance(context, issue);
  const words = { subject: spot.subject, received: shown, forbids, verb: 'the matcher accepts' };
  return {
    kind: 'fault',
    severity,
    message: describeIssue(issue, words),
    pointer,
    place: issue.at,
    ...(!forbids && issue.keyword !== 'not' && { expected: excerptDocumented(issue.expected) }),
    actual: shown,
    hint: hints[name] ?? 'match what the document allows, or document what the matcher accepts',
  };
}

const hints: Partial<Record<RuleName, string>> = {
  regex: 'let the regular expression match documented values only, or document the others',
  type: 'match by equality or by a regular expression of the documented values: the consumer relies on less than is documented',
  number: 'match by integer where an integer is documented',
  decimal: 'match by integer where an integer is documented',
};

/** A value of a pact, with the rules that hold for it. */
export type Refused = Spot & Tried & { readonly place: SpecPlace };

/** The example is a value that its own matcher refuses: Pact would not match the two. */
export function toRefusalFault(
  context: RuleContext,
  { subject, pointer, example, rules, place }: Refused,
): Fault {
  const shown = excerpt(example, redactorOf(context), pointer);
  // A pattern of a secret tells of it.
  const shownRules = rules.map(({ match, ...rest }): Json => {
    const shown = excerpt(rest, redactorOf(context), pointer);
    return { match, ...(isMembers(shown) && shown) };
  });
  const written = shownRules.length === 1 && shownRules[0] !== undefined ? shownRules[0] : shownRules;
  return {
    kind: 'fault',
    ...(rules.some((rule) => matchesPart(rule, example)) && { severity: 'warning' }),
    message: `${subject}: the matcher ${showValue(written)} refuses its own example ${showValue(shown)}`,
    pointer,
    place,
    expected: written,
    actual: shown,
    hint: 'correct the example or the matcher: a provider that answers with the example would fail the verification',
  };
}

/** Pacts of the implementation in Ruby may hold expressions that match a part only, and be verified by it. */
function matchesPart({ regex }: MatcherRule, example: Json): boolean {
  const compiled = typeof regex === 'string' ? compileRegex(regex) : undefined;
  return compiled?.kind === 'regex' && compiled.occursIn(toText(example)) === true;
}

/** `response body /result`: a pointer below the subject, where there is one. */
export function nameSpot(subject: string, pointer: string): string {
  return pointer === '' ? subject : `${subject} ${showName(pointer)}`;
}
