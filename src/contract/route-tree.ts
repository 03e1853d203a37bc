import type { OperationEntry } from './compile-operation.ts';
import { type Segment, toSegments } from './route-path.ts';
import type { Template } from './route-template.ts';

/** A test for the origins that lead to one or more servers; the same object for the same origins. */
export type OriginTest = (origin: string) => boolean;

export type RouteEntry = {
  readonly operation: OperationEntry;
  /** One for each captured text, undefined where it belongs to a server variable. */
  readonly names: readonly (string | undefined)[];
  readonly origins: OriginTest[];
};

export type RouteLeaf = { readonly path: string; readonly entries: RouteEntry[] };

/** What can follow after some segments of a path. A large document has many nodes, so they hold only what they need. */
export type RouteNode = {
  literals: Map<string, RouteNode> | undefined;
  /** Those with most literal characters first. */
  templates: readonly RouteTemplate[];
  parameter: RouteNode | undefined;
  leaf: RouteLeaf | undefined;
  /** Origins of the servers whose base path ends here. */
  bases: readonly OriginTest[];
};

type RouteTemplate = { readonly template: Template; readonly node: RouteNode };

const nothing: readonly never[] = Object.freeze([]);

export function createRouteNode(): RouteNode {
  return { literals: undefined, templates: nothing, parameter: undefined, leaf: undefined, bases: nothing };
}

/** Adds an operation under the base path of one of its servers. Of two equal routes the first stays. */
export function insertRoute(
  root: RouteNode,
  route: { base: readonly Segment[]; operation: OperationEntry; origin: OriginTest },
): void {
  const { base, operation, origin } = route;
  const names: (string | undefined)[] = [];
  const start = descend(root, base, names);
  if (!start.bases.includes(origin)) start.bases = [...start.bases, origin];
  const node = descend(start, toSegments(operation.path), names);
  node.leaf ??= { path: operation.path, entries: [] };
  const { entries } = node.leaf;
  const known = entries.find((entry) => entry.operation.method === operation.method);
  if (!known) entries.push({ operation, names, origins: [origin] });
  else if (known.operation === operation && !known.origins.includes(origin)) known.origins.push(origin);
}

/** The node after some segments, made where it is missing; adds to `names` what the segments capture. */
function descend(from: RouteNode, segments: readonly Segment[], names: (string | undefined)[]): RouteNode {
  let node = from;
  for (const segment of segments) {
    if (segment.kind !== 'literal') names.push(...segment.names);
    node = childOf(node, segment);
  }
  return node;
}

function childOf(node: RouteNode, segment: Segment): RouteNode {
  switch (segment.kind) {
    case 'parameter':
      node.parameter ??= createRouteNode();
      return node.parameter;
    case 'literal':
      return literalChildOf(node, segment.text);
    case 'template':
      return templateChildOf(node, segment.template);
    default:
      return segment satisfies never;
  }
}

function literalChildOf(node: RouteNode, text: string): RouteNode {
  node.literals ??= new Map();
  const known = node.literals.get(text);
  if (known) return known;
  const child = createRouteNode();
  node.literals.set(text, child);
  return child;
}

function templateChildOf(node: RouteNode, template: Template): RouteNode {
  const key = template.literals.join('{}');
  const known = node.templates.find((each) => each.template.literals.join('{}') === key);
  if (known) return known.node;
  const child = createRouteNode();
  const templates = [...node.templates, { template, node: child }];
  node.templates = templates.sort((a, b) => lengthOf(b.template) - lengthOf(a.template));
  return child;
}

function lengthOf({ literals }: Template): number {
  return literals.join('').length;
}
