import type { Json } from '../finding.ts';
import { findEqualItems, isEqual, isPartOf } from './schema-equal.ts';
import { isObject } from './schema-keyword.ts';
import { isMultipleOf } from './schema-multiple.ts';
import type { Assertion, LimitName, TypeName } from './schema-node.ts';

/** Judges an assertion: true also for a value of a type that it says nothing about, undefined where it cannot tell. */
export function holds(assertion: Assertion, value: Json): boolean | undefined {
  switch (assertion.kind) {
    case 'never':
      return false;
    case 'type':
      return assertion.types.some((type) => isOfType(value, type));
    case 'enum': {
      const equal = assertion.partial ? isPartOf : isEqual;
      return assertion.values.some((listed) => equal(value, listed));
    }
    case 'limit':
      return isWithin(assertion.name, assertion.limit, value);
    case 'pattern':
      return typeof value !== 'string' || assertion.regex.test(value);
    case 'format':
      return assertion.check(value);
    case 'uniqueItems':
      return !Array.isArray(value) || findEqualItems(value, assertion.partial) === undefined;
    case 'unjudged':
      return undefined;
    default:
      return assertion satisfies never;
  }
}

/** The type of a value in the words of JSON Schema 2020-12 core §4.2.1; a whole number is also an `integer`. */
export function isOfType(value: Json, type: TypeName): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      // A number beyond the range of doubles (1e400) is read as Infinity; written out, it is whole.
      return typeof value === 'number' && (Number.isInteger(value) || !Number.isFinite(value));
    default:
      return typeof value === type;
  }
}

function isWithin(name: LimitName, limit: number, value: Json): boolean | undefined {
  switch (name) {
    case 'multipleOf':
      return typeof value !== 'number' || isMultipleOf(value, limit);
    case 'maximum':
      return typeof value !== 'number' || value <= limit;
    case 'exclusiveMaximum':
      return typeof value !== 'number' || value < limit;
    case 'minimum':
      return typeof value !== 'number' || value >= limit;
    case 'exclusiveMinimum':
      return typeof value !== 'number' || value > limit;
    case 'maxLength':
      return typeof value !== 'string' || value.length <= limit || lengthOf(value) <= limit;
    case 'minLength':
      return typeof value !== 'string' || lengthOf(value) >= limit;
    case 'maxItems':
      return !Array.isArray(value) || value.length <= limit;
    case 'minItems':
      return !Array.isArray(value) || value.length >= limit;
    case 'maxProperties':
      return !isObject(value) || Object.keys(value).length <= limit;
    case 'minProperties':
      return !isObject(value) || Object.keys(value).length >= limit;
    default:
      return name satisfies never;
  }
}

/** Length in characters: code points, not UTF-16 units (validation §6.3.1). */
function lengthOf(value: string): number {
  let length = 0;
  for (const _ of value) length += 1;
  return length;
}
