import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { findAtPointer } from '../../spec/pointer.ts';
import type { Probe } from './probe.ts';
import { probeValue } from './probe-value.ts';
import { isValid, type SampleContext } from './sample.ts';

/** One value of a place that is worth a combination. */
export type Level = {
  /** Absent where the place has no value. */
  readonly value?: Json;
  readonly name: string;
  /** What found it; absent for the value that is there anyway. */
  readonly probe?: Probe;
};

/** A place of a value with its levels, the one of the valid value first. */
export type Factor = { readonly pointer: string; readonly levels: readonly Level[] };

/** More values of one place, or more places of one value, would need hundreds of requests. */
const most = { levels: 6, factors: 20, probes: 3000 };

/** The places of a valid value, and what was left out of them. */
export type Factors = {
  readonly factors: readonly Factor[];
  /** Values beyond the most of a place, or inside of members that the valid value does not have. */
  readonly leftValues: number;
  /** Whether there are places behind the most of them. */
  readonly cut: boolean;
};

/** The valid values that lie at the limits of a schema, by place: those that a boundary test finds valid one by one. */
export function listFactors(context: SampleContext, place: SchemaPlace, root: Json): Factors {
  const found = new Map<string, Probe[]>();
  let [count, leftValues, cut] = [0, 0, false];
  for (const probe of probeValue(context, place, root)) {
    count += 1;
    if (count > most.probes || (found.size >= most.factors && !found.has(probe.pointer))) {
      cut = true;
      break;
    }
    if (!isLevel(probe, root)) continue;
    if (!hasParent(root, probe.pointer)) {
      leftValues += 1;
      continue;
    }
    const probes = found.get(probe.pointer) ?? [];
    found.set(probe.pointer, probes);
    probes.push(probe);
  }
  const factors = [...found].flatMap(([pointer, probes]): Factor[] => {
    const [all, kept] = toLevels(context, place, { root, pointer, probes });
    leftValues += all - kept.length;
    return kept.length > 1 ? [{ pointer, levels: kept }] : [];
  });
  return { factors, leftValues, cut };
}

function hasParent(root: Json, pointer: string): boolean {
  return findAtPointer(root, pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')))) !== undefined;
}

const texts: ReadonlySet<string> = new Set([
  'empty text',
  'a character of two code units',
  'quotes and markup',
]);

/** Keywords by what a combination is most likely to find; texts and numbers that nothing is said about come last. */
const ranks: readonly (readonly string[])[] = [
  ['properties', 'required'],
  ['enum', 'const', 'oneOf', 'anyOf'],
  ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength'],
  ['minItems', 'maxItems', 'minProperties', 'maxProperties', 'multipleOf'],
  ['format', 'pattern'],
];

function isLevel({ keyword, relation, pointer, name, after }: Probe, root: Json): boolean {
  if (relation === 'outside' || keyword === 'additionalProperties' || keyword === 'propertyNames')
    return false;
  // Of a whole object only its branches: what is in it is varied place by place.
  if (pointer === '' && isObject(root)) return keyword === 'oneOf' || keyword === 'anyOf';
  if (keyword !== 'type') return relation === 'on' || keyword === 'properties';
  return typeof after !== 'string' || texts.has(name);
}

function toLevels(
  context: SampleContext,
  place: SchemaPlace,
  from: { root: Json; pointer: string; probes: readonly Probe[] },
): [all: number, kept: Level[]] {
  const { root, pointer, probes } = from;
  const rankOf = ({ keyword }: Probe): number => {
    const rank = ranks.findIndex((keywords) => keywords.includes(keyword));
    return rank === -1 ? ranks.length : rank;
  };
  const levels = new Map([[keyOf(findAtPointer(root, pointer)), toLevel(root, pointer)]]);
  for (const probe of probes.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    if (probe.root === undefined || !isValid(context.contract, place, probe.root)) continue;
    const key = keyOf(findAtPointer(probe.root, pointer));
    if (!levels.has(key)) levels.set(key, { ...toLevel(probe.root, pointer), name: nameOf(probe), probe });
  }
  return [levels.size, [...levels.values()].slice(0, most.levels)];
}

function toLevel(root: Json, pointer: string): Level {
  const value = findAtPointer(root, pointer);
  return { name: 'valid', ...(value === undefined ? {} : { value }) };
}

function nameOf({ keyword, name }: Probe): string {
  return keyword === 'type' || keyword === 'properties' ? name : `${keyword} ${name}`;
}

function keyOf(value: Json | undefined): string {
  return value === undefined ? '' : JSON.stringify(value);
}

function isObject(value: Json): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
