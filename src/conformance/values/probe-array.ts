import type { Json } from '../../finding.ts';
import { type Probe, replaced, type Subject } from './probe.ts';
import { isValid, sampleValue } from './sample.ts';
import { childOf, findKeyword, findNumber } from './schema-view.ts';

/** Longer lists are not made. */
const longest = 1000;

/** `minItems`, `maxItems`, `uniqueItems`, and lists of no, one and many items where nothing is said. */
export function* probeArray(subject: Subject<readonly Json[]>): Generator<Probe> {
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
  for (const use of findKeyword(subject.view, 'uniqueItems')) {
    if (use.value !== true) continue;
    const item = subject.value[0] ?? itemsOf(subject, 1)?.[0];
    if (item === undefined) continue;
    const value = [...(subject.value.length > 0 ? subject.value : [item]), item];
    yield replaced(subject, {
      keyword: 'uniqueItems',
      at: use.at,
      relation: 'outside',
      name: 'one item twice',
      value,
    });
  }
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

/** A list of that many items: those that are there, and different ones of the item schema. */
function itemsOf(subject: Subject<readonly Json[]>, count: number): Json[] | undefined {
  if (count < 0) return undefined;
  const items = subject.value.slice(0, count);
  const use = findKeyword(subject.view, 'items')[0];
  const place = use && childOf(subject.view, use.at);
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

function statedChoices(subject: Subject): readonly Json[] {
  const items = findKeyword(subject.view, 'items')[0]?.value;
  if (items === null || typeof items !== 'object' || !('enum' in items)) return [];
  return Array.isArray(items.enum) ? items.enum : [];
}

function vary(value: Json, number: number): Json {
  if (typeof value === 'string') return `${value}${number}`;
  return typeof value === 'number' ? value + number : value;
}
