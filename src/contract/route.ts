import type { OperationEntry } from './compile-operation.ts';
import type { RouteMatch } from './contract.ts';
import { normaliseSegment, toSegments } from './route-path.ts';
import { isUnderBase, type RouteSearch, searchRoute } from './route-search.ts';
import { toBases, toOrigin, toOriginTest } from './route-server.ts';
import {
  createRouteNode,
  insertRoute,
  type OriginTest,
  type RouteEntry,
  type RouteNode,
} from './route-tree.ts';

/** See `Contract.match`. */
export type Router = (method: string, url: string) => RouteMatch;

/**
 * Finds operations by a tree of path segments, so that the time does not grow with their number. Literal segments go
 * before templated ones (OpenAPI 3.1 §4.8.8), and a path that documents the method before one that does not.
 */
export function createRouter(operations: readonly OperationEntry[], documentUri: string): Router {
  const root = createRouteNode();
  const tests = new Map<string | undefined, OriginTest>();
  const bases = new Map<OperationEntry['servers'], ReturnType<typeof toBases>>();
  for (const operation of operations) {
    const found =
      bases.get(operation.servers) ?? operation.servers.flatMap((server) => toBases(server, documentUri));
    bases.set(operation.servers, found);
    for (const base of found) {
      const origin = tests.get(base.origin) ?? toOriginTest(base.origin);
      tests.set(base.origin, origin);
      insertRoute(root, { base: toSegments(base.path), operation, origin });
    }
  }
  const search: RouteSearch = {
    method: '',
    url: '',
    end: 0,
    origin: undefined,
    isEncoded: false,
    values: [],
    leaf: undefined,
  };
  return (method, url) => match(root, search, { method, url });
}

const slash = 47;
const unknown: RouteMatch = Object.freeze({ kind: 'path-unknown' });
const elsewhere: RouteMatch = Object.freeze({ kind: 'server-unknown' });

function match(
  root: RouteNode,
  search: RouteSearch,
  { method, url }: { method: string; url: string },
): RouteMatch {
  let start = 0;
  search.method = method;
  search.url = url;
  search.origin = undefined;
  search.leaf = undefined;
  // Origin-form starts with a slash (RFC 9112 §3.2.1); all else is an absolute URL or names no path.
  if (url.charCodeAt(0) !== slash) {
    start = originEnd(url);
    if (start === -1) return unknown;
    search.origin = toOrigin(url.slice(0, start));
    // An empty path means the same as `/` (RFC 9110 §4.2.3).
    if (url.charCodeAt(start) !== slash) search.url = `${url.slice(0, start)}/${url.slice(start)}`;
  }
  search.end = pathEnd(search.url, start);
  const percent = search.url.indexOf('%', start);
  search.isEncoded = percent !== -1 && percent < search.end;
  const entry = searchRoute(search, root, start + 1, 0) ?? searchEncoded(root, search, start + 1);
  if (entry)
    return {
      kind: 'operation',
      operation: entry.operation.compile(),
      pathValues: toPathValues(entry, search.values),
    };
  const { leaf } = search as RouteSearch;
  if (leaf)
    return {
      kind: 'method-unknown',
      path: leaf.path,
      methods: leaf.entries.map(({ operation }) => operation.method),
    };
  return search.origin === undefined || isUnderBase(search, root, start + 1) ? unknown : elsewhere;
}

/** A second look at a path that holds characters which a client should have encoded. */
function searchEncoded(root: RouteNode, search: RouteSearch, position: number): RouteEntry | undefined {
  if (search.isEncoded || search.leaf) return undefined;
  const path = search.url.slice(position, search.end);
  if (path.split('/').every((segment) => normaliseSegment(segment) === segment)) return undefined;
  search.isEncoded = true;
  return searchRoute(search, root, position, 0);
}

function toPathValues({ names }: RouteEntry, values: readonly string[]): Readonly<Record<string, string>> {
  const pathValues: Record<string, string> = {};
  for (let index = 0; index < names.length; index++) {
    const name = names[index];
    if (name !== undefined) pathValues[name] = values[index] as string;
  }
  return pathValues;
}

/** Where the origin of an absolute URL ends, or -1 for what is none. */
function originEnd(url: string): number {
  const authority = url.indexOf('://');
  if (authority < 1) return -1;
  for (let index = authority + 3; index < url.length; index++)
    if (isDelimiter(url.charCodeAt(index)) || url.charCodeAt(index) === slash) return index;
  return url.length;
}

function pathEnd(url: string, start: number): number {
  for (let index = start; index < url.length; index++) if (isDelimiter(url.charCodeAt(index))) return index;
  return url.length;
}

/** `?` starts the query, `#` the fragment. */
function isDelimiter(code: number): boolean {
  return code === 63 || code === 35;
}
