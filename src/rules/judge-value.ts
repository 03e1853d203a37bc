import type { SchemaIssue, SchemaPlace, SchemaUse, Validator } from '../contract/contract.ts';
import type { Json } from '../finding.ts';
import { findAtPlace } from '../spec/resolve.ts';
import { describeIssue, type Forbiddance } from './describe-issue.ts';
import { excerpt, excerptDocumented } from './excerpt.ts';
import { redactorOf } from './redactor-of.ts';
import { type Draft, none, type RuleContext } from './rule.ts';
import { useOf } from './schema-use.ts';

/** A value of a message, with the schema that documents it. */
export type JudgedValue = {
  readonly schema: SchemaPlace;
  readonly direction: SchemaUse['direction'];
  /** Every reading of the value; it is right when one of them is. */
  readonly candidates: readonly Json[];
  /** What it is called in a message: `request body`, `query parameter limit`. */
  readonly subject: string;
  /** Where it stands in its side of the exchange. */
  readonly pointer: string;
};

/** Compares a value with its schema. The order of the drafts is that of the validator's issues. */
export function judgeValue(context: RuleContext, value: JudgedValue): readonly Draft[] {
  const use = useOf(value.direction, context.exchange.stance);
  const validator = context.contract.validator(value.schema, use);
  if (validator.kind === 'uncheckable') {
    return [{ kind: 'unchecked', reason: validator.reason, pointer: value.pointer, place: validator.at }];
  }
  const { candidates } = value;
  // No candidate: an empty value that `allowEmptyValue` accepts whatever the schema says.
  if (candidates.length === 0) return none;
  for (const candidate of candidates) if (validator.isValid(candidate)) return none;
  return explain(context, value, validator);
}

type Explained = { readonly candidate: Json; readonly issues: readonly SchemaIssue[] };

/** The reading that comes nearest to the schema has the fewest broken keywords; of equals it is the first. */
export function explainClosest(
  validator: Extract<Validator, { kind: 'validator' }>,
  candidates: readonly Json[],
): Explained {
  const explained: Explained[] = candidates.map((candidate) => ({
    candidate,
    issues: validator.explain(candidate),
  }));
  return explained.reduce((best, next) => (next.issues.length < best.issues.length ? next : best));
}

function explain(
  context: RuleContext,
  value: JudgedValue,
  validator: Extract<Validator, { kind: 'validator' }>,
): readonly Draft[] {
  const closest = explainClosest(validator, value.candidates);
  const drafts: Draft[] = closest.issues.map((issue) => toFault(context, value, issue));
  for (const { reason, at, pointer } of validator.unjudged(closest.candidate)) {
    drafts.push({ kind: 'unchecked', reason, pointer: value.pointer + pointer, place: at });
  }
  if (drafts.length > 0) return drafts;
  const reason = `the ${value.subject} is neither right nor wrong by its schema`;
  return [{ kind: 'unchecked', reason, pointer: value.pointer, place: value.schema }];
}

function toFault(context: RuleContext, value: JudgedValue, issue: SchemaIssue): Draft {
  const pointer = value.pointer + issue.pointer;
  const received =
    issue.actual === undefined ? undefined : excerpt(issue.actual, redactorOf(context), pointer);
  const forbids = forbiddance(context, issue);
  return {
    kind: 'fault',
    message: describeIssue(issue, { subject: value.subject, received, forbids }),
    pointer,
    place: issue.at,
    ...(!forbids && issue.keyword !== 'not' && { expected: excerptDocumented(issue.expected) }),
    ...(received !== undefined && { actual: received }),
  };
}

/**
 * `by-name`: the schema says "not included", as `false` or as `not` with a schema that allows everything.
 * `undeclared`: the object or list is closed, and the value is none of what it declares.
 */
export function forbiddance(
  { contract }: Pick<RuleContext, 'contract'>,
  { keyword, at, expected, message }: SchemaIssue,
): Forbiddance {
  const documented = findAtPlace(contract.document, at);
  if (keyword === 'not') {
    return documented === true || JSON.stringify(documented) === '{}' ? 'by-name' : undefined;
  }
  if (expected !== false || !/^(?:is not|must not be there)/.test(message)) return undefined;
  return documented !== false || closing.test(keyword) ? 'undeclared' : 'by-name';
}

const closing = /^(?:additional|unevaluated)|^items$/;
