import fc from 'fast-check';
import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { numberArbitrary } from './arbitrary-number.ts';
import { anyText, stringArbitrary } from './arbitrary-string.ts';
import { inventNames } from './invent-names.ts';
import { isValid, type SampleContext, sampleValue } from './sample.ts';
import {
  additionalPlace,
  allowedTypes,
  branchesOf,
  childOf,
  declaredProperties,
  findKeyword,
  findNumber,
  type JsonType,
  readSchema,
  requiredProperties,
  type SchemaView,
} from './schema-view.ts';

/** A schema that refers to itself is followed so deep; further in there are only required members and sample values. */
const maxDepth = 4;

/** Of the optional members of an object so many can come at random, and so many items of a list. */
const most = { members: 12, items: 5 };

/** The schemas that were made into arbitraries: one schema stands in many places of a document. */
type Maker = { readonly context: SampleContext; readonly made: Map<string, fc.Arbitrary<Json> | undefined> };

/**
 * Random values of schemas, those at their limits more often than others. Every value is valid: where one turns out not to
 * be, a sample value takes its place. Undefined where no valid value of a schema is known at all.
 *
 * @example const values = createArbitraries({ contract, seed })(schema);
 */
export function createArbitraries(
  context: SampleContext,
): (place: SchemaPlace) => fc.Arbitrary<Json> | undefined {
  const maker: Maker = { context, made: new Map() };
  return (place) => arbitraryAt(maker, place, 0);
}

function arbitraryAt(maker: Maker, place: SchemaPlace, depth: number): fc.Arbitrary<Json> | undefined {
  const key = JSON.stringify([place.uri, place.pointer, depth]);
  if (maker.made.has(key)) return maker.made.get(key);
  const arbitrary = compileAt(maker, place, depth);
  maker.made.set(key, arbitrary);
  return arbitrary;
}

function compileAt(maker: Maker, place: SchemaPlace, depth: number): fc.Arbitrary<Json> | undefined {
  const { context } = maker;
  const sample = sampleValue(context, place);
  if (sample === undefined) return undefined;
  if (depth > maxDepth) return fc.constant(sample);
  const choices = listChoices(maker, readSchema(context.contract.document, place), depth);
  if (choices.length === 0) return fc.constant(sample);
  return fc.oneof(...choices).map((value) => (isValid(context.contract, place, value) ? value : sample));
}

function listChoices(maker: Maker, view: SchemaView, depth: number): fc.Arbitrary<Json>[] {
  const stated = [...findKeyword(view, 'const').map(({ value }) => value), ...enumerated(view)];
  if (stated.length > 0) return [fc.constantFrom(...stated)];
  const branches = [...branchesOf(view, 'oneOf'), ...branchesOf(view, 'anyOf')].slice(0, 12);
  if (branches.length > 0)
    return branches.flatMap((branch) => {
      const own = arbitraryAt(maker, branch, depth + 1);
      const around = declaredProperties(view).size > 0 ? objectArbitrary(maker, view, depth) : undefined;
      if (!own) return [];
      return [around ? fc.tuple(around, own).map(([outer, inner]) => merge(outer, inner)) : own];
    });
  return allowedTypes(view).flatMap((type) => ofType(maker, view, { type, depth }));
}

function enumerated(view: SchemaView): readonly Json[] {
  return findKeyword(view, 'enum').flatMap(({ value }) => (Array.isArray(value) ? value : []));
}

function merge(outer: Json, inner: Json): Json {
  return isObject(outer) && isObject(inner) ? { ...outer, ...inner } : inner;
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function ofType(
  maker: Maker,
  view: SchemaView,
  wanted: { type: JsonType; depth: number },
): fc.Arbitrary<Json>[] {
  switch (wanted.type) {
    case 'null':
      return [fc.constant(null)];
    case 'boolean':
      return [fc.boolean()];
    case 'integer':
    case 'number':
      return [numberArbitrary(view)];
    case 'string':
      return [stringArbitrary(view)];
    case 'array':
      return [arrayArbitrary(maker, view, wanted.depth)];
    case 'object':
      return [objectArbitrary(maker, view, wanted.depth)];
    default:
      return wanted.type satisfies never;
  }
}

function arrayArbitrary(maker: Maker, view: SchemaView, depth: number): fc.Arbitrary<Json> {
  const minimum = findNumber(view, 'minItems')?.value ?? 0;
  const maximum = findNumber(view, 'maxItems')?.value ?? Number.POSITIVE_INFINITY;
  const use = findKeyword(view, 'items')[0];
  const item = use ? arbitraryAt(maker, childOf(view, use.at), depth + 1) : scalars();
  if (!item) return fc.constant([]);
  const minLength = Math.min(minimum, 1000);
  const limits = { minLength, maxLength: Math.max(minLength, Math.min(maximum, minLength + most.items)) };
  const unique = findKeyword(view, 'uniqueItems').some(({ value }) => value === true);
  if (!unique) return fc.array(item, limits);
  // Where there are too few different items, the list is shorter than it must be, and a sample takes its place.
  return fc.array(item, limits).map((items) => {
    const seen = new Map(items.map((one) => [JSON.stringify(one), one]));
    return [...seen.values()];
  });
}

/** Values for places about which nothing is said. */
function scalars(): fc.Arbitrary<Json> {
  return fc.oneof(
    fc.constantFrom<Json>(null, true, false, 0, -1, 1.5, '', 'text', '😀'),
    anyText({ minimum: 0, maximum: 12 }),
    fc.integer(),
  );
}

function objectArbitrary(maker: Maker, view: SchemaView, depth: number): fc.Arbitrary<Json> {
  const required = requiredProperties(view);
  const declared = [...declaredProperties(view)];
  const members = new Map<string, fc.Arbitrary<Json>>();
  const optional: [string, SchemaPlace][] = [];
  for (const [name, place] of declared) {
    const own = required.has(name) ? arbitraryAt(maker, place, depth + 1) : undefined;
    if (own) members.set(name, own);
    else if (!required.has(name) && depth < maxDepth) optional.push([name, place]);
  }
  for (const [name, place] of optional.slice(0, most.members)) {
    const own = arbitraryAt(maker, place, depth + 1);
    if (own) members.set(name, own);
  }
  const needed = [...members.keys()].filter((name) => required.has(name));
  const fixed = fc
    .record(Object.fromEntries(members), { requiredKeys: needed })
    .map((value) => ({ ...value }) as Json);
  const closed = findKeyword(view, 'additionalProperties').some(({ value }) => value === false);
  if (closed) return fixed;
  const additional = additionalPlace(view);
  const extra = additional ? arbitraryAt(maker, additional, depth + 1) : scalars();
  if (!extra) return fixed;
  const names = nameArbitrary(maker.context, view);
  const count = { maxLength: additional ? 3 : 1 };
  return fc
    .tuple(fixed, fc.array(fc.tuple(names, extra), count))
    .map(([value, others]) => merge(Object.fromEntries(others), value));
}

function nameArbitrary(context: SampleContext, view: SchemaView): fc.Arbitrary<string> {
  const known = inventNames(view, context.seed).slice(0, 20);
  if (findKeyword(view, 'propertyNames').length > 0) return fc.constantFrom(...known);
  return fc.oneof(fc.constantFrom(...known), anyText({ minimum: 0, maximum: 8 }));
}
