import { KitError } from '../errors.ts';
import type { Json, OperationKey } from '../finding.ts';
import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { locate } from '../spec/locate.ts';
import { joinPointer } from '../spec/pointer.ts';
import { findAtPlace, resolveReference } from '../spec/resolve.ts';
import { isObject, type JsonObject } from '../spec/walk.ts';
import type { Problem } from './contract.ts';

/** What the compiler of each object needs: the document, and a list for what it cannot compile. */
export type Compiling = {
  readonly document: SpecDocument;
  readonly problems: Problem[];
  /** Responses and parameters that several operations refer to, by their place and what they are compiled as. */
  readonly shared: Map<string, unknown>;
  /** The operations that a link can lead to: by operationId, and by each place (`uri#pointer`) that names them. */
  readonly destinations: Map<string, OperationKey>;
};

/** Compiles an object at the end of a reference once, however many refer to it; `role` tells what it is compiled as. */
export function compileOnce<Compiled>(
  { shared }: Compiling,
  { role, found, from }: { role: string; found: Found; from: SpecPlace | undefined },
  compile: () => Compiled,
): Compiled {
  // Standing where it is used, it has no other user.
  if (found.at === from) return compile();
  const key = `${role} ${found.at.uri}#${found.at.pointer}`;
  // What stands under a key was put there by the same role, and so has its type.
  if (shared.has(key)) return shared.get(key) as Compiled;
  const compiled = compile();
  shared.set(key, compiled);
  return compiled;
}

/** An object with the place where it really stands. */
export type Found = { readonly value: JsonObject; readonly at: SpecPlace };

/**
 * The object at a place, after all Reference Objects were followed (OpenAPI 3.1 §4.8.23). Undefined where something
 * else than an object stands, which is noted as a problem. `value` is what stands there, for callers that have it.
 *
 * @throws KitError `reference-unresolvable` for a reference that is circular or leads nowhere
 */
export function followReferences(
  compiling: Compiling,
  place: SpecPlace,
  value: Json | undefined = findAtPlace(compiling.document, place),
): Found | undefined {
  if (isObject(value))
    return typeof value.$ref === 'string' ? followChain(compiling, place, value) : { value, at: place };
  compiling.problems.push({ reason: 'there is no object where OpenAPI has one', at: place });
  return undefined;
}

function followChain(compiling: Compiling, place: SpecPlace, start: JsonObject): Found | undefined {
  const { document } = compiling;
  const visited = new Set<string>();
  let at = place;
  let value: Json | undefined = start;
  while (isObject(value) && typeof value.$ref === 'string') {
    visited.add(`${at.uri}#${at.pointer}`);
    const target = toTarget(document, value.$ref, at.uri);
    const found = target && findAtPlace(document, target);
    if (!target || found === undefined) throw unresolvable(document, at, `${value.$ref} does not exist`);
    if (visited.has(`${target.uri}#${target.pointer}`))
      throw unresolvable(document, at, `${value.$ref} leads back to itself`);
    at = target;
    value = found;
  }
  return followReferences(compiling, Object.freeze(at), value);
}

/** The place that a reference names. After a redirect a file has another address than the reference says. */
export function toTarget(document: SpecDocument, reference: string, baseUri: string): SpecPlace | undefined {
  const target = resolveReference(reference, baseUri);
  const file = target && document.files.get(target.uri);
  return target && file ? { uri: file.uri, pointer: target.pointer } : target;
}

function unresolvable(document: SpecDocument, at: SpecPlace, reason: string): KitError {
  const { file, line } = locate(document, { ...at, pointer: joinPointer(at.pointer, '$ref') });
  return new KitError(
    'reference-unresolvable',
    `cannot follow the reference in ${file}, line ${line}: ${reason}`,
  );
}

/** The place of a member of an object or an item of an array. */
export function placeIn(place: SpecPlace, ...tokens: readonly (string | number)[]): SpecPlace {
  return Object.freeze({ uri: place.uri, pointer: joinPointer(place.pointer, ...tokens) });
}

/** The members of a map of objects by name, references followed; nothing for what is no map. */
export function followMap(compiling: Compiling, owner: Found, field: string): [string, Found][] {
  const map = owner.value[field];
  if (!isObject(map)) return [];
  const found: [string, Found][] = [];
  for (const name of Object.keys(map)) {
    const item = followReferences(compiling, placeIn(owner.at, field, name), map[name]);
    if (item) found.push([name, item]);
  }
  return found;
}

/** The items of a list of objects, references followed; nothing for what is no list. */
export function followList(compiling: Compiling, owner: Found, field: string): Found[] {
  const list = owner.value[field];
  if (!Array.isArray(list)) return [];
  return list.flatMap(
    (item: Json, index) => followReferences(compiling, placeIn(owner.at, field, index), item) ?? [],
  );
}

/** A member that is a text. */
export function textOf(value: JsonObject, field: string): string | undefined {
  const text: Json | undefined = value[field];
  return typeof text === 'string' ? text : undefined;
}
