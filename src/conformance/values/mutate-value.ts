import fc from 'fast-check';
import type { Json } from '../../finding.ts';
import { findAtPointer, joinPointer } from '../../spec/pointer.ts';
import { editValue } from './edit-value.ts';

/** A value after one or two changes that nobody thought about, and what they were. */
export type Mutation = {
  /** @example 'text in place of number at /a/0' */
  readonly name: string;
  /** Absent where nothing is left. */
  readonly value?: Json;
  /** The JSON text of the value with a fault in it, where that was the change. */
  readonly text?: string;
};

/** More places of a value are not looked at. */
const maxPlaces = 500;

/** What to do, as numbers that are taken modulo the number of choices. */
type Draw = { readonly kind: number; readonly place: number; readonly other: number };

/**
 * Random mutations of a value: members dropped, copied, swapped, of another type; with `corrupt` also the JSON text without
 * one of its characters of structure. Whether the result is valid is for the engine to say.
 */
export function mutationArbitrary(root: Json, corrupt: boolean): fc.Arbitrary<Mutation> {
  const draw = fc.record({ kind: fc.nat(), place: fc.nat(), other: fc.nat() });
  return fc.tuple(draw, fc.option(draw, { freq: 2 })).map(([first, second]) => {
    const once = mutate({ name: '', value: root }, first, corrupt);
    return second === null ? once : mutate(once, second, corrupt);
  });
}

function mutate(before: Mutation, draw: Draw, corrupt: boolean): Mutation {
  if (before.value === undefined || before.text !== undefined) return before;
  const kinds = corrupt ? [...changes, cutText] : changes;
  const { name, ...rest } = pick(kinds, draw.kind)(before.value, draw);
  return { name: before.name === '' ? name : `${before.name}, ${name}`, ...rest };
}

type Change = (root: Json, draw: Draw) => Mutation;

const changes: readonly Change[] = [retype, drop, duplicate, swap];

function retype(root: Json, draw: Draw): Mutation {
  const place = pick(listPlaces(root), draw.place);
  const old = findAtPointer(root, place) ?? null;
  const others: [string, Json][] = [
    ['null', null],
    ['a list', [old]],
    ['an object', { value: old }],
    ['a boolean', draw.other % 2 === 0],
    ['text', typeof old === 'string' ? `${old}0` : JSON.stringify(old)],
    ['a number', typeof old === 'string' && /^-?\d{1,15}$/.test(old) ? Number(old) : 12.5],
  ];
  const [name, value] = pick(others, draw.other);
  return named(`${name} in place of the value at ${place || '/'}`, editValue(root, place, value));
}

function drop(root: Json, draw: Draw): Mutation {
  const [, ...inner] = listPlaces(root);
  if (inner.length === 0) return retype(root, draw);
  const place = pick(inner, draw.place);
  return named(`${place} dropped`, editValue(root, place, undefined));
}

function duplicate(root: Json, draw: Draw): Mutation {
  const [, ...inner] = listPlaces(root);
  if (inner.length === 0) return retype(root, draw);
  const place = pick(inner, draw.place);
  const end = place.lastIndexOf('/');
  const parent = place.slice(0, end);
  const owner = findAtPointer(root, parent);
  const value = findAtPointer(root, place) ?? null;
  if (isList(owner)) return named(`${place} twice`, editValue(root, parent, [...owner, value]));
  return named(`${place} also under another name`, editValue(root, `${place}_copy`, value));
}

function swap(root: Json, draw: Draw): Mutation {
  const places = listPlaces(root);
  const first = pick(places, draw.place);
  const apart = places.filter(
    (one) => !`${one}/`.startsWith(`${first}/`) && !`${first}/`.startsWith(`${one}/`),
  );
  if (apart.length === 0) return retype(root, draw);
  const second = pick(apart, draw.other);
  const [a, b] = [findAtPointer(root, first) ?? null, findAtPointer(root, second) ?? null];
  return named(`${first} and ${second} swapped`, editValue(editValue(root, first, b) ?? null, second, a));
}

/** Characters without which nothing is JSON any more, however lenient the parser is (RFC 8259 §9 lets it be). */
function cutText(root: Json, draw: Draw): Mutation {
  const text = JSON.stringify(root);
  const positions = [...text.matchAll(/[{}[\]:"]/g)].map(({ index }) => index);
  if (positions.length === 0) return retype(root, draw);
  const position = pick(positions, draw.place);
  return {
    name: `character ${position + 1} of the JSON text missing`,
    value: root,
    text: text.slice(0, position) + text.slice(position + 1),
  };
}

function named(name: string, value: Json | undefined): Mutation {
  return value === undefined ? { name } : { name, value };
}

function pick<T>(choices: readonly [T, ...T[]] | readonly T[], number: number): T {
  // Callers never pass an empty list.
  return choices[number % choices.length] as T;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Pointers to everything in a value, itself first. */
function listPlaces(root: Json): string[] {
  const places = [''];
  for (const place of places) {
    const value = findAtPointer(root, place);
    if (value === null || typeof value !== 'object' || places.length > maxPlaces) continue;
    places.push(...Object.keys(value ?? {}).map((name) => joinPointer(place, name)));
  }
  return places;
}
