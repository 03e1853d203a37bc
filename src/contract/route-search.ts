import { normaliseSegment } from './route-path.ts';
import { matchTemplate } from './route-template.ts';
import type { OriginTest, RouteEntry, RouteLeaf, RouteNode } from './route-tree.ts';

/** One search through the tree. It is reused from call to call, so that a match allocates its result only. */
export type RouteSearch = {
  method: string;
  url: string;
  /** Where the path ends. */
  end: number;
  /** Undefined for a URL in origin-form, which any server may have received. */
  origin: string | undefined;
  /** Whether segments must be normalised before they are compared. */
  isEncoded: boolean;
  /** What parameters and server variables captured, in the order of the path. */
  readonly values: string[];
  /** The first place of the tree that has the path but not the method. */
  leaf: RouteLeaf | undefined;
};

/**
 * The entry for the rest of a path that starts at `position`. Each node of the tree is looked at once at most, so the
 * time is bounded by the tree, whatever the URL is.
 */
export function searchRoute(
  search: RouteSearch,
  node: RouteNode,
  position: number,
  depth: number,
): RouteEntry | undefined {
  if (position > search.end) return acceptLeaf(search, node.leaf);
  const { url, values } = search;
  const slash = url.indexOf('/', position);
  const segmentEnd = slash === -1 || slash > search.end ? search.end : slash;
  const raw = url.slice(position, segmentEnd);
  const segment = search.isEncoded ? normaliseSegment(raw) : raw;
  const next = segmentEnd + 1;

  const literal = node.literals?.get(segment);
  const byLiteral = literal && searchRoute(search, literal, next, depth);
  if (byLiteral) return byLiteral;
  for (const { template, node: child } of node.templates) {
    const filled = matchTemplate(template, segment);
    if (!filled) continue;
    for (let gap = 0; gap < filled.length; gap++) values[depth + gap] = filled[gap] as string;
    const byTemplate = searchRoute(search, child, next, depth + filled.length);
    if (byTemplate) return byTemplate;
  }
  // A parameter is never empty: `//` would be another resource on most servers.
  if (!node.parameter || raw === '') return undefined;
  values[depth] = raw;
  return searchRoute(search, node.parameter, next, depth + 1);
}

function acceptLeaf(search: RouteSearch, leaf: RouteLeaf | undefined): RouteEntry | undefined {
  if (!leaf) return undefined;
  const { origin } = search;
  const entry = findEntry(leaf, search.method);
  if (entry) return leadsTo(entry.origins, origin) ? entry : undefined;
  if (!search.leaf && leaf.entries.some(({ origins }) => leadsTo(origins, origin))) search.leaf = leaf;
  return undefined;
}

function findEntry({ entries }: RouteLeaf, method: string): RouteEntry | undefined {
  for (const entry of entries) if (entry.operation.method === method) return entry;
  return undefined;
}

/** True when a server with that origin has a base path that the path starts with. */
export function isUnderBase(search: RouteSearch, node: RouteNode, position: number): boolean {
  if (leadsTo(node.bases, search.origin) && node.bases.length > 0) return true;
  if (position > search.end) return false;
  const slash = search.url.indexOf('/', position);
  const segmentEnd = slash === -1 || slash > search.end ? search.end : slash;
  const segment = normaliseSegment(search.url.slice(position, segmentEnd));
  const children = [
    node.literals?.get(segment),
    ...node.templates.filter(({ template }) => matchTemplate(template, segment)).map((each) => each.node),
    node.parameter,
  ];
  return children.some((child) => child !== undefined && isUnderBase(search, child, segmentEnd + 1));
}

function leadsTo(origins: readonly OriginTest[], origin: string | undefined): boolean {
  if (origin === undefined) return true;
  for (const test of origins) if (test(origin)) return true;
  return false;
}
