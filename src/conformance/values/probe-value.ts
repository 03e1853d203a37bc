import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { findAtPointer, joinPointer } from '../../spec/pointer.ts';
import { editValue } from './edit-value.ts';
import { inventNames } from './invent-names.ts';
import { samplePattern } from './pattern.ts';
import { type Probe, type Subject, withRoot } from './probe.ts';
import { probeArray } from './probe-array.ts';
import { branchValues, probeBranches } from './probe-branches.ts';
import { probeNumber } from './probe-number.ts';
import { probeObject } from './probe-object.ts';
import { probeString } from './probe-string.ts';
import { probeChoices, probeTypes } from './probe-type.ts';
import { deriveSeed } from './random.ts';
import { type SampleContext, sampleValue } from './sample.ts';
import {
  additionalPlace,
  childOf,
  declaredProperties,
  findKeyword,
  isReadOnly,
  patternPlaces,
  readSchema,
} from './schema-view.ts';

/** Values nested deeper are left alone. */
const maxDepth = 6;

/** Branches that the value is not in are looked into so often on the way down. */
const maxForeign = 2;

/**
 * Every probe of a value and of what is in it, keyword by keyword along its schema. `root` must be a valid value of the
 * schema; the probes are variations of it with one change each.
 */
export function probeValue(context: SampleContext, place: SchemaPlace, root: Json): Generator<Probe> {
  return probeAt(context, { place, root, pointer: '', depth: 0, foreign: 0 });
}

type Position = {
  readonly place: SchemaPlace;
  readonly root: Json;
  readonly pointer: string;
  readonly depth: number;
  /** How many branches on the way are not those of the valid value. */
  readonly foreign: number;
};

function* probeAt(context: SampleContext, position: Position): Generator<Probe> {
  const value = findAtPointer(position.root, position.pointer);
  if (value === undefined || position.depth > maxDepth) return;
  const view = readSchema(context.contract.document, position.place);
  // What a request says of it is ignored or refused, as the server likes (OpenAPI 3.1 §4.8.24.4, readOnly).
  if (isReadOnly(view)) return;
  const subject: Subject = { context, view, root: position.root, pointer: position.pointer, value };
  yield* probeTypes(subject);
  yield* probeChoices(subject);
  if (typeof value === 'string') yield* probeString({ ...subject, value });
  if (typeof value === 'number') yield* probeNumber({ ...subject, value });
  if (isArray(value)) {
    yield* probeArray({ ...subject, value });
    yield* probeItems(subject, position);
  } else if (value !== null && typeof value === 'object') {
    yield* probeObject({ ...subject, value });
    yield* probeProperties(subject, position);
  }
  yield* probeBranches(subject);
  for (const { place, root, own } of branchValues(subject)) {
    const foreign = position.foreign + (own ? 0 : 1);
    if (foreign <= maxForeign)
      yield* probeAt(context, { ...position, place, root, foreign, depth: position.depth + 1 });
  }
}

/** `Array.isArray` does not narrow read-only arrays away. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function* probeItems(subject: Subject, position: Position): Generator<Probe> {
  const below = { ...position, depth: position.depth + 1 };
  const prefix = findKeyword(subject.view, 'prefixItems')[0];
  const first = Array.isArray(prefix?.value) ? prefix.value.length : 0;
  for (let index = 0; prefix && index < first; index += 1)
    yield* probeAt(subject.context, {
      ...below,
      place: childOf(subject.view, prefix.at, index),
      pointer: joinPointer(position.pointer, index),
    });
  const use = findKeyword(subject.view, 'items')[0];
  if (!use || typeof use.value !== 'object') return;
  const place = childOf(subject.view, use.at);
  const pointer = joinPointer(position.pointer, first);
  const there = findAtPointer(position.root, pointer) !== undefined;
  const root = there ? position.root : withMember(subject, { place, pointer });
  if (root !== undefined) yield* probeAt(subject.context, { ...below, place, root, pointer });
}

function* probeProperties(subject: Subject, position: Position): Generator<Probe> {
  const declared = declaredProperties(subject.view);
  for (const [name, place] of declared) yield* probeMember(subject, position, { name, place });
  for (const [pattern, place] of patternPlaces(subject.view)) {
    const name = nameLike(subject, pattern, declared);
    if (name !== undefined) yield* probeMember(subject, position, { name, place });
  }
  const additional = additionalPlace(subject.view);
  if (!additional) return;
  const members = subject.value === null || typeof subject.value !== 'object' ? {} : subject.value;
  const patterns = patternPlaces(subject.view).map(([pattern]) => pattern);
  const isFree = (name: string): boolean =>
    !declared.has(name) && !patterns.some((pattern) => matches(pattern, name));
  const name =
    Object.keys(members).find(isFree) ?? inventNames(subject.view, subject.context.seed).find(isFree);
  if (name !== undefined) yield* probeMember(subject, position, { name, place: additional });
}

function* probeMember(
  subject: Subject,
  position: Position,
  member: { name: string; place: SchemaPlace },
): Generator<Probe> {
  const { name, place } = member;
  const pointer = joinPointer(position.pointer, name);
  const there = findAtPointer(position.root, pointer) !== undefined;
  const root = there ? position.root : withMember(subject, { place, pointer });
  if (root === undefined) return;
  if (!there) yield presentProbe(subject, { place, pointer, root });
  yield* probeAt(subject.context, { ...position, place, root, pointer, depth: position.depth + 1 });
}

/** A name that matches the expression: one that is there, or a new one. */
function nameLike(
  { context, value }: Subject,
  pattern: string,
  declared: ReadonlyMap<string, SchemaPlace>,
): string | undefined {
  const known = value === null || typeof value !== 'object' ? [] : Object.keys(value);
  const made = samplePattern(pattern, deriveSeed(context.seed, pattern), 12);
  return [...known, ...made.toSorted((a, b) => a.length - b.length)].find(
    (name) => name !== '' && !declared.has(name) && matches(pattern, name),
  );
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    // No expression at all: nothing is known to match it.
    return false;
  }
}

/** The whole value with an optional member that it did not have; undefined where none could be made. */
function withMember(subject: Subject, member: { place: SchemaPlace; pointer: string }): Json | undefined {
  const sample = sampleValue(subject.context, member.place);
  return sample === undefined ? undefined : editValue(subject.root, member.pointer, sample);
}

function presentProbe(subject: Subject, member: { place: SchemaPlace; pointer: string; root: Json }): Probe {
  const after = findAtPointer(member.root, member.pointer);
  return withRoot(
    {
      keyword: 'properties',
      at: { uri: member.place.uri, pointer: member.place.pointer },
      pointer: member.pointer,
      schema: subject.view.place,
      relation: 'inside',
      name: 'present',
      ...(after === undefined ? {} : { after }),
    },
    member.root,
  );
}
