import type { Matcher, MatcherPart, MatcherRule, MatcherStep } from '../../exchange/matcher.ts';
import { parseMatcherPath } from '../../exchange/matcher-path.ts';
import { childOf, type FileNode, isAbsent, itemsAt, membersAt, objectAt, unreadable } from './file-node.ts';

/** The names of the parts in the rules of specification 3 and 4, and behind the `$.` of specification 2. */
const parts: Readonly<Record<string, MatcherPart>> = {
  method: 'method',
  path: 'path',
  query: 'query',
  header: 'header',
  headers: 'header',
  body: 'body',
  status: 'status',
};

/**
 * The matching rules of a request or response: `{ "$.body.x": rule }` of specification 2, or `{ "body": { "$.x": … } }`
 * of 3 and 4. What generators make and what a part is that no HTTP message has (`metadata`) is left out.
 *
 * @throws KitError `pact-unreadable`
 */
export function readMatchers(node: FileNode): Matcher[] {
  if (isAbsent(node)) return [];
  return membersAt(node).flatMap(([name, rules]) =>
    name.startsWith('$')
      ? readFlat(name, rules)
      : readPart(Object.hasOwn(parts, name) ? parts[name] : undefined, rules),
  );
}

/** Specification 2. */
function readFlat(expression: string, node: FileNode): Matcher[] {
  const [first, ...path] = parsePath(node, expression);
  const part = typeof first === 'string' && Object.hasOwn(parts, first) ? parts[first] : undefined;
  return part === undefined ? [] : [toMatcher(part, path, node)];
}

function readPart(part: MatcherPart | undefined, node: FileNode): Matcher[] {
  if (part === undefined || isAbsent(node)) return [];
  // The rules of a path, method or status have nothing below it.
  if (isRules(node)) return [toMatcher(part, [], node)];
  return membersAt(node).map(([expression, rules]) =>
    toMatcher(part, pathOf(part, expression, rules), rules),
  );
}

function isRules(node: FileNode): boolean {
  return Array.isArray(objectAt(node).matchers);
}

/** Names of parameters and header fields stand bare in specification 3 and mostly in 4. */
function pathOf(part: MatcherPart, expression: string, node: FileNode): MatcherStep[] {
  if (part === 'body' || expression.startsWith('$') || expression === '') return parsePath(node, expression);
  const [, name, index] = /^(.+)\[(\d+|\*)\]$/.exec(expression) ?? [];
  if (name === undefined || index === undefined) return [expression];
  return [name, index === '*' ? { every: true } : Number(index)];
}

function parsePath(node: FileNode, expression: string): MatcherStep[] {
  const path = parseMatcherPath(expression);
  if (path !== undefined) return path;
  throw unreadable(node, `rules under a path expression, which ${JSON.stringify(expression)} is not`);
}

function toMatcher(part: MatcherPart, path: readonly MatcherStep[], node: FileNode): Matcher {
  const [name, ...rest] = path;
  const { combine } = objectAt(node);
  return {
    part,
    path: part === 'header' && typeof name === 'string' ? [name.toLowerCase(), ...rest] : path,
    combine: typeof combine === 'string' && combine.toUpperCase() === 'OR' ? 'OR' : 'AND',
    rules: isRules(node) ? itemsAt(childOf(node, 'matchers')).map(toRule) : [toRule(node)],
    pointer: node.pointer,
  };
}

/** Old files leave `match` out where another member tells it. */
function toRule(node: FileNode): MatcherRule {
  const rule = objectAt(node);
  if (typeof rule.match === 'string') return { ...rule, match: rule.match };
  if (rule.match === undefined) {
    const known = ['regex', 'date', 'time', 'timestamp'].find((name) => Object.hasOwn(rule, name));
    if (known !== undefined) return { ...rule, match: known };
    if (Object.hasOwn(rule, 'min') || Object.hasOwn(rule, 'max')) return { ...rule, match: 'type' };
  }
  throw unreadable(childOf(node, 'match'), 'the name of a matcher');
}
