import type { Json } from '../finding.ts';
import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { isObject } from '../spec/walk.ts';
import { placeIn } from './compile-reference.ts';
import { type Branch, listBranches } from './decode-branches.ts';
import { allTypes, type TypeSet, typesOf } from './decode-types.ts';

/**
 * What a text on the wire may stand for, as far as the schema tells: a superset, so that no possible reading is
 * missed. Whether the value is right is the validator's question.
 */
export type Shape = {
  readonly types: TypeSet;
  /** Nothing is demanded of the value, so that one reading is as good as another. */
  readonly isFree: boolean;
  readonly isArray: boolean;
  readonly isObject: boolean;
  /** Names of documented properties. */
  readonly names: readonly string[];
  /** Whether properties beside `names` belong to it: where the schema says so, or names none. */
  readonly takesOthers: boolean;
  item(index: number): Shape;
  property(name: string): Shape;
};

const shapesOfDocument = new WeakMap<SpecDocument, Map<string, Shape>>();

// Answers without building a key; a contract asks with the same objects again and again.
const shapeOfPlace = new WeakMap<SpecPlace, Shape>();

/** The shape of a schema; of no schema, any text. Kept for each place. */
export function shapeOf(document: SpecDocument, place: SpecPlace | undefined): Shape {
  if (!place) return freeShape;
  const known = shapeOfPlace.get(place);
  if (known) return known;
  const shape = shapeOfAny(document, [place]);
  shapeOfPlace.set(place, shape);
  return shape;
}

function shapeOfAny(document: SpecDocument, places: readonly SpecPlace[]): Shape {
  if (places.length === 0) return freeShape;
  const shapes = shapesOfDocument.get(document) ?? new Map<string, Shape>();
  shapesOfDocument.set(document, shapes);
  const key = places.map(({ uri, pointer }) => `${uri}#${pointer}`).join(' ');
  const known = shapes.get(key);
  if (known) return known;
  const shape = createShape(document, places);
  shapes.set(key, shape);
  return shape;
}

const freeShape: Shape = Object.freeze({
  types: allTypes,
  isFree: true,
  isArray: false,
  isObject: false,
  names: Object.freeze([]),
  takesOthers: true,
  item: () => freeShape,
  property: () => freeShape,
});

function createShape(document: SpecDocument, places: readonly SpecPlace[]): Shape {
  const schemas = listBranches(document, places);
  const types = places.reduce((union, place) => union | typesOf(document, place), 0);
  const has = (keywords: readonly string[]) =>
    schemas.some(({ schema }) => keywords.some((keyword) => schema[keyword] !== undefined));
  // A schema that names no type allows all of them; its keywords tell which it was written for.
  const isOpen = types === allTypes;
  const names = [...new Set(schemas.flatMap(({ schema }) => keysOf(schema.properties)))];
  return {
    types,
    isFree: isOpen && schemas.every(({ schema }) => Object.keys(schema).every(isAnnotation)),
    isArray: isOpen ? has(arrayKeywords) : (types & 32) !== 0,
    isObject: isOpen ? has(objectKeywords) : (types & 64) !== 0,
    names,
    takesOthers: takesOthers(schemas, names),
    item: (index) => shapeOfAny(document, itemPlaces(schemas, index)),
    property: (name) => shapeOfAny(document, propertyPlaces(schemas, name)),
  };
}

const arrayKeywords = ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems'];
const objectKeywords = [
  'properties',
  'additionalProperties',
  'patternProperties',
  'minProperties',
  'maxProperties',
];

const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'externalDocs',
  'xml',
  '$comment',
  '$schema',
  '$id',
  '$defs',
]);

function isAnnotation(keyword: string): boolean {
  return annotations.has(keyword) || keyword.startsWith('x-');
}

function keysOf(value: Json | undefined): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function itemPlaces(branches: readonly Branch[], index: number): SpecPlace[] {
  return branches.flatMap(({ schema, at }) => {
    const { items, prefixItems } = schema;
    if (Array.isArray(prefixItems) && index < prefixItems.length) return placeIn(at, 'prefixItems', index);
    return isObject(items) ? placeIn(at, 'items') : [];
  });
}

const others = ['additionalProperties', 'unevaluatedProperties'] as const;

function propertyPlaces(branches: readonly Branch[], name: string): SpecPlace[] {
  const declared = branches.flatMap(({ schema, at }) =>
    isObject(schema.properties) && Object.hasOwn(schema.properties, name)
      ? placeIn(at, 'properties', name)
      : [],
  );
  if (declared.length > 0) return declared;
  return branches.flatMap(({ schema, at }) => [
    ...others.filter((keyword) => isObject(schema[keyword])).map((keyword) => placeIn(at, keyword)),
    ...keysOf(schema.patternProperties).map((pattern) => placeIn(at, 'patternProperties', pattern)),
  ]);
}

function takesOthers(branches: readonly Branch[], names: readonly string[]): boolean {
  const schemas = branches.map(({ schema }) => schema);
  if (schemas.some((schema) => others.some((keyword) => schema[keyword] === false))) return false;
  return (
    names.length === 0 ||
    schemas.some((schema) =>
      [...others, 'patternProperties'].some((keyword) => schema[keyword] !== undefined),
    )
  );
}
