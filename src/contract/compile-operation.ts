import type { Json, OperationKey } from '../finding.ts';
import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { joinPointer } from '../spec/pointer.ts';
import { operationMethods } from '../spec/shape.ts';
import { isObject } from '../spec/walk.ts';
import { compileParameters } from './compile-parameter.ts';
import { type Compiling, type Found, followReferences, placeIn, textOf } from './compile-reference.ts';
import { compileRequestBody, compileResponses } from './compile-response.ts';
import { compileSecurity } from './compile-security.ts';
import { compileServers } from './compile-server.ts';
import type { Operation, Server } from './contract.ts';

const methods: ReadonlySet<string> = new Set(operationMethods);

/** An operation that is known by its route, and compiled on first use. */
export type OperationEntry = {
  readonly method: string;
  readonly path: string;
  readonly servers: readonly Server[];
  /** The same object every time. */
  compile(): Operation;
};

/**
 * The operations under `paths` (§4.8.8), in document order. `servers` hold where path and operation have none. The
 * references must have been verified: an operation is compiled when nobody expects an error.
 */
export function indexOperations(compiling: Compiling, servers: ServerChoice): readonly OperationEntry[] {
  const { document, problems } = compiling;
  const { paths } = document.root;
  if (!isObject(paths)) return [];
  const entries: OperationEntry[] = [];
  for (const path of Object.keys(paths)) {
    if (path.startsWith('x-')) continue;
    const place = placeIn({ uri: document.uri, pointer: '/paths' }, path);
    if (!/^\/[^?#]*$/.test(path)) {
      problems.push({ reason: `path ${path} is no path template, its operations are not judged`, at: place });
      continue;
    }
    const items = followPathItem(compiling, place, paths[path]);
    const chosen = chooseServers(compiling, servers, items);
    for (const [method, found] of findOperations(compiling, items)) {
      const own = servers.replaced ? undefined : compileServers(compiling, found);
      addDestination(compiling, found, { path, method, place });
      entries.push(toEntry(compiling, found, { path, method, items, servers: own ?? chosen }));
    }
  }
  return entries;
}

/** An operation has up to two places: under its path, and where its path item refers to. */
function addDestination(
  { destinations }: Compiling,
  { value, at }: Found,
  under: { path: string; method: string; place: SpecPlace },
): void {
  const { path, method, place } = under;
  const key = `${methods.has(method) ? method.toUpperCase() : method} ${path}` satisfies OperationKey;
  const id = textOf(value, 'operationId');
  for (const name of [id, `${at.uri}#${at.pointer}`, `${place.uri}#${joinPointer(place.pointer, method)}`])
    if (name !== undefined && !destinations.has(name)) destinations.set(name, key);
}

function toEntry(compiling: Compiling, found: Found, context: Context): OperationEntry {
  const { path, servers } = context;
  const method = methods.has(context.method) ? context.method.toUpperCase() : context.method;
  let operation: Operation | undefined;
  return {
    method,
    path,
    servers,
    compile() {
      operation ??= compileOperation(compiling, found, { ...context, method });
      return operation;
    },
  };
}

/** The servers of the document, or those that replace all servers in it. */
export type ServerChoice = { readonly servers: readonly Server[]; readonly replaced: boolean };

/** The servers of the first owner that has some; those of the outer object where none has. */
function chooseServers(
  compiling: Compiling,
  outer: ServerChoice,
  owners: readonly Found[],
): readonly Server[] {
  if (outer.replaced) return outer.servers;
  for (const owner of owners) {
    const servers = compileServers(compiling, owner);
    if (servers) return servers;
  }
  return outer.servers;
}

/**
 * A path item and, where it is a reference with fields beside it, those fields first: they win. OpenAPI leaves the
 * combination undefined when both have the same field (§4.8.9).
 */
function followPathItem(compiling: Compiling, place: SpecPlace, own: Json | undefined): readonly Found[] {
  const target = followReferences(compiling, place, own);
  if (!target) return [];
  return isObject(own) && own !== target.value ? [{ value: own, at: place }, target] : [target];
}

/** Each operation of the path items by its method, the first of a method only. */
function findOperations({ document, problems }: Compiling, items: readonly Found[]): Map<string, Found> {
  const operations = new Map<string, Found>();
  const add = (method: string, owner: Found['value'], at: SpecPlace) => {
    const value = owner[method];
    const place = placeIn(at, method);
    if (!isObject(value)) problems.push({ reason: 'there is no object where OpenAPI has one', at: place });
    else if (!operations.has(method)) operations.set(method, { value, at: place });
  };
  const has32 = String(document.root.openapi).startsWith('3.2');
  for (const { value, at } of items) {
    for (const method of Object.keys(value))
      if (methods.has(method) && (has32 || method !== 'query')) add(method, value, at);
    const { additionalOperations } = value;
    if (has32 && isObject(additionalOperations))
      for (const method of Object.keys(additionalOperations))
        add(method, additionalOperations, placeIn(at, 'additionalOperations'));
  }
  return operations;
}

// Beside the operations, so that these stay plain data.
const documents = new WeakMap<Operation, SpecDocument>();

/** The document that an operation was compiled from; undefined for one that was made by hand. */
export function documentOf(operation: Operation): SpecDocument | undefined {
  return documents.get(operation);
}

type Context = { path: string; method: string; items: readonly Found[]; servers: readonly Server[] };

function compileOperation(compiling: Compiling, found: Found, context: Context): Operation {
  const { method, path, items, servers } = context;
  const operationId = textOf(found.value, 'operationId');
  const requestBody = compileRequestBody(compiling, found);
  noteCallbacks(compiling, found);
  const operation: Operation = Object.freeze({
    at: found.at,
    key: `${method} ${path}` satisfies OperationKey,
    ...(operationId !== undefined && { operationId }),
    method,
    path,
    servers,
    parameters: compileParameters(compiling, { path, owners: [...items].reverse().concat(found) }),
    ...(requestBody && { requestBody }),
    responses: compileResponses(compiling, found),
    security: compileSecurity(compiling, found),
    deprecated: found.value.deprecated === true,
  });
  documents.set(operation, compiling.document);
  return operation;
}

function noteCallbacks({ problems }: Compiling, { value, at }: Found): void {
  if (!isObject(value.callbacks)) return;
  for (const name of Object.keys(value.callbacks))
    problems.push({ reason: `callback ${name} is not judged`, at: placeIn(at, 'callbacks', name) });
}
