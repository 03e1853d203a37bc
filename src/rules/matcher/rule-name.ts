import type { MatcherRule } from '../../exchange/matcher.ts';
import type { Json } from '../../finding.ts';

const names = [
  'equality',
  'regex',
  'type',
  'include',
  'integer',
  'decimal',
  'number',
  'boolean',
  'null',
  'date',
  'time',
  'datetime',
  'values',
  'eachKey',
  'eachValue',
  'arrayContains',
  'contentType',
  'semver',
  'notEmpty',
  'statusCode',
] as const;

/** The matchers of the Pact Specification, versions 2 to 4. */
export type RuleName = (typeof names)[number];

const aliases: Readonly<Record<string, RuleName>> = {
  timestamp: 'datetime',
  mintype: 'type',
  maxtype: 'type',
  minmaxtype: 'type',
  min: 'type',
  max: 'type',
  real: 'decimal',
};
const byKey = new Map<string, RuleName>(names.map((name) => [name.toLowerCase(), name]));

/** Which matcher a rule is, in the spelling of any implementation; undefined for those of plugins. */
export function ruleName(rule: MatcherRule): RuleName | undefined {
  const key = rule.match.replaceAll('-', '').toLowerCase();
  return byKey.get(key) ?? (Object.hasOwn(aliases, key) ? aliases[key] : undefined);
}

/** The rules inside `eachKey` and `eachValue`. */
export function innerRules(rule: MatcherRule): readonly MatcherRule[] {
  const { rules } = rule;
  return isList(rules) ? rules.filter(isRule) : [];
}

/** `min` and `max` of a type matcher. */
export function lengthsOf({ min, max }: MatcherRule): { min: number; max: number } {
  return { min: toCount(min) ?? 0, max: toCount(max) ?? Number.POSITIVE_INFINITY };
}

function toCount(value: Json | undefined): number | undefined {
  const count = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : undefined;
}

/** The format of a date, time or datetime matcher, or the one that Pact takes where none is said. */
export function dateFormatOf(rule: MatcherRule, name: 'date' | 'time' | 'datetime'): string {
  const written = rule.format ?? rule[name] ?? rule.timestamp;
  return typeof written === 'string' && written !== '' ? written : defaultFormats[name];
}

const defaultFormats = { date: 'yyyy-MM-dd', time: 'HH:mm:ss', datetime: "yyyy-MM-dd'T'HH:mm:ssXXX" };

export function isRule(value: Json): value is MatcherRule {
  return value !== null && typeof value === 'object' && !isList(value) && typeof value.match === 'string';
}

/** `Array.isArray` does not narrow a read-only list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isMembers(value: Json | undefined): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
