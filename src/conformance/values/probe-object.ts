import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { joinPointer, pointerTokens } from '../../spec/pointer.ts';
import { editValue } from './edit-value.ts';
import { inventNames } from './invent-names.ts';
import { type Probe, replaced, type Subject, withRoot } from './probe.ts';
import { probeDependents } from './probe-dependents.ts';
import { sampleValue } from './sample.ts';
import {
  additionalPlace,
  closedAt,
  declaredProperties,
  findKeyword,
  findNumber,
  requiredProperties,
} from './schema-view.ts';

export type ObjectSubject = Subject<{ readonly [name: string]: Json }>;

/** `required`, optional members, undeclared members, `propertyNames`, `minProperties`, `maxProperties`. */
export function* probeObject(subject: ObjectSubject): Generator<Probe> {
  yield* probeMembers(subject);
  yield* probeDependents(subject);
  yield* probeAdditional(subject);
  yield* probeNames(subject);
  yield* probeCounts(subject);
}

function* probeMembers(subject: ObjectSubject): Generator<Probe> {
  const required = requiredProperties(subject.view);
  const declared = declaredProperties(subject.view);
  for (const [name, at] of required)
    yield* removed(subject, { keyword: 'required', at, relation: 'outside', member: name });
  for (const [name, place] of declared) {
    if (required.has(name)) continue;
    const at = { uri: place.uri, pointer: place.pointer };
    yield* removed(subject, { keyword: 'properties', at, relation: 'inside', member: name });
  }
}

/** The value without one of its members, where it has it. */
export function* removed(
  subject: ObjectSubject,
  probe: Pick<Probe, 'keyword' | 'at' | 'relation'> & { member: string },
): Generator<Probe> {
  const { member, ...rest } = probe;
  const before = Object.hasOwn(subject.value, member) ? subject.value[member] : undefined;
  if (before === undefined) return;
  const pointer = joinPointer(subject.pointer, member);
  yield withRoot(
    { ...rest, pointer, schema: subject.view.place, name: `${member} missing`, before },
    editValue(subject.root, pointer, undefined),
  );
}

function* probeAdditional(subject: ObjectSubject): Generator<Probe> {
  const place = additionalPlace(subject.view);
  const closed = closedAt(subject.view);
  const { uri, pointer } = closed ?? place ?? subject.view.place;
  const sample = place
    ? (exampleMember(subject) ?? sampleValue(subject.context, place))
    : 'undeclared property';
  if (sample === undefined) return;
  const names = closed
    ? ['undeclared-property']
    : ['undeclared-property', 'Ünicode-属性', '__proto__', 'constructor'];
  for (const name of names)
    yield added(subject, {
      keyword: closed ? (pointerTokens(closed.pointer).at(-1) ?? '') : 'additionalProperties',
      at: { uri, pointer },
      relation: closed ? 'outside' : 'inside',
      name: `${name} added`,
      member: [name, sample],
    });
  if (requiredProperties(subject.view).size > 0 || Object.keys(subject.value).length === 0) return;
  yield replaced(subject, {
    keyword: 'type',
    at: findKeyword(subject.view, 'type')[0]?.at ?? { uri, pointer },
    relation: 'inside',
    name: 'empty object',
    value: {},
  });
}

/** A value that is there under a name that is not declared: most likely one that the provider knows. */
function exampleMember(subject: ObjectSubject): Json | undefined {
  const declared = declaredProperties(subject.view);
  return Object.entries(subject.value).find(([name]) => !declared.has(name))?.[1];
}

function added(
  subject: ObjectSubject,
  probe: Pick<Probe, 'keyword' | 'at' | 'relation' | 'name'> & { member: [string, Json] },
): Probe {
  const { member, ...rest } = probe;
  const pointer = joinPointer(subject.pointer, member[0]);
  return withRoot(
    { ...rest, pointer, schema: subject.view.place, after: member[1] },
    editValue(subject.root, pointer, member[1]),
  );
}

function* probeNames(subject: ObjectSubject): Generator<Probe> {
  const sample = exampleMember(subject) ?? Object.values(subject.value)[0] ?? 'text';
  for (const use of findKeyword(subject.view, 'propertyNames')) {
    const fitting = inventNames(subject.view, subject.context.seed).find(
      (name) => !Object.hasOwn(subject.value, name),
    );
    if (fitting !== undefined)
      yield added(subject, {
        keyword: 'propertyNames',
        at: use.at,
        relation: 'inside',
        name: 'a name that fits',
        member: [fitting, sample],
      });
    for (const name of ['UPPER CASE!', '', ' ', 'x'.repeat(300)])
      yield added(subject, {
        keyword: 'propertyNames',
        at: use.at,
        relation: 'outside',
        name: name === '' ? 'empty name' : `name ${name.slice(0, 12)}`,
        member: [name, sample],
      });
  }
}

function* probeCounts(subject: ObjectSubject): Generator<Probe> {
  for (const keyword of ['minProperties', 'maxProperties'] as const) {
    const limit = findNumber(subject.view, keyword);
    if (!limit || limit.value > 200) continue;
    for (const step of [-1, 0, 1]) {
      const value = membersOf(subject, limit.value + step);
      if (!value) continue;
      const outside = keyword === 'minProperties' ? step < 0 : step > 0;
      yield replaced(subject, {
        keyword,
        at: limit.at,
        relation: step === 0 ? 'on' : outside ? 'outside' : 'inside',
        name: `${limit.value + step} members`,
        value,
      });
    }
  }
}

function membersOf(subject: ObjectSubject, count: number): Json | undefined {
  if (count < 0) return undefined;
  const members = Object.entries(subject.value).slice(0, count);
  const missing = [...declaredProperties(subject.view)].filter(([name]) =>
    members.every(([known]) => known !== name),
  );
  const additional = additionalPlace(subject.view);
  const names = inventNames(subject.view, subject.context.seed).filter(
    (name) => !Object.hasOwn(subject.value, name),
  );
  while (members.length < count) {
    const [name, place]: [string, SchemaPlace | undefined] = missing.shift() ?? [
      names.shift() ?? 'key',
      additional,
    ];
    const value = place ? sampleValue(subject.context, place) : 'text';
    if (value === undefined) return undefined;
    members.push([name, value]);
  }
  return Object.fromEntries(members);
}
