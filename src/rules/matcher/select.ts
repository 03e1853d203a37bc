import type { Matcher, MatcherRule, MatcherStep } from '../../exchange/matcher.ts';
import { parseMatcherPath } from '../../exchange/matcher-path.ts';
import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { innerRules, isList, isMembers, isRule, ruleName } from './rule-name.ts';

/** The rules that hold at one place of a body. */
export type Site = {
  /** From the root of the body. */
  readonly steps: readonly (string | number)[];
  readonly pointer: string;
  /** What the pact has there. */
  readonly example: Json;
  readonly rules: readonly MatcherRule[];
  readonly combine: Matcher['combine'];
  /** The rules stand at a place above: of what they say about a length, nothing holds here. */
  readonly cascaded: boolean;
};

/** More places than these with the same path but for indexes, or more in all, are not looked at. */
const mostAlike = 3;
const mostSites = 2000;

/**
 * Every place of a body for which a matcher holds, its own or one of a place above (Pact Specification 2, "Matching
 * rules": rules cascade, and the one with the most exact path wins). The matchers are expanded ones.
 */
export function findSites(body: Json, matchers: readonly Matcher[]): readonly Site[] {
  const sites: Site[] = [];
  const alike = new Map<string, number>();
  visit(body, []);
  return sites;

  function visit(example: Json, steps: readonly (string | number)[]): void {
    if (sites.length >= mostSites) return;
    const shape = JSON.stringify(steps.map((step) => (typeof step === 'number' ? 0 : step)));
    const count = (alike.get(shape) ?? 0) + 1;
    alike.set(shape, count);
    if (count > mostAlike) return;
    const best = selectMatcher(matchers, steps);
    if (best) {
      const { combine, path } = best;
      const cascaded = path.length < steps.length;
      const rules = cascaded ? best.rules.filter(isOfEach).map(withoutLength) : best.rules;
      sites.push({ steps, pointer: joinPointer('', ...steps), example, rules, combine, cascaded });
    }
    if (isList(example)) for (const [index, item] of example.entries()) visit(item, [...steps, index]);
    else if (isMembers(example))
      for (const [name, member] of Object.entries(example)) visit(member, [...steps, name]);
  }
}

/** The matcher with the greatest weight: length of its path, doubled for each step that is not a wildcard. */
export function selectMatcher(
  matchers: readonly Matcher[],
  steps: readonly (string | number)[],
): Matcher | undefined {
  let best: Matcher | undefined;
  let heaviest = 0;
  for (const matcher of matchers) {
    const weight = weightOf(matcher.path, steps) * (matcher.path.length + 1);
    if (weight <= heaviest || (matcher.path.length < steps.length && !cascades(matcher))) continue;
    [best, heaviest] = [matcher, weight];
  }
  return best;
}

/** 0 where the path does not lead to the place or to one above it. */
function weightOf(path: readonly MatcherStep[], steps: readonly (string | number)[]): number {
  if (path.length > steps.length) return 0;
  let weight = 2;
  for (const [index, step] of path.entries()) {
    if (typeof step === 'object') continue;
    if (String(step) !== String(steps[index])) return 0;
    weight *= 2;
  }
  return weight;
}

function cascades({ rules }: Matcher): boolean {
  return rules.some(isOfEach);
}

const ofTheWhole: readonly string[] = ['values', 'eachKey', 'eachValue', 'arrayContains', 'contentType'];

/** What is said of keys, of values as a whole or by a plugin says nothing about what is below. */
function isOfEach(rule: MatcherRule): boolean {
  const name = ruleName(rule);
  return name !== undefined && !ofTheWhole.includes(name);
}

function withoutLength(rule: MatcherRule): MatcherRule {
  if (rule.min === undefined && rule.max === undefined) return rule;
  const { min, max, ...rest } = rule;
  return { ...rest, match: rule.match };
}

/** The matchers of a body with those that are written inside their rules: of each value, and of the variants of a list. */
export function expandMatchers(matchers: readonly Matcher[]): readonly Matcher[] {
  return matchers.flatMap(expand);
}

function expand(matcher: Matcher): readonly Matcher[] {
  const inner = matcher.rules.flatMap((rule): readonly Matcher[] => {
    const name = ruleName(rule);
    if (name === 'eachValue') {
      const rules = innerRules(rule);
      const path = [...matcher.path, { every: true } as const];
      return rules.length === 0 ? [] : [{ ...matcher, path, rules, combine: 'AND' }];
    }
    return name === 'arrayContains' ? variantsOf(matcher, rule) : [];
  });
  return inner.length === 0 ? [matcher] : [matcher, ...inner.flatMap(expand)];
}

/** Pact Specification 4, "arrayContains": the example holds one item for each variant. */
function variantsOf(matcher: Matcher, { variants }: MatcherRule): Matcher[] {
  if (!isList(variants)) return [];
  return variants.flatMap((variant): Matcher[] => {
    if (!isMembers(variant) || typeof variant.index !== 'number' || !isMembers(variant.rules)) return [];
    const start = [...matcher.path, variant.index];
    return Object.entries(variant.rules).flatMap(([expression, written]): Matcher[] => {
      const path = parseMatcherPath(expression);
      const listed = isMembers(written) && isList(written.matchers) ? written.matchers.filter(isRule) : [];
      if (path === undefined || listed.length === 0) return [];
      const combine = isMembers(written) && written.combine === 'OR' ? 'OR' : 'AND';
      return [{ ...matcher, path: [...start, ...path], rules: listed, combine }];
    });
  });
}
