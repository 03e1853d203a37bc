import type { Json } from '../finding.ts';
import type { SchemaIssue } from './contract.ts';
import { isObject } from './schema-keyword.ts';
import type { Alternatives } from './schema-node.ts';
import { addIssue, type Context, type Evaluation } from './validator-evaluation.ts';
import { addSome } from './validator-limit.ts';
import { oneOf } from './validator-message.ts';

/**
 * Explains a value that meets no alternative: by the alternative that its discriminator names, in one issue where they
 * differ in types or listed values only, otherwise by the closest alternative.
 */
export function explainAlternatives(
  keyword: Alternatives,
  outcomes: readonly Evaluation[],
  context: Context,
): void {
  if (keyword.discriminator && isObject(context.value) && explainChosen(keyword, outcomes, context)) return;
  const own = outcomes.map((outcome) => outcome.issues.filter((issue) => isPlain(issue, context.pointer)));
  if (own.every((issues) => issues.length > 0)) {
    explainTogether(keyword, own.flat(), context);
    return;
  }
  const ranked = outcomes.map((outcome, index) => ({
    outcome,
    index,
    rank: rankOf(outcome, context.pointer),
  }));
  const [closest] = ranked.toSorted((a, b) => compareRanks(a.rank, b.rank) || a.index - b.index);
  if (!closest) return;
  const rivals = ranked.filter(({ rank }) => rank[0] === 0).length;
  const name = keyword.branches[closest.index]?.name;
  const suffix = rivals > 1 ? ` (closest alternative: ${name})` : '';
  addNamed(closest.outcome, suffix, context);
}

/** Discriminator Object, OpenAPI 3.1 §4.8.25. False when the chosen alternative is not at fault. */
function explainChosen(keyword: Alternatives, outcomes: readonly Evaluation[], context: Context): boolean {
  const { discriminator } = keyword;
  if (!discriminator || !isObject(context.value)) return false;
  const { property, branches } = discriminator;
  const at = '/discriminator';
  if (!Object.hasOwn(context.value, property)) {
    const message = `must have the property ${JSON.stringify(property)}, which names its schema`;
    addIssue(context, 'discriminator', {
      message,
      expected: property,
      at: `${at}/propertyName`,
      actual: undefined,
    });
    return true;
  }
  const actual = context.value[property];
  const index = typeof actual === 'string' ? branches.get(actual) : undefined;
  if (index === undefined) {
    const expected = [...branches.keys()];
    const pointer = `${context.pointer}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    addIssue(context, 'discriminator', {
      message: `must be ${oneOf(expected)}`,
      expected,
      at,
      pointer,
      actual,
    });
    return true;
  }
  const outcome = outcomes[index];
  if (!outcome) return false;
  addNamed(outcome, ` (as ${keyword.branches[index]?.name}, by ${property})`, context);
  return true;
}

/** True for an issue that only says which type or value the whole value must be. */
function isPlain({ keyword, pointer }: SchemaIssue, at: string): boolean {
  return pointer === at && /^(type|enum|const)$/.test(keyword);
}

function explainTogether(keyword: Alternatives, issues: readonly SchemaIssue[], context: Context): void {
  const isType = ({ keyword: name }: SchemaIssue) => name === 'type';
  const flat = (some: readonly SchemaIssue[]) => [
    ...new Set(
      some.flatMap(({ keyword: name, expected }): readonly Json[] =>
        name === 'const' ? [expected] : toList(expected),
      ),
    ),
  ];
  const types = flat(issues.filter(isType));
  const values = flat(issues.filter((issue) => !isType(issue)));
  const words = [...types.map(String), ...(values.length > 0 ? [oneOf(values)] : [])];
  addIssue(context, keyword.name, {
    message: `must be ${words.join(' or ')}`,
    expected: [...types, ...values],
  });
}

function toList(expected: Json): readonly Json[] {
  return Array.isArray(expected) ? expected : [expected];
}

/** Smaller is closer: type of the value, its listed values, values of its own members, number of issues, their depth. */
function rankOf({ issues }: Evaluation, pointer: string): readonly number[] {
  const own = issues.filter((issue) => issue.pointer === pointer);
  const members = issues.filter((issue) => depthOf(issue.pointer) === depthOf(pointer) + 1);
  const count = (some: readonly SchemaIssue[], names: RegExp) =>
    some.filter((issue) => names.test(issue.keyword)).length;
  const depths = issues.map((issue) => depthOf(issue.pointer));
  return [
    count(own, /^(type|false schema)$/) > 0 ? 1 : 0,
    count(own, /^(enum|const)$/),
    count(members, /^(enum|const)$/),
    issues.length,
    -Math.max(...depths.slice(0, 100)),
  ];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, part] of a.entries()) {
    const difference = part - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function depthOf(pointer: string): number {
  return pointer.split('/').length;
}

/** An alternative inside an alternative has said its name already. */
function addNamed({ issues }: Evaluation, suffix: string, { result }: Context): void {
  const named = issues.map((issue) =>
    / \((closest alternative:|as) /.test(issue.message)
      ? issue
      : { ...issue, message: `${issue.message}${suffix}` },
  );
  addSome(result.issues, named);
}
