import type { SchemaIssue, SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { findAtPointer, joinPointer, pointerTokens } from '../../spec/pointer.ts';
import { findAtPlace } from '../../spec/resolve.ts';
import { editValue } from './edit-value.ts';
import { inventNames } from './invent-names.ts';
import { deriveSeed } from './random.ts';
import { isValid, type SampleContext } from './sample.ts';
import { sampleNumbers } from './sample-number.ts';
import { sampleStrings } from './sample-string.ts';
import { childOf, declaredProperties, readSchema } from './schema-view.ts';

/** How often a value is changed before it is given up. */
const rounds = 16;

/** Makes a valid value of a schema; undefined where it finds none. */
export type Sampler = (place: SchemaPlace) => Json | undefined;

/**
 * Changes an invalid value step by step as the validator asks for it: adds what is missing, takes away what must not be
 * there, and puts a value of the broken subschema in place of a wrong one. For what depends on the rest of the value:
 * `if`, `dependentRequired`, `dependentSchemas`, `contains`, `not`, branches that only require.
 */
export function repairSample(
  context: SampleContext,
  place: SchemaPlace,
  from: { readonly value: Json; readonly sample: Sampler },
): Json | undefined {
  const validator = context.contract.validator(place, { direction: 'request', stance: 'observed' });
  if (validator.kind !== 'validator') return undefined;
  let { value } = from;
  const seen = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    const [issue] = validator.explain(value);
    if (!issue) return value;
    const key = JSON.stringify(value);
    if (seen.has(key)) return undefined;
    seen.add(key);
    const next = repair(context, { place, root: value, issue, sample: from.sample });
    if (next === undefined) return undefined;
    value = next;
  }
  return undefined;
}

type Repair = {
  readonly place: SchemaPlace;
  readonly root: Json;
  readonly issue: SchemaIssue;
  readonly sample: Sampler;
};

function repair(context: SampleContext, work: Repair): Json | undefined {
  const { root, issue, sample } = work;
  const { keyword, pointer } = issue;
  const value = findAtPointer(root, pointer);
  const owner = ownerOf(work);
  switch (keyword) {
    case 'required':
    case 'dependentRequired': {
      const name = findAtPlace(context.contract.document, issue.at);
      return typeof name === 'string' ? addMember(context, work, name) : undefined;
    }
    case 'minProperties':
      return addMember(context, work, nextName(context, owner, value));
    case 'contains':
    case 'minContains': {
      const item = sample(childOf(readSchema(context.contract.document, owner), owner, 'contains'));
      return item === undefined || !isList(value) ? undefined : editValue(root, pointer, [...value, item]);
    }
    case 'maxItems':
    case 'uniqueItems':
      return isList(value) ? editValue(root, pointer, distinct(value)) : undefined;
    case 'not':
      return value === undefined ? undefined : editValue(root, pointer, other(value));
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'propertyNames':
      return pointer === '' ? undefined : editValue(root, pointer, undefined);
    default: {
      const made = typed(context, owner, value) ?? sample(owner);
      return made === undefined ? undefined : editValue(root, pointer, made);
    }
  }
}

/** A value of the same type for a subschema that says nothing about the type, as those of `then` and `not` seldom do. */
function typed(context: SampleContext, owner: SchemaPlace, value: Json | undefined): Json | undefined {
  const view = readSchema(context.contract.document, owner);
  const candidates: readonly Json[] =
    typeof value === 'string'
      ? sampleStrings(view, deriveSeed(context.seed, owner.pointer))
      : typeof value === 'number'
        ? sampleNumbers(view)
        : [];
  return candidates.find((one) => one !== value && isValid(context.contract, owner, one));
}

/** The schema object that the broken keyword stands in: the names and numbers behind it are parts of its value. */
function ownerOf({ place, issue }: Repair): SchemaPlace {
  const tokens = pointerTokens(issue.at.pointer);
  const end = tokens.lastIndexOf(issue.keyword);
  const pointer = joinPointer('', ...tokens.slice(0, end === -1 ? tokens.length - 1 : end));
  return { uri: issue.at.uri, pointer, dialect: place.dialect };
}

function addMember(context: SampleContext, work: Repair, name: string): Json | undefined {
  const { document } = context.contract;
  const owner = readSchema(document, ownerOf(work));
  const around = work.issue.pointer === '' ? readSchema(document, work.place) : owner;
  const place = declaredProperties(owner).get(name) ?? declaredProperties(around).get(name);
  const member = place ? work.sample(place) : 'example';
  return member === undefined
    ? undefined
    : editValue(work.root, joinPointer(work.issue.pointer, name), member);
}

/** A declared name that is not there, or an invented one. */
function nextName(context: SampleContext, owner: SchemaPlace, value: Json | undefined): string {
  const view = readSchema(context.contract.document, owner);
  const names = [...declaredProperties(view).keys(), ...inventNames(view, context.seed)];
  const known = new Set(Object.keys(value ?? {}));
  return names.find((name) => !known.has(name)) ?? 'key';
}

/** The items once each, and the same number of them as far as that can be had. */
function distinct(items: readonly Json[]): Json[] {
  const seen = new Set<string>();
  return items.map((item, index) => {
    const changed = seen.has(JSON.stringify(item)) ? other(item, index) : item;
    seen.add(JSON.stringify(changed));
    return changed;
  });
}

/** Another value of the same type. */
function other(value: Json, step = 1): Json {
  if (typeof value === 'string') return `${value}${step}`;
  if (typeof value === 'number') return value + step;
  if (typeof value === 'boolean') return !value;
  if (value === null || isList(value)) return value;
  const [first, ...rest] = Object.entries(value);
  if (!first) return value;
  const changed = other(first[1], step);
  // A member that has no other value is the one that must not be there.
  const same = JSON.stringify(changed) === JSON.stringify(first[1]);
  return Object.fromEntries(same ? rest : [[first[0], changed], ...rest]);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
