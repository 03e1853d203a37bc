import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { findAtPointer, joinPointer } from '../../spec/pointer.ts';
import { editValue } from './edit-value.ts';
import { type Probe, replaced, type Subject, withRoot } from './probe.ts';
import { probeArray } from './probe-array.ts';
import { probeNumber } from './probe-number.ts';
import { probeObject } from './probe-object.ts';
import { probeString } from './probe-string.ts';
import { probeChoices, probeTypes } from './probe-type.ts';
import { isValid, type SampleContext, sampleValue } from './sample.ts';
import {
  additionalPlace,
  branchesOf,
  childOf,
  declaredProperties,
  findKeyword,
  readSchema,
} from './schema-view.ts';

/** Values nested deeper are left alone. */
const maxDepth = 6;

/**
 * Every probe of a value and of what is in it, keyword by keyword along its schema. `root` must be a valid value of the
 * schema; the probes are variations of it with one change each.
 */
export function probeValue(context: SampleContext, place: SchemaPlace, root: Json): Generator<Probe> {
  return probeAt(context, { place, root, pointer: '', depth: 0 });
}

type Position = {
  readonly place: SchemaPlace;
  readonly root: Json;
  readonly pointer: string;
  readonly depth: number;
};

function* probeAt(context: SampleContext, position: Position): Generator<Probe> {
  const value = findAtPointer(position.root, position.pointer);
  if (value === undefined || position.depth > maxDepth) return;
  const view = readSchema(context.contract.document, position.place);
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
  yield* probeBranches(subject, position);
}

/** `Array.isArray` does not narrow read-only arrays away. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function* probeItems(subject: Subject, position: Position): Generator<Probe> {
  const use = findKeyword(subject.view, 'items')[0];
  if (!use) return;
  const prefix = findKeyword(subject.view, 'prefixItems')[0]?.value;
  const first = Array.isArray(prefix) ? prefix.length : 0;
  const pointer = joinPointer(position.pointer, first);
  yield* probeAt(subject.context, {
    ...position,
    place: childOf(subject.view, use.at),
    pointer,
    depth: position.depth + 1,
  });
}

function* probeProperties(subject: Subject, position: Position): Generator<Probe> {
  const declared = declaredProperties(subject.view);
  for (const [name, place] of declared) {
    const pointer = joinPointer(position.pointer, name);
    const there = findAtPointer(position.root, pointer) !== undefined;
    const root = there ? position.root : withMember(subject, { place, pointer });
    if (root === undefined) continue;
    if (!there) yield presentProbe(subject, { place, pointer, root });
    yield* probeAt(subject.context, { place, root, pointer, depth: position.depth + 1 });
  }
  const additional = additionalPlace(subject.view);
  const members = subject.value === null || typeof subject.value !== 'object' ? {} : subject.value;
  const name = Object.keys(members).find((known) => !declared.has(known));
  if (additional && name !== undefined)
    yield* probeAt(subject.context, {
      ...position,
      place: additional,
      pointer: joinPointer(position.pointer, name),
      depth: position.depth + 1,
    });
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

/** A value of each branch of `oneOf` and `anyOf`, and the probes of the branch that the value is in. */
function* probeBranches(subject: Subject, position: Position): Generator<Probe> {
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const branches = branchesOf(subject.view, keyword);
    const own = branches.find((branch) => isValid(subject.context.contract, branch, subject.value));
    for (const [index, branch] of branches.entries()) {
      const value = sampleValue(subject.context, branch);
      if (branch !== own && value !== undefined)
        yield replaced(subject, {
          keyword,
          at: { uri: branch.uri, pointer: branch.pointer },
          relation: 'on',
          name: `branch ${index + 1}`,
          value,
        });
    }
    if (own) yield* probeAt(subject.context, { ...position, place: own, depth: position.depth + 1 });
  }
}
