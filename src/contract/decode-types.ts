import type { Json } from '../finding.ts';
import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { findAtPlace } from '../spec/resolve.ts';
import { isObject, type JsonObject } from '../spec/walk.ts';
import { placeIn, toTarget } from './compile-reference.ts';

/** A set of JSON types as bits; every integer is a number. */
export type TypeSet = number;

export const typeBits = {
  string: 1,
  number: 6,
  integer: 4,
  boolean: 8,
  null: 16,
  array: 32,
  object: 64,
} as const;
export const allTypes: TypeSet = 127;

/**
 * The types that a schema can allow, through `$ref`, `allOf`, `anyOf` and `oneOf`. What it does not understand, it
 * takes as no restriction; so it does with a schema that contradicts itself.
 */
export function typesOf(document: SpecDocument, place: SpecPlace): TypeSet {
  return collectTypes(document, place, new Set()) || allTypes;
}

function collectTypes(document: SpecDocument, place: SpecPlace, path: ReadonlySet<string>): TypeSet {
  const key = `${place.uri}#${place.pointer}`;
  const schema = findAtPlace(document, place);
  if (path.has(key) || !isObject(schema)) return allTypes;
  const inner = new Set(path).add(key);
  let types = ownTypes(schema);
  const target = typeof schema.$ref === 'string' ? toTarget(document, schema.$ref, place.uri) : undefined;
  if (target) types &= collectTypes(document, target, inner);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[keyword];
    if (!Array.isArray(list) || list.length === 0) continue;
    const each = list.map((_, index) => collectTypes(document, placeIn(place, keyword, index), inner));
    types &= keyword === 'allOf' ? each.reduce((a, b) => a & b) : each.reduce((a, b) => a | b);
  }
  return types;
}

function ownTypes(schema: JsonObject): TypeSet {
  const { type, nullable } = schema;
  let types = allTypes;
  if (type !== undefined) types = bitsOf(Array.isArray(type) ? type : [type]);
  if (type !== undefined && nullable === true) types |= typeBits.null;
  if (Array.isArray(schema.enum))
    types &= schema.enum.reduce((bits: number, value: Json) => bits | bitsOfValue(value), 0);
  if (schema.const !== undefined) types &= bitsOfValue(schema.const);
  return types;
}

function bitsOf(names: readonly Json[]): TypeSet {
  let bits = 0;
  for (const name of names) {
    if (typeof name !== 'string' || !Object.hasOwn(typeBits, name)) return allTypes;
    bits |= typeBits[name as keyof typeof typeBits];
  }
  return bits;
}

function bitsOfValue(value: Json): TypeSet {
  if (value === null) return typeBits.null;
  if (Array.isArray(value)) return typeBits.array;
  if (typeof value === 'number') return typeBits.number;
  return typeBits[typeof value as 'string' | 'boolean' | 'object'];
}
