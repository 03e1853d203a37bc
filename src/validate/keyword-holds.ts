import { isOfType } from '../contract/schema-judge.ts';
import { isObject } from '../contract/schema-keyword.ts';
import { typeNames } from '../contract/schema-node.ts';
import type { Stance } from '../exchange/exchange.ts';
import type { Json } from '../finding.ts';

type Keyword = {
  readonly keyword: string;
  /** The item of its list that a statement is about. */
  readonly item: string | undefined;
  /** The keyword's value. */
  readonly named: Json;
};

/**
 * Whether a valid value shows that a keyword is kept to: the keyword says something about values of its type, and an
 * item of a list is the one that the value meets.
 */
export function holdsFor({ keyword, item, named }: Keyword, value: Json, stance: Stance): boolean {
  if (Array.isArray(named) && item !== undefined)
    return meetsItem(keyword, named[Number(item)], value, stance);
  switch (keyword) {
    case 'type':
    case 'enum':
    case 'const':
    case 'not':
    case 'format':
    case 'nullable':
      return true;
    case 'pattern':
    case 'minLength':
    case 'maxLength':
      return typeof value === 'string';
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
      return typeof value === 'number';
    case 'minItems':
    case 'maxItems':
    case 'uniqueItems':
    case 'items':
    case 'unevaluatedItems':
      return Array.isArray(value);
    // An expectation need not be complete, so it shows nothing of this.
    case 'required':
    case 'minProperties':
      return isObject(value) && stance === 'observed';
    case 'maxProperties':
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return isObject(value);
    case 'dependentRequired':
      return (
        isObject(value) && isObject(named) && Object.keys(named).some((name) => Object.hasOwn(value, name))
      );
    default:
      return false;
  }
}

function meetsItem(keyword: string, listed: Json | undefined, value: Json, stance: Stance): boolean {
  switch (keyword) {
    case 'required':
      return isObject(value) && stance === 'observed';
    case 'type':
      return typeNames.some((type) => type === listed && isOfType(value, type));
    case 'enum':
      // JSON texts of equal scalars are equal; a list or object in an enum is rare enough to be left out.
      return JSON.stringify(listed) === JSON.stringify(value);
    default:
      return false;
  }
}
