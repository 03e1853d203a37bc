import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { SpecDocument, SpecPlace } from '../../spec/document.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { findAtPlace, resolveReference } from '../../spec/resolve.ts';

export type SchemaObject = { readonly [keyword: string]: Json };

/** One schema object, where it stands. */
export type SchemaPart = { readonly at: SpecPlace; readonly schema: SchemaObject };

/**
 * All schema objects that hold for one value at the same time: the schema, what it refers to, and their `allOf`. Good
 * enough to invent values from; whether a value is valid is always asked from the validator.
 */
export type SchemaView = {
  readonly place: SchemaPlace;
  readonly parts: readonly SchemaPart[];
};

/** A keyword with the place it stands at. */
export type KeywordUse = { readonly value: Json; readonly at: SpecPlace };

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** More references than this in one schema are a cycle or a generator's joke. */
const maxParts = 64;

/** Reads the schema at a place, through `$ref` and `allOf` (JSON Schema 2020-12 §8.2.3, §10.2.1.1). */
export function readSchema(document: SpecDocument, place: SchemaPlace): SchemaView {
  const parts: SchemaPart[] = [];
  const seen = new Set<string>();
  collectParts(document, place, { parts, seen });
  return { place, parts };
}

function collectParts(
  document: SpecDocument,
  place: SpecPlace,
  found: { parts: SchemaPart[]; seen: Set<string> },
): void {
  const key = `${place.uri}#${place.pointer}`;
  if (found.seen.has(key) || found.seen.size >= maxParts) return;
  found.seen.add(key);
  const schema = findAtPlace(document, place);
  if (!isSchemaObject(schema)) return;
  const at = { uri: place.uri, pointer: place.pointer };
  found.parts.push({ at, schema });
  if (typeof schema.$ref === 'string') {
    const target = resolveReference(schema.$ref, place.uri);
    if (target) collectParts(document, target, found);
  }
  const all = schema.allOf;
  if (!Array.isArray(all)) return;
  for (let index = 0; index < all.length; index += 1)
    collectParts(document, { uri: at.uri, pointer: joinPointer(at.pointer, 'allOf', index) }, found);
}

function isSchemaObject(value: Json | undefined): value is SchemaObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Every use of a keyword in the view. */
export function findKeyword(view: SchemaView, keyword: string): KeywordUse[] {
  const uses: KeywordUse[] = [];
  for (const { at, schema } of view.parts) {
    const value = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
    if (value !== undefined)
      uses.push({ value, at: { uri: at.uri, pointer: joinPointer(at.pointer, keyword) } });
  }
  return uses;
}

/** The first use of a keyword whose value is a number. */
export function findNumber(view: SchemaView, keyword: string): (KeywordUse & { value: number }) | undefined {
  for (const use of findKeyword(view, keyword))
    if (typeof use.value === 'number') return { value: use.value, at: use.at };
  return undefined;
}

/** The schema of a keyword of the view: `childOf(use, 'name')` is the schema at `/properties/name`. */
export function childOf(view: SchemaView, at: SpecPlace, ...tokens: (string | number)[]): SchemaPlace {
  return { uri: at.uri, pointer: joinPointer(at.pointer, ...tokens), dialect: view.place.dialect };
}

const everyType: readonly JsonType[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

/** The types that all `type` keywords of the view allow; `nullable` of OpenAPI 3.0 counts. */
export function allowedTypes(view: SchemaView): readonly JsonType[] {
  let allowed = everyType;
  for (const { schema } of view.parts) {
    const names = typeof schema.type === 'string' ? [schema.type] : schema.type;
    if (!Array.isArray(names)) continue;
    const nullable = view.place.dialect === 'openapi-3.0' && schema.nullable === true;
    allowed = allowed.filter(
      (type) =>
        names.includes(type) ||
        (type === 'integer' && names.includes('number')) ||
        (type === 'null' && nullable),
    );
  }
  return allowed;
}

/** Whether some part says which types it wants. */
export function hasType(view: SchemaView): boolean {
  return view.parts.some(({ schema }) => schema.type !== undefined);
}

/** The schemas of the declared properties, in document order; the first one where several parts declare a name. */
export function declaredProperties(view: SchemaView): Map<string, SchemaPlace> {
  const found = new Map<string, SchemaPlace>();
  for (const use of findKeyword(view, 'properties')) {
    if (!isSchemaObject(use.value)) continue;
    for (const name of Object.keys(use.value))
      if (!found.has(name)) found.set(name, childOf(view, use.at, name));
  }
  return found;
}

/** The required property names with the places of their statements. */
export function requiredProperties(view: SchemaView): Map<string, SpecPlace> {
  const found = new Map<string, SpecPlace>();
  for (const use of findKeyword(view, 'required')) {
    if (!Array.isArray(use.value)) continue;
    use.value.forEach((name, index) => {
      if (typeof name === 'string' && !found.has(name))
        found.set(name, { uri: use.at.uri, pointer: joinPointer(use.at.pointer, index) });
    });
  }
  return found;
}

/** The schemas of the branches of `oneOf` or `anyOf`. */
export function branchesOf(view: SchemaView, keyword: 'oneOf' | 'anyOf'): SchemaPlace[] {
  return findKeyword(view, keyword).flatMap((use) =>
    Array.isArray(use.value) ? use.value.map((_, index) => childOf(view, use.at, index)) : [],
  );
}

/** The schema of undeclared properties, where one is given. */
export function additionalPlace(view: SchemaView): SchemaPlace | undefined {
  const use = findKeyword(view, 'additionalProperties').find(({ value }) => typeof value !== 'boolean');
  return use && childOf(view, use.at);
}

/** Where undeclared properties are forbidden, if they are. */
export function closedAt(view: SchemaView): SpecPlace | undefined {
  for (const keyword of ['additionalProperties', 'unevaluatedProperties'])
    for (const { value, at } of findKeyword(view, keyword)) if (value === false) return at;
  return undefined;
}

/** The schemas of `patternProperties` with the expressions that their names match. */
export function patternPlaces(view: SchemaView): [pattern: string, place: SchemaPlace][] {
  return findKeyword(view, 'patternProperties').flatMap((use) =>
    isSchemaObject(use.value)
      ? Object.keys(use.value).map((pattern): [string, SchemaPlace] => [
          pattern,
          childOf(view, use.at, pattern),
        ])
      : [],
  );
}

/** Whether a property is for responses only: what a request says of it is of no consequence. */
export function isReadOnly(view: SchemaView): boolean {
  return findKeyword(view, 'readOnly').some(({ value }) => value === true);
}
