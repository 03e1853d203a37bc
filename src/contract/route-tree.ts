import type { Operation } from './contract.ts';
import { type Segment, toSegments } from './route-path.ts';
import type { Template } from './route-template.ts';

/** A test for the origins that lead to one or more servers; the same object for the same origins. */
export type OriginTest = (origin: string) => boolean;

export type RouteEntry = {
  readonly operation: Operation;
  /** One for each captured text, undefined where it belongs to a server variable. */
  readonly names: readonly (string | undefined)[];
  readonly origins: OriginTest[];
};

export type RouteLeaf = { readonly path: string; readonly entries: Map<string, RouteEntry> };

/** What can follow after some segments of a path. */
export type RouteNode = {
  readonly literals: Map<string, RouteNode>;
  /** Those with most literal characters first. */
  readonly templates: { readonly template: Template; readonly node: RouteNode }[];
  parameter: RouteNode | undefined;
  leaf: RouteLeaf | undefined;
  /** Origins of the servers whose base path ends here. */
  readonly bases: OriginTest[];
};

export function createRouteNode(): RouteNode {
  return { literals: new Map(), templates: [], parameter: undefined, leaf: undefined, bases: [] };
}

/** Adds an operation under the base path of one of its servers. Of two equal routes the first stays. */
export function insertRoute(
  root: RouteNode,
  route: { base: readonly Segment[]; operation: Operation; origin: OriginTest },
): void {
  const { base, operation, origin } = route;
  const path = toSegments(operation.path);
  const names = [...base, ...path].flatMap((segment) => (segment.kind === 'literal' ? [] : segment.names));
  const start = base.reduce(childOf, root);
  addOnce(start.bases, origin);
  const node = path.reduce(childOf, start);
  node.leaf ??= { path: operation.path, entries: new Map() };
  const known = node.leaf.entries.get(operation.method);
  if (!known) node.leaf.entries.set(operation.method, { operation, names, origins: [origin] });
  else if (known.operation === operation) addOnce(known.origins, origin);
}

function addOnce(tests: OriginTest[], test: OriginTest): void {
  if (!tests.includes(test)) tests.push(test);
}

function childOf(node: RouteNode, segment: Segment): RouteNode {
  switch (segment.kind) {
    case 'parameter':
      node.parameter ??= createRouteNode();
      return node.parameter;
    case 'literal': {
      const child = node.literals.get(segment.text) ?? createRouteNode();
      node.literals.set(segment.text, child);
      return child;
    }
    case 'template':
      return templateChildOf(node, segment.template);
    default:
      return segment satisfies never;
  }
}

function templateChildOf(node: RouteNode, template: Template): RouteNode {
  const key = template.literals.join('{}');
  const known = node.templates.find((each) => each.template.literals.join('{}') === key);
  if (known) return known.node;
  const child = createRouteNode();
  node.templates.push({ template, node: child });
  node.templates.sort((a, b) => lengthOf(b.template) - lengthOf(a.template));
  return child;
}

function lengthOf({ literals }: Template): number {
  return literals.join('').length;
}
