import type { Json } from '../finding.ts';
import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { readPlainReferences } from '../spec/plain-references.ts';
import { findAtPointer, joinPointer } from '../spec/pointer.ts';
import { resolveReference } from '../spec/resolve.ts';
import { type Field, type ObjectKind, shapes } from '../spec/shape.ts';
import { isObject, type JsonObject } from '../spec/walk.ts';
import { type Compiling, followReferences } from './compile-reference.ts';

/** Where the walk is: a place, and tokens below it that become a pointer only for a reference. */
type Position = { readonly from: SpecPlace; readonly tokens: string[] };

type Verifying = { readonly compiling: Compiling; readonly verified: Set<string> };

/**
 * Follows every reference between OpenAPI objects that the operations lead to, each once, so that operations can be
 * compiled later without any surprise. Schemas look after their own references.
 *
 * @throws KitError `reference-unresolvable`
 */
export function verifyReferences(document: SpecDocument): void {
  if (areAllFollowable(document)) return;
  const verifying: Verifying = {
    compiling: { document, problems: [], shared: new Map(), destinations: new Map() },
    verified: new Set(),
  };
  const { components, paths } = document.root;
  verifyObject(verifying, { value: paths, kind: 'paths' }, toPosition(document.uri, '/paths'));
  if (isObject(components)) {
    const position = toPosition(document.uri, '/components/securitySchemes');
    verifyMembers(verifying, { value: components.securitySchemes, kind: 'securityScheme' }, position);
  }
}

/** Follows all references of a single file, wherever they stand; false when one of them fails or the text does not tell. */
function areAllFollowable({ uri, files }: SpecDocument): boolean {
  const file = files.get(uri);
  const references = file && files.size === 1 ? readPlainReferences(file) : undefined;
  if (!file || !references) return false;
  for (const start of references) {
    const visited = new Set<string>();
    for (let reference: string | undefined = start; reference !== undefined; ) {
      const target = resolveReference(reference, uri);
      const value: Json | undefined =
        target?.uri === uri ? findAtPointer(file.data, target.pointer) : undefined;
      if (value === undefined || visited.has(reference)) return false;
      visited.add(reference);
      reference = isObject(value) && typeof value.$ref === 'string' ? value.$ref : undefined;
    }
  }
  return true;
}

function toPosition(uri: string, pointer: string): Position {
  return { from: { uri, pointer }, tokens: [] };
}

type Item = { readonly value: Json | undefined; readonly kind: ObjectKind };

function verifyObject(verifying: Verifying, { value, kind }: Item, position: Position): void {
  if (!isObject(value)) return;
  if (typeof value.$ref === 'string') {
    verifyReference(verifying, { value, kind }, position);
    if (kind !== 'pathItem') return;
  }
  const fields = followed.get(kind);
  const { rest } = shapes[kind];
  const { tokens } = position;
  // Going through what is there is much faster than asking for what is not.
  for (const name of Object.keys(value)) {
    const inner = value[name];
    const field = fields?.get(name) ?? (name.startsWith('x-') ? undefined : rest);
    if (!field || typeof inner !== 'object') continue;
    tokens.push(name);
    const item = { value: inner, kind: field.kind };
    if (field.form === 'one') verifyObject(verifying, item, position);
    else verifyMembers(verifying, item, position);
    tokens.pop();
  }
}

/** The members of a map or the items of a list. */
function verifyMembers(verifying: Verifying, { value, kind }: Item, position: Position): void {
  if (typeof value !== 'object' || value === null) return;
  const { tokens } = position;
  for (const name of Object.keys(value)) {
    tokens.push(name);
    verifyObject(verifying, { value: (value as JsonObject)[name], kind }, position);
    tokens.pop();
  }
}

function verifyReference(
  verifying: Verifying,
  { value, kind }: { value: JsonObject; kind: ObjectKind },
  { from, tokens }: Position,
): void {
  const key = `${kind} ${from.uri} ${String(value.$ref)}`;
  if (verifying.verified.has(key)) return;
  verifying.verified.add(key);
  const place = { uri: from.uri, pointer: joinPointer(from.pointer, ...tokens) };
  const found = followReferences(verifying.compiling, place, value);
  if (found) verifyObject(verifying, { value: found.value, kind }, { from: found.at, tokens: [] });
}

/** The fields of each kind that can hold Reference Objects, at any depth. */
const followed: ReadonlyMap<string, ReadonlyMap<string, Field>> = new Map(
  Object.entries(shapes).map(([kind, { fields }]) => [
    kind,
    new Map(Object.entries(fields).filter(isFollowed)),
  ]),
);

function isFollowed([, { kind }]: [string, Field]): boolean {
  return kind !== 'schema' && kind !== 'other' && kind !== 'server';
}
