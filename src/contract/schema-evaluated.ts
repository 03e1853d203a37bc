import type { SchemaNode } from './schema-node.ts';

/**
 * What a schema evaluates of every value that it accepts (JSON Schema 2020-12 core §11), where that does not depend on the
 * value: `names` and `patterns` of properties, or all of them; the first `count` items, or all of them (Infinity).
 */
type Evaluated = {
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly { readonly source: string; readonly regex: RegExp }[];
  readonly allNames: boolean;
  readonly count: number;
};

/** What a schema evaluates by itself and by all it is composed of; undefined where that depends on the value. */
export function findEvaluated(node: SchemaNode): Evaluated | undefined {
  const parts: Evaluated[] = [];
  for (const keyword of node.keywords) {
    switch (keyword.kind) {
      case 'properties':
        parts.push({ ...nothing, names: new Set(keyword.nodes.keys()) });
        break;
      case 'patternProperties':
        parts.push({ ...nothing, patterns: keyword.patterns });
        break;
      case 'additionalProperties':
      case 'unevaluatedProperties':
        parts.push({ ...nothing, allNames: true });
        break;
      case 'prefixItems':
        parts.push({ ...nothing, count: keyword.nodes.length });
        break;
      case 'items':
      case 'unevaluatedItems':
        parts.push({ ...nothing, count: Number.POSITIVE_INFINITY });
        break;
      case 'contains':
        return undefined;
      case 'ref':
      case 'allOf':
        for (const part of keyword.kind === 'ref' ? [keyword.node] : keyword.nodes) {
          const evaluated = findEvaluated(part);
          if (!evaluated) return undefined;
          parts.push(evaluated);
        }
        break;
      case 'anyOf':
      case 'oneOf':
        if (!keyword.branches.every((branch) => evaluatesNothing(branch.node))) return undefined;
        break;
      case 'if':
        if (![keyword.test, keyword.maybe?.node, keyword.then, keyword.else].every(evaluatesNothing))
          return undefined;
        break;
      case 'dependentSchemas':
        if (![...keyword.nodes.values()].every(evaluatesNothing)) return undefined;
        break;
      default:
    }
  }
  return parts.reduce(union, nothing);
}

const nothing: Evaluated = { names: new Set(), patterns: [], allNames: false, count: 0 };

function evaluatesNothing(node: SchemaNode | undefined): boolean {
  if (!node) return true;
  const evaluated = findEvaluated(node);
  if (!evaluated) return false;
  const { names, patterns, allNames, count } = evaluated;
  return names.size === 0 && patterns.length === 0 && !allNames && count === 0;
}

function union(a: Evaluated, b: Evaluated): Evaluated {
  return {
    names: new Set([...a.names, ...b.names]),
    patterns: [...a.patterns, ...b.patterns],
    allNames: a.allNames || b.allNames,
    count: Math.max(a.count, b.count),
  };
}
