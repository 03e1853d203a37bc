import type { SchemaIssue } from '../contract/contract.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { Json } from '../finding.ts';
import { pointerTokens } from '../spec/pointer.ts';
import { excerpt, excerptDocumented, showName, showValue } from './excerpt.ts';

/** A broken keyword in one sentence: what was received and what is documented, in the words of JSON Schema. */
export function describeIssue(
  issue: SchemaIssue,
  value: { readonly subject: string; readonly pointer: string; readonly redactor: Redactor },
): string {
  const place = issue.pointer === '' ? value.subject : `${value.subject} ${showName(issue.pointer)}`;
  const received =
    issue.actual === undefined
      ? 'a value'
      : showValue(excerpt(issue.actual, value.redactor, value.pointer + issue.pointer));
  return `${place}: ${sentence(issue, received)}`;
}

function sentence(issue: SchemaIssue, received: string): string {
  const { keyword, expected } = issue;
  if (forbidsAll(issue)) return `received ${received}, documented as not included`;
  switch (keyword) {
    case 'required':
      return `received no property ${showName(missingProperty(issue))}, documented as required`;
    case 'type':
      return `received ${received}, documented type ${alternatives(expected)}`;
    case 'enum':
      return `received ${received}, documented one of ${list(expected)}`;
    case 'const':
      return `received ${received}, documented only ${showValue(excerptDocumented(expected))}`;
    default:
      return `received ${received}, documented ${isPlain(expected) ? `${keyword} ${plain(expected)}` : issue.message}`;
  }
}

/** A schema that nothing satisfies says "not included": `false`, or `not` with an empty schema (JSON Schema §4.3.2). */
export function forbidsAll({ keyword, expected }: SchemaIssue): boolean {
  if (keyword === 'false schema' || expected === false) return keyword !== 'const' && keyword !== 'enum';
  return keyword === 'not' && (expected === true || isEmptyObject(expected));
}

/** The name that `required` lists; the place of the issue says which of them is missing. */
function missingProperty({ at, expected }: SchemaIssue): string {
  if (typeof expected === 'string') return expected;
  const name = Array.isArray(expected) ? expected[Number(pointerTokens(at.pointer).at(-1))] : undefined;
  return typeof name === 'string' ? name : showValue(excerptDocumented(expected));
}

function alternatives(expected: Json): string {
  return Array.isArray(expected) ? expected.join(' or ') : String(expected);
}

function list(expected: Json): string {
  const values = Array.isArray(expected) ? expected : [expected];
  const shown = values.slice(0, 10).map((value) => showValue(excerptDocumented(value)));
  return values.length > 10 ? `${shown.join(', ')} and ${values.length - 10} more` : shown.join(', ');
}

function isPlain(value: Json): boolean {
  return value === null || typeof value !== 'object';
}

/** `pattern ^a$` and `format date` need no quotes. */
function plain(expected: Json): string {
  const shown = excerptDocumented(expected);
  return typeof shown === 'string' ? shown : showValue(shown);
}

function isEmptyObject(value: Json): boolean {
  return (
    value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0
  );
}
