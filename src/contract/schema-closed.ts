import type { SpecPlace } from '../spec/document.ts';
import type { Keyword, SchemaNode } from './schema-node.ts';
import { subschemas } from './schema-node.ts';

/**
 * Closes an object schema for the stance `expected`: what no part of its composition declares is a fault. A schema that
 * declares no property at all describes free-form objects and stays open. Where only the alternatives of one `anyOf` or
 * `oneOf` declare properties, each alternative is closed for itself, so that a free-form one among them stays open.
 */
export function closed(
  at: SpecPlace,
  keywords: readonly Keyword[],
  around: readonly SchemaNode[] = [],
): readonly Keyword[] {
  if (
    keywords.some(
      (keyword) => keyword.kind === 'additionalProperties' || keyword.kind === 'unevaluatedProperties',
    )
  )
    return keywords;
  if (!declares(keywords)) return keywords;
  const [inner, second] = keywords.filter((keyword) => declares([keyword]));
  if (inner && second === undefined) {
    if (inner.kind === 'ref')
      return keywords.map((keyword) =>
        keyword === inner ? { ...inner, node: closedNode(inner.node, around) } : keyword,
      );
    if (inner.kind === 'anyOf' || inner.kind === 'oneOf') {
      const branches = inner.branches.map((branch) => ({ ...branch, node: closedNode(branch.node, around) }));
      return keywords.map((keyword) => (keyword === inner ? { ...inner, branches } : keyword));
    }
  }
  const never: SchemaNode = { at, keywords: [{ kind: 'never', name: 'properties' }] };
  return [...keywords, { kind: 'unevaluatedProperties', name: 'properties', node: never }];
}

/** A schema that contains itself for the same value is a problem that is reported elsewhere; it stays as it is. */
function closedNode(node: SchemaNode, around: readonly SchemaNode[]): SchemaNode {
  if (around.includes(node)) return node;
  return { at: node.at, keywords: closed(node.at, node.keywords, [...around, node]) };
}

/** True where a keyword, or one that it applies to the same value, names properties. */
function declares(keywords: readonly Keyword[], seen: ReadonlySet<SchemaNode> = new Set()): boolean {
  return keywords.some((keyword) => {
    if (keyword.kind === 'properties') return keyword.nodes.size > 0;
    if (keyword.kind === 'not') return false;
    return subschemas(keyword).some(
      ({ node, inPlace }) => inPlace && !seen.has(node) && declares(node.keywords, new Set([...seen, node])),
    );
  });
}
