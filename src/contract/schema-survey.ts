import type { SpecPlace } from '../spec/document.ts';
import { type Keyword, type SchemaNode, subschemas } from './schema-node.ts';

type Remark = { readonly reason: string; readonly at: SpecPlace };

export type Survey = {
  /** Why the schema cannot be judged, each with its place. */
  readonly problems: readonly Remark[];
  /** What no value can be judged by. */
  readonly gaps: readonly Remark[];
  /** Names of properties that it asks for, and patterns of names. */
  readonly names: ReadonlySet<string>;
};

/** Looks at a schema and everything it applies, once, before it is used. */
export function survey(root: SchemaNode): Survey {
  const problems: Remark[] = [];
  const gaps: Remark[] = [];
  const names = new Set<string>();
  const open = new Set<SchemaNode>();
  const endless = new Set<SchemaNode>();
  const done = new Set<SchemaNode>();
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) visit(node);
  return { problems, gaps, names };

  /** Visits what applies to the same value at once, so that a way back to an open schema is one without end. */
  function visit(node: SchemaNode): void {
    if (done.has(node)) return;
    open.add(node);
    done.add(node);
    for (const keyword of node.keywords) {
      const at = (below: string) => ({ uri: node.at.uri, pointer: node.at.pointer + below });
      if (keyword.kind === 'problem') problems.push({ reason: keyword.reason, at: at(keyword.at) });
      if (keyword.kind === 'unjudged' || (keyword.kind === 'format' && !keyword.known))
        gaps.push({ reason: keyword.reason, at: at(`/${keyword.name}`) });
      for (const name of namesIn(keyword)) names.add(name);
      for (const next of subschemas(keyword)) {
        if (!next.inPlace) waiting.push(next.node);
        else if (!open.has(next.node)) visit(next.node);
        else if (!endless.has(next.node)) {
          endless.add(next.node);
          problems.push({
            reason: 'the schema refers to itself for the same value, without end',
            at: next.node.at,
          });
        }
      }
    }
    open.delete(node);
  }
}

/** Names of properties that a keyword itself asks for, and its patterns. */
export function namesIn(keyword: Keyword): Iterable<string> {
  switch (keyword.kind) {
    case 'required':
      return keyword.names.map(({ name }) => name);
    case 'properties':
    case 'dependentSchemas':
      return keyword.nodes.keys();
    case 'dependentRequired':
      return [...keyword.needs].flatMap(([name, needs]) => [name, ...needs.map((need) => need.name)]);
    case 'patternProperties':
      return keyword.patterns.map(({ source }) => source);
    default:
      return [];
  }
}
