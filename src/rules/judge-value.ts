import type { SchemaIssue, SchemaPlace, SchemaUse } from '../contract/contract.ts';
import type { Json } from '../finding.ts';
import { describeIssue, forbidsAll } from './describe-issue.ts';
import { excerpt, excerptDocumented } from './excerpt.ts';
import { redactorOf } from './redactor-of.ts';
import { type Draft, none, type RuleContext } from './rule.ts';

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
  const use: SchemaUse = { direction: value.direction, stance: context.exchange.stance };
  const validator = context.contract.validator(value.schema, use);
  if (validator.kind === 'uncheckable') {
    return [{ kind: 'unchecked', reason: validator.reason, pointer: value.pointer, place: validator.at }];
  }
  const { candidates } = value;
  // No candidate: an empty value that `allowEmptyValue` accepts whatever the schema says.
  if (candidates.length === 0) return none;
  for (const candidate of candidates) if (validator.isValid(candidate)) return none;
  const explained = candidates.map((candidate) => validator.explain(candidate));
  return closest(explained).map((issue) => toFault(context, value, issue));
}

/** The reading that comes nearest to the schema: the one with the fewest broken keywords, the first of equals. */
function closest(explained: readonly (readonly SchemaIssue[])[]): readonly SchemaIssue[] {
  return explained.reduce((best, issues) => (issues.length < best.length ? issues : best));
}

function toFault(context: RuleContext, value: JudgedValue, issue: SchemaIssue): Draft {
  const redactor = redactorOf(context);
  const pointer = value.pointer + issue.pointer;
  return {
    kind: 'fault',
    message: describeIssue(issue, { subject: value.subject, pointer: value.pointer, redactor }),
    pointer,
    place: issue.at,
    ...(!forbidsAll(issue) && { expected: excerptDocumented(issue.expected) }),
    ...(issue.actual !== undefined && { actual: excerpt(issue.actual, redactor, pointer) }),
  };
}
