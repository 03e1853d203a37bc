import { isEqual } from '../../contract/schema-equal.ts';
import type { MatcherRule } from '../../exchange/matcher.ts';
import type { Json } from '../../finding.ts';
import { readDateFormat } from './date-format.ts';
import { compileRegex } from './regex.ts';
import { dateFormatOf, innerRules, isList, isMembers, lengthsOf, ruleName } from './rule-name.ts';
import { isSemver } from './semver.ts';
import { statusesOf } from './status-class.ts';

/**
 * `json`: a value of a JSON body. `text`: a path, a query or header value, a text body; there a number is what reads as
 * one, and `type` accepts every text.
 */
export type ValueForm = 'json' | 'text';

/** A value, and the one in the pact that stands for it. */
export type Compared = { readonly example: Json; readonly value: Json; readonly form: ValueForm };

/**
 * Whether a matching rule accepts a value at its place, as Pact's own implementation (the one that all languages share)
 * does; undefined where that cannot be told. What lies below the place is for the rules that hold there.
 *
 * @example accepts({ match: 'type', min: 1 }, { example: ['a'], value: [], form: 'json' }) // false
 */
export function accepts(rule: MatcherRule, compared: Compared): boolean | undefined {
  const { example, value, form } = compared;
  const name = ruleName(rule);
  switch (name) {
    case 'equality':
    case 'values':
      return name === 'values' && typeof value === 'object'
        ? sameType(example, value)
        : isEqual(example, value);
    case 'regex':
      return matchesRegex(rule, value);
    case 'type':
      return acceptsType(rule, compared);
    case 'include':
      return typeof rule.value === 'string' ? toText(value).includes(rule.value) : undefined;
    case 'integer':
    case 'decimal':
    case 'number':
      return isList(value) || acceptsNumber(name, value, form);
    case 'boolean':
      return isList(value) || typeof value === 'boolean' || value === 'true' || value === 'false';
    case 'null':
      return value === null;
    case 'date':
    case 'time':
    case 'datetime': {
      const format = readDateFormat(dateFormatOf(rule, name));
      return format.kind === 'format' ? isList(value) || format.matches(toText(value)) : undefined;
    }
    case 'eachKey':
      return isMembers(value) && everyOf(Object.keys(value), innerRules(rule), { example: '', form: 'text' });
    case 'eachValue':
      return acceptsEachValue(rule, compared);
    case 'arrayContains':
      return isList(value) ? undefined : false;
    case 'contentType':
      return undefined;
    case 'semver':
      return isList(value) || (typeof value === 'string' && isSemver(value));
    case 'notEmpty':
      return value !== null && value !== '' && (typeof value !== 'object' || Object.keys(value).length > 0);
    case 'statusCode':
      return statusesOf(rule)?.statuses.includes(Number(value));
    case undefined:
      return undefined;
    default:
      return name satisfies never;
  }
}

/** Whether all, or with OR one, of several rules accept a value; undefined where that hangs on one that cannot tell. */
export function acceptsAll(
  rules: readonly MatcherRule[],
  combine: 'AND' | 'OR',
  compared: Compared,
): boolean | undefined {
  const answers = rules.map((rule) => accepts(rule, compared));
  const decisive = combine === 'OR';
  if (answers.includes(decisive)) return decisive;
  return answers.includes(undefined) ? undefined : !decisive;
}

/** Objects and lists go through a regular expression unseen; what is in them does not. */
function matchesRegex({ regex }: MatcherRule, value: Json): boolean | undefined {
  if (typeof regex !== 'string') return undefined;
  if (value !== null && typeof value === 'object') return true;
  const compiled = compileRegex(regex);
  return compiled.kind === 'regex' ? compiled.matches(toText(value)) : undefined;
}

function acceptsType(rule: MatcherRule, { example, value, form }: Compared): boolean {
  if (form === 'text') return true;
  if (!sameType(example, value)) return false;
  if (!isList(value)) return true;
  const { min, max } = lengthsOf(rule);
  return value.length >= min && value.length <= max;
}

function sameType(a: Json, b: Json): boolean {
  return typeof a === typeof b && isList(a) === isList(b) && (a === null) === (b === null);
}

/** A whole number may have been written `5.0`, which is a decimal: after reading nobody can tell. */
function acceptsNumber(
  name: 'integer' | 'decimal' | 'number',
  value: Json,
  form: ValueForm,
): boolean | undefined {
  if (form === 'text') {
    const text = toText(value);
    return name === 'integer'
      ? /^\+?\d+$/.test(text)
      : /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
  }
  if (typeof value !== 'number') return false;
  if (name === 'number') return true;
  if (name === 'integer') return Number.isInteger(value);
  return Number.isInteger(value) ? undefined : true;
}

function acceptsEachValue(rule: MatcherRule, { example, value, form }: Compared): boolean | undefined {
  if (typeof value !== 'object' || value === null) return false;
  const [first = null] = isList(example) ? example : Object.values(isMembers(example) ? example : {});
  const values = isList(value) ? value : Object.values(value);
  return everyOf(values, innerRules(rule), { example: first, form });
}

function everyOf(
  values: readonly Json[],
  rules: readonly MatcherRule[],
  { example, form }: Omit<Compared, 'value'>,
): boolean | undefined {
  const answers = values.map((value) => acceptsAll(rules, 'AND', { example, value, form }));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** Values other than texts are compared as JSON. */
export function toText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
