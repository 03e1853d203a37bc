import type { Json } from '../../finding.ts';
import { type IntegrationMatcher, isMatcher } from './matchers.ts';

type Rules = { readonly combine: 'AND'; readonly matchers: readonly Json[] };

/** The parts of a value that a pact file keeps apart. */
export type Split = {
  /** The example. */
  readonly value: Json;
  /** By path expression: `$.tags`. */
  readonly rules: Readonly<Record<string, Rules>>;
  readonly generators: Readonly<Record<string, Json>>;
};

/**
 * Takes the matchers out of a value, as Pact's library does (Pact Specification V4, matching rules): a pact can be judged
 * before the library has written it.
 */
export function splitMatchers(value: unknown, path = '$'): Split {
  const rules: Record<string, Rules> = {};
  const generators: Record<string, Json> = {};
  const visit = (inner: unknown, at: string, isEach = false): Json => {
    if (isMatcher(inner)) {
      // All items of a list share their rules; where they differ, each of them counts.
      rules[at] = { combine: 'AND', matchers: [...(rules[at]?.matchers ?? []), toRule(inner)] };
      const generator = toGenerator(inner);
      if (generator) generators[at] ??= generator;
      return visit(inner.value, at, true);
    }
    if (Array.isArray(inner))
      return inner.map((item, index) => visit(item, `${at}[${isEach ? '*' : index}]`));
    if (typeof inner !== 'object' || inner === null) return inner as Json;
    const members = Object.entries(inner).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([name, member]) => [name, visit(member, at + toStep(name))]));
  };
  return { value: visit(value, path), rules, generators };
}

/** The rule of one matcher as a pact file has it. */
export function toRule(matcher: Readonly<Record<string, unknown>>): Json {
  const {
    'pact:matcher:type': type,
    'pact:generator:type': _,
    expression: __,
    value,
    rules,
    ...more
  } = matcher;
  switch (type) {
    case 'timestamp':
      return { match: 'datetime', ...(more as Record<string, Json>) };
    case 'include':
      return { match: 'include', value: value as Json };
    case 'eachValue':
      return {
        match: 'eachValue',
        rules: (rules as readonly IntegrationMatcher[]).map(toRule),
        value: JSON.stringify(value),
      };
    default:
      return { match: String(type), ...(more as Record<string, Json>) };
  }
}

/** The generator of a matcher, of the one kind that the kit makes. */
function toGenerator(matcher: IntegrationMatcher): Json | undefined {
  const { 'pact:generator:type': type, expression } = matcher;
  return type === 'ProviderState' ? { type, expression: String(expression) } : undefined;
}

/** A step of a path expression; names with other characters stand in brackets. */
function toStep(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name.replaceAll("'", "\\'")}']`;
}
