import type { Json } from '../finding.ts';
import type { Keyword, SchemaNode } from './schema-node.ts';
import { addInside } from './validator-declared.ts';
import { addFindings, addIssue, addUnjudged, type Context } from './validator-evaluation.ts';

type ArrayKeyword = Extract<Keyword, { kind: 'prefixItems' | 'items' | 'contains' | 'unevaluatedItems' }>;

/** Keywords about arrays; values of other types meet them all. */
export function applyArrayKeyword(keyword: ArrayKeyword, context: Context): void {
  const { value, result } = context;
  if (!Array.isArray(value)) return;
  const items: readonly Json[] = value;
  switch (keyword.kind) {
    case 'prefixItems':
      for (const [index, node] of keyword.nodes.entries())
        if (index < items.length) applyTo(index, node, items, context);
      return;
    case 'items':
      for (let index = keyword.from; index < items.length; index += 1)
        applyTo(index, keyword.node, items, context);
      result.all = { ...result.all, items: true };
      return;
    case 'contains':
      applyContains(keyword, items, context);
      return;
    case 'unevaluatedItems':
      for (let index = 0; index < items.length; index += 1)
        if (!result.all.items && !result.indexes.has(index)) applyTo(index, keyword.node, items, context);
      result.all = { ...result.all, items: true };
      return;
    default:
      keyword satisfies never;
  }
}

function applyTo(index: number, node: SchemaNode, items: readonly Json[], context: Context): void {
  const { result } = context;
  const inner = context.inner(node, items[index] ?? null, index);
  addFindings(result, inner);
  result.indexes.add(index);
  if (result.declared && inner.declared) addInside(result.declared, index, inner.declared);
}

function applyContains(
  keyword: Extract<Keyword, { kind: 'contains' }>,
  items: readonly Json[],
  context: Context,
): void {
  const { min, max } = keyword;
  const matches = countMatches(keyword.node, items, context);
  for (const index of matches.indexes) context.result.indexes.add(index);
  const name = min === 1 ? 'contains' : 'minContains';
  const [least, most] = [matches.certain, matches.indexes.length];
  if (most < min)
    addIssue(context, name, {
      message: `must contain at least ${counted(min)}, contains ${most}`,
      expected: min,
    });
  else if (least < min) addUnjudged(context, keyword, matches.reason);
  if (max === undefined) return;
  const against = max.node === keyword.node ? matches : countMatches(max.node, items, context);
  if (against.certain > max.limit) {
    const message = `must contain at most ${counted(max.limit)}, contains ${against.certain}`;
    addIssue(context, 'maxContains', { message, expected: max.limit });
  } else if (against.indexes.length > max.limit) addUnjudged(context, keyword, against.reason);
}

/** The items that match, or may match: `certain` counts those that do. */
function countMatches(
  node: SchemaNode,
  items: readonly Json[],
  context: Context,
): { indexes: number[]; certain: number; reason: string } {
  const indexes: number[] = [];
  let certain = 0;
  let reason = '';
  for (const [index, item] of items.entries()) {
    const { issues, unjudged, declared } = context.inner(node, item, index);
    if (issues.length > 0) continue;
    indexes.push(index);
    // Which items match says nothing about what else they may have.
    if (context.result.declared && declared)
      addInside(context.result.declared, index, declared, { claims: false });
    if (unjudged.length === 0) certain += 1;
    else reason = unjudged[0]?.reason ?? reason;
  }
  return { indexes, certain, reason };
}

function counted(count: number): string {
  return `${count} matching ${count === 1 ? 'item' : 'items'}`;
}
