import type { MatcherRule } from '../../exchange/matcher.ts';
import type { Json } from '../../finding.ts';
import { accepts, type Compared, toText } from './accepts.ts';
import { readDateFormat } from './date-format.ts';
import { compileRegex } from './regex.ts';
import { dateFormatOf, ruleName } from './rule-name.ts';
import { statusesOf } from './status-class.ts';

/** Values that a rule accepts; a string says why none can be given. */
export type Witnesses = readonly Json[] | string;

const none: readonly Json[] = Object.freeze([]);
const someTexts: readonly Json[] = ['string', 'A', '0', 'any text'];

/**
 * Values that a matching rule accepts in place of its example: the ones of which a schema may say that they are not
 * documented. Few, always the same for the same seed, and each of them accepted by {@link accepts} for sure.
 */
export function witnesses(rule: MatcherRule, compared: Omit<Compared, 'value'>, seed: number): Witnesses {
  const found = propose(rule, compared, seed);
  if (typeof found === 'string') return found;
  return found.filter((value) => accepts(rule, { ...compared, value }) === true);
}

function propose(rule: MatcherRule, { example, form }: Omit<Compared, 'value'>, seed: number): Witnesses {
  const name = ruleName(rule);
  const written = (values: readonly Json[]) => (form === 'text' ? values.map(toText) : values);
  switch (name) {
    case 'regex':
      return fromRegex(rule, example, seed);
    case 'type':
    case 'notEmpty':
      return form === 'text' ? someTexts : ofSameType(example);
    case 'include':
      return typeof rule.value === 'string' ? [rule.value, `${rule.value} string`, `a${rule.value}`] : none;
    case 'integer':
      return written([1, 0, 7, 1000003, ...(form === 'json' ? [-1] : [])]);
    case 'decimal':
    case 'number':
      return written([1.5, 0.25, 100.125, ...(name === 'number' ? [7, 0] : [])]);
    case 'boolean':
      return written([true, false]);
    case 'null':
      return form === 'json' ? [null] : none;
    case 'date':
    case 'time':
    case 'datetime': {
      const format = readDateFormat(dateFormatOf(rule, name));
      return format.kind === 'format' ? format.witnesses : `its format cannot be read: ${format.reason}`;
    }
    case 'semver':
      return ['1.2.3', '0.0.1', '10.20.30', '1.0.0-alpha.1+build.5'];
    case 'statusCode':
      return statusesOf(rule)?.statuses ?? 'it names no statuses';
    case 'equality':
    case 'values':
    case 'eachKey':
    case 'eachValue':
    case 'arrayContains':
    case 'contentType':
      return none;
    case undefined:
      return 'it is none of the Pact Specification';
    default:
      return name satisfies never;
  }
}

/** In place of a number the texts that are one, written as JSON writes it. */
function fromRegex({ regex }: MatcherRule, example: Json, seed: number): Witnesses {
  if (typeof regex !== 'string') return 'it has no regular expression';
  const compiled = compileRegex(regex);
  if (compiled.kind === 'unreadable') return `its regular expression cannot be read: ${compiled.reason}`;
  if (example !== null && typeof example === 'object') return none;
  const texts = compiled.witnesses(seed);
  if (typeof texts === 'string') return `its regular expression cannot be tried: ${texts}`;
  if (typeof example === 'string') return texts;
  return texts.flatMap((text): Json[] => {
    const value = readScalar(text);
    return value !== undefined && typeof value === typeof example ? [value] : [];
  });
}

function readScalar(text: string): Json | undefined {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return text !== '' && String(Number(text)) === text ? Number(text) : undefined;
}

function ofSameType(example: Json): readonly Json[] {
  switch (typeof example) {
    case 'string':
      return someTexts;
    case 'number':
      return [1, 0, 7, 1000003];
    case 'boolean':
      return [true, false];
    default:
      return none;
  }
}
