import type { Json } from '../finding.ts';
import { findEqualItems } from './schema-equal.ts';
import type { Assertion, LimitName } from './schema-node.ts';

/** What a broken assertion demands: half a sentence that follows the name of the value, and the demand as data. */
export function describeAssertion(assertion: Assertion, value: Json): { message: string; expected: Json } {
  switch (assertion.kind) {
    case 'never':
      return assertion.name === 'writeOnly'
        ? { message: 'is documented as writeOnly, so no response has it', expected: true }
        : { message: neverMessage(assertion.name), expected: false };
    case 'type': {
      const [only, second] = assertion.types;
      const expected = only !== undefined && second === undefined ? only : assertion.types;
      return { message: `must be ${listed(assertion.types, 'or')}`, expected };
    }
    case 'enum': {
      const [only] = assertion.values;
      if (assertion.name === 'const' && only !== undefined)
        return { message: `must be ${shown(only)}`, expected: only };
      return { message: `must be ${oneOf(assertion.values)}`, expected: assertion.values };
    }
    case 'limit':
      return { message: limitMessage(assertion.name, assertion.limit), expected: assertion.limit };
    case 'pattern':
      return { message: `must match the pattern ${assertion.source}`, expected: assertion.source };
    case 'format':
      return { message: `must have the format ${assertion.format}`, expected: assertion.format };
    case 'uniqueItems': {
      const equal = Array.isArray(value) ? findEqualItems(value, assertion.partial) : undefined;
      return {
        message: `must not have equal items${equal ? ` (${equal.join(' and ')})` : ''}`,
        expected: true,
      };
    }
    case 'unjudged':
      return { message: assertion.reason, expected: null };
    default:
      return assertion satisfies never;
  }
}

/** `one of "a", "b"`, shortened where there are many. */
export function oneOf(values: readonly Json[]): string {
  if (values.length === 0) return 'absent, since no value is allowed';
  const [only] = values;
  if (values.length === 1 && only !== undefined) return shown(only);
  const some = values.slice(0, 12).map(shown).join(', ');
  return `one of ${some}${values.length > 12 ? ` and ${values.length - 12} more` : ''}`;
}

/** `a, b or c`. */
export function listed(words: readonly string[], conjunction: 'or' | 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** A value inside a sentence, shortened. */
export function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function neverMessage(name: string): string {
  if (/^(additionalProperties|unevaluatedProperties|properties)$/.test(name))
    return 'is not a declared property';
  if (/^(unevaluatedItems|items)$/.test(name)) return 'is not a declared item';
  return 'must not be there';
}

function limitMessage(name: LimitName, limit: number): string {
  const count = (thing: string, plural: string) => `${limit} ${limit === 1 ? thing : plural}`;
  switch (name) {
    case 'multipleOf':
      return `must be a multiple of ${limit}`;
    case 'maximum':
      return `must not be greater than ${limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}`;
    case 'minimum':
      return `must not be less than ${limit}`;
    case 'exclusiveMinimum':
      return `must be greater than ${limit}`;
    case 'maxLength':
      return `must not be longer than ${count('character', 'characters')}`;
    case 'minLength':
      return `must not be shorter than ${count('character', 'characters')}`;
    case 'maxItems':
      return `must not have more than ${count('item', 'items')}`;
    case 'minItems':
      return `must not have fewer than ${count('item', 'items')}`;
    case 'maxProperties':
      return `must not have more than ${count('property', 'properties')}`;
    case 'minProperties':
      return `must not have fewer than ${count('property', 'properties')}`;
    default:
      return name satisfies never;
  }
}
