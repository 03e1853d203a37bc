import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { type Probe, replaced, type Subject } from './probe.ts';
import { probeContains } from './probe-contains.ts';
import { isValid, sampleValue } from './sample.ts';
import { childOf, findKeyword, findNumber } from './schema-view.ts';

type ArraySubject = Subject<readonly Json[]>;

/** Longer lists are not made. */
const longest = 1000;

/**
 * `minItems`, `maxItems`, `uniqueItems`, `contains`, a list that goes on behind `prefixItems`, and lists of no, one and many
 * items where nothing is said.
 */
export function* probeArray(subject: ArraySubject): Generator<Probe> {
  yield* probeCounts(subject);
  yield* probeUnique(subject);
  yield* probeContains(subject);
  yield* probeClosed(subject);
  const at = findKeyword(subject.view, 'type')[0]?.at ?? subject.view.place;
  for (const count of [0, 1, 2, 20]) {
    const value = itemsOf(subject, count);
    if (value)
      yield replaced(subject, {
        keyword: 'type',
        at: { uri: at.uri, pointer: at.pointer },
        relation: 'inside',
        name: count === 0 ? 'empty array' : `array of ${count}`,
        value,
      });
  }
}

function* probeCounts(subject: ArraySubject): Generator<Probe> {
  for (const keyword of ['minItems', 'maxItems'] as const) {
    const limit = findNumber(subject.view, keyword);
    if (!limit || limit.value > longest) continue;
    for (const step of [-1, 0, 1]) {
      const value = itemsOf(subject, limit.value + step);
      if (!value) continue;
      const outside = keyword === 'minItems' ? step < 0 : step > 0;
      const relation = step === 0 ? 'on' : outside ? 'outside' : 'inside';
      yield replaced(subject, { keyword, at: limit.at, relation, name: `${value.length} items`, value });
    }
  }
}

/** Equal items (JSON Schema 2020-12 core §4.2.2): the order of members makes no difference. */
function* probeUnique(subject: ArraySubject): Generator<Probe> {
  const item = subject.value[0] ?? itemsOf(subject, 1)?.[0];
  if (item === undefined) return;
  const others = subject.value.length > 0 ? subject.value : [item];
  for (const use of findKeyword(subject.view, 'uniqueItems')) {
    if (use.value !== true) continue;
    const most = findNumber(subject.view, 'maxItems')?.value ?? Number.POSITIVE_INFINITY;
    // With one item too many it would be the count that is wrong.
    const kept = others.slice(0, Math.max(1, most - 1));
    const outside = { keyword: 'uniqueItems', at: use.at, relation: 'outside' } as const;
    yield replaced(subject, { ...outside, name: 'one item twice', value: [...kept, item] });
    const turned = turnMembers(item);
    if (turned !== undefined)
      yield replaced(subject, {
        ...outside,
        name: 'one item twice, its members in another order',
        value: [...kept, turned],
      });
  }
}

function turnMembers(item: Json): Json | undefined {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return undefined;
  const members = Object.entries(item);
  return members.length > 1 ? Object.fromEntries(members.reverse()) : undefined;
}

/** One item more than `prefixItems` has, where nothing may follow. */
function* probeClosed(subject: ArraySubject): Generator<Probe> {
  for (const keyword of ['items', 'unevaluatedItems'])
    for (const use of findKeyword(subject.view, keyword))
      if (use.value === false)
        yield replaced(subject, {
          keyword,
          at: use.at,
          relation: 'outside',
          name: 'one item more',
          value: [...subject.value, 'more'],
        });
}

/** A list of that many items: those that are there, and different ones of the item schema. */
function itemsOf(subject: ArraySubject, count: number): Json[] | undefined {
  if (count < 0) return undefined;
  const items = subject.value.slice(0, count);
  const place = itemPlace(subject);
  const example = subject.value[0] ?? (place ? sampleValue(subject.context, place) : 'item');
  if (example === undefined) return undefined;
  const fits = (value: Json): boolean => !place || isValid(subject.context.contract, place, value);
  const choices = place ? statedChoices(subject) : [];
  for (let number = 1; items.length < count; number += 1) {
    const next = choices[number - 1] ?? vary(example, number);
    items.push(fits(next) && !items.includes(next) ? next : example);
  }
  return items;
}

/** The schema of the items behind the `prefixItems`. */
function itemPlace(subject: ArraySubject): SchemaPlace | undefined {
  const use = findKeyword(subject.view, 'items')[0];
  return use && typeof use.value === 'object' ? childOf(subject.view, use.at) : undefined;
}

function statedChoices(subject: Subject): readonly Json[] {
  const items = findKeyword(subject.view, 'items')[0]?.value;
  if (items === null || typeof items !== 'object' || !('enum' in items)) return [];
  return Array.isArray(items.enum) ? items.enum : [];
}

/** Another value of the same kind; of an object, one with another text or number in it. */
function vary(value: Json, number: number): Json {
  if (typeof value === 'string') return `${value}${number}`;
  if (typeof value === 'number') return value + number;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const members = Object.entries(value);
  const index = members.findIndex(([, member]) => typeof member === 'string' || typeof member === 'number');
  return Object.fromEntries(
    members.map(([name, member], at) => [name, at === index ? vary(member, number) : member]),
  );
}
