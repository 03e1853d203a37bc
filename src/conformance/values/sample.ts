import type { Contract, SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { inventNames } from './invent-names.ts';
import { deriveSeed } from './random.ts';
import { repairSample, type Sampler } from './repair-sample.ts';
import { sampleNumbers } from './sample-number.ts';
import { sampleStrings } from './sample-string.ts';
import {
  additionalPlace,
  allowedTypes,
  branchesOf,
  childOf,
  declaredProperties,
  findKeyword,
  findNumber,
  hasType,
  type JsonType,
  readSchema,
  requiredProperties,
  type SchemaView,
} from './schema-view.ts';
import { mayTakeForever } from './slow-pattern.ts';

/** What the generators need: the schemas, the judge of every value, and the seed. */
export type SampleContext = { readonly contract: Contract; readonly seed: number };

/** Deeper than this a required value refers to itself without end. */
const maxDepth = 8;

/**
 * Whether the engine finds nothing wrong with the value in a request. A schema that cannot be judged accepts nothing here;
 * a statement in it that nobody can judge, such as an unknown format, does not stand against a value.
 */
export function isValid(contract: Contract, place: SchemaPlace, value: Json): boolean {
  const validator = contract.validator(place, { direction: 'request', stance: 'observed' });
  if (validator.kind !== 'validator' || mayTakeForever(contract, place, value)) return false;
  return validator.isValid(value) || (validator.gaps.length > 0 && validator.explain(value).length === 0);
}

/**
 * A small valid value of a schema: documented values first, then one made from its keywords, required members only.
 * Undefined where none was found; every value that is returned was accepted by the validator.
 */
export function sampleValue(context: SampleContext, place: SchemaPlace): Json | undefined {
  const { contract, seed } = context;
  const known = samples.get(contract) ?? new Map<string, Json | undefined>();
  samples.set(contract, known);
  const key = JSON.stringify([seed, place.uri, place.pointer]);
  if (!known.has(key)) known.set(key, findSample(context, place));
  return known.get(key);
}

/** One schema is asked for many times while a document is planned. */
const samples = new WeakMap<Contract, Map<string, Json | undefined>>();

function findSample(context: SampleContext, place: SchemaPlace, depth = 0): Json | undefined {
  const tried: Json[] = [];
  for (const value of candidates(context, place, depth)) {
    if (isValid(context.contract, place, value)) return value;
    if (tried.length < mostRepairs) tried.push(value);
  }
  if (depth > maxRepairDepth) return undefined;
  // What depends on the rest of the value cannot be seen in the keywords one by one.
  const sample: Sampler = (inner) => findSample(context, inner, depth + 2);
  for (const value of tried) {
    const repaired = repairSample(context, place, { value, sample });
    if (repaired !== undefined && isValid(context.contract, place, repaired)) return repaired;
  }
  return undefined;
}

/** A repair asks for values of other schemas, which may need one as well. */
const [mostRepairs, maxRepairDepth] = [6, 3];

function* candidates(context: SampleContext, place: SchemaPlace, depth: number): Generator<Json> {
  if (depth > maxDepth) return;
  const view = readSchema(context.contract.document, place);
  yield* statedValues(view);
  for (const type of likelyTypes(view)) if (type !== 'null') yield* ofType(context, view, { type, depth });
  for (const keyword of ['oneOf', 'anyOf'] as const)
    for (const branch of branchesOf(view, keyword))
      for (const value of candidates(context, branch, depth + 1)) yield mergeRequired(context, view, value);
  if (allowedTypes(view).includes('null')) yield null;
}

/** The allowed types; without a `type` those first that the other keywords speak of. */
function likelyTypes(view: SchemaView): readonly JsonType[] {
  const types = allowedTypes(view);
  if (hasType(view)) return types;
  const likely = types.filter((type) =>
    spoken[type]?.some((keyword) => findKeyword(view, keyword).length > 0),
  );
  return [...likely, ...types.filter((type) => !likely.includes(type))];
}

const spoken: Readonly<Partial<Record<JsonType, readonly string[]>>> = {
  object: ['properties', 'required', 'patternProperties'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  number: ['minimum', 'maximum', 'multipleOf'],
};

/** Values that stand in the schema itself. */
function* statedValues(view: SchemaView): Generator<Json> {
  for (const use of findKeyword(view, 'const')) yield use.value;
  for (const keyword of ['examples', 'enum'])
    for (const use of findKeyword(view, keyword)) if (Array.isArray(use.value)) yield* use.value;
  for (const keyword of ['example', 'default']) for (const use of findKeyword(view, keyword)) yield use.value;
}

function* ofType(
  context: SampleContext,
  view: SchemaView,
  wanted: { type: JsonType; depth: number },
): Generator<Json> {
  switch (wanted.type) {
    case 'string':
      yield* sampleStrings(view, deriveSeed(context.seed, view.place.pointer));
      return;
    case 'integer':
    case 'number':
      yield* sampleNumbers(view);
      return;
    case 'boolean':
      yield true;
      yield false;
      return;
    case 'array':
      yield* sampleArrays(context, view, wanted.depth);
      return;
    case 'object':
      yield* sampleObjects(context, view, wanted.depth);
      return;
    case 'null':
      yield null;
      return;
    default:
      wanted.type satisfies never;
  }
}

function* sampleArrays(context: SampleContext, view: SchemaView, depth: number): Generator<Json> {
  const length = Math.max(findNumber(view, 'minItems')?.value ?? 0, 1);
  const items: Json[] = [];
  for (const use of findKeyword(view, 'prefixItems')) {
    if (!Array.isArray(use.value)) continue;
    for (let index = 0; index < use.value.length; index += 1)
      items.push(firstValid(context, childOf(view, use.at, index), depth) ?? null);
  }
  const schema = findKeyword(view, 'items')[0];
  if (schema) {
    const place = childOf(view, schema.at);
    const values = distinctValues(context, place, { count: length - items.length, depth });
    items.push(...values);
  } else while (items.length < length) items.push(`item ${items.length + 1}`);
  yield items;
  yield [];
}

/** Different valid values of one schema, as many as can be found, repeated where there are too few. */
function distinctValues(
  context: SampleContext,
  place: SchemaPlace,
  wanted: { count: number; depth: number },
): Json[] {
  const found = new Map<string, Json>();
  for (const value of candidates(context, place, wanted.depth + 1)) {
    if (found.size >= wanted.count) break;
    if (isValid(context.contract, place, value)) found.set(JSON.stringify(value), value);
  }
  const values = [...found.values()];
  for (let extra = 1; values.length > 0 && values.length < wanted.count && extra < 200; extra += 1) {
    const value = varyValue(values[0] ?? null, extra);
    values.push(isValid(context.contract, place, value) ? value : (values[0] ?? null));
  }
  return values;
}

function varyValue(value: Json, number: number): Json {
  if (typeof value === 'string') return `${value}${number}`;
  if (typeof value === 'number') return value + number;
  return value;
}

function* sampleObjects(context: SampleContext, view: SchemaView, depth: number): Generator<Json> {
  const declared = declaredProperties(view);
  const members: [string, Json][] = [];
  for (const name of requiredProperties(view).keys()) {
    const place = declared.get(name) ?? additionalPlace(view);
    const value = place ? firstValid(context, place, depth) : 'example';
    if (value !== undefined) members.push([name, value]);
  }
  yield Object.fromEntries(members);
  const minimum = findNumber(view, 'minProperties')?.value ?? 0;
  for (const [name, place] of declared) {
    if (members.length >= minimum) break;
    if (members.some(([known]) => known === name)) continue;
    const value = firstValid(context, place, depth);
    if (value !== undefined) members.push([name, value]);
  }
  const additional = additionalPlace(view);
  for (const name of inventNames(view, context.seed)) {
    if (members.length >= minimum) break;
    const value = additional ? firstValid(context, additional, depth) : 'example';
    if (value !== undefined && !members.some(([known]) => known === name)) members.push([name, value]);
  }
  yield Object.fromEntries(members);
}

function firstValid(context: SampleContext, place: SchemaPlace, depth: number): Json | undefined {
  return findSample(context, place, depth + 1);
}

/** A value of a branch with the members that the schema around it requires. */
function mergeRequired(context: SampleContext, view: SchemaView, value: Json): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const declared = declaredProperties(view);
  const missing = [...requiredProperties(view).keys()].filter((name) => !Object.hasOwn(value, name));
  const members = missing.flatMap((name): [string, Json][] => {
    const place = declared.get(name);
    const member = place && firstValid(context, place, 1);
    return member === undefined ? [] : [[name, member]];
  });
  return { ...value, ...Object.fromEntries(members) };
}
