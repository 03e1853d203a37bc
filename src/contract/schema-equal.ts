import type { Json } from '../finding.ts';
import { isObject, type JsonObject } from './schema-keyword.ts';

/** Equality of JSON Schema 2020-12 core §4.2.2. Members count by name alone, so no name (`constructor`) is special. */
export function isEqual(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => hasEqual(a, b, name, isEqual));
}

/** True where `value` equals `whole` once it gets the members that it lacks. */
export function isPartOf(value: Json, whole: Json): boolean {
  if (Array.isArray(value))
    return (
      Array.isArray(whole) &&
      value.length === whole.length &&
      value.every((item, index) => isPartOf(item, whole[index]))
    );
  if (!isObject(value) || !isObject(whole)) return value === whole;
  return Object.keys(value).every((name) => hasEqual(value, whole, name, isPartOf));
}

/**
 * The indexes of the first two equal items, or undefined. With `partial`, items that hold objects are left out: they
 * may still become different.
 */
export function findEqualItems(
  items: readonly Json[],
  partial: boolean,
): readonly [number, number] | undefined {
  const scalars = new Map<Json, number>();
  const others: number[] = [];
  for (const [index, item] of items.entries()) {
    if (item === null || typeof item !== 'object') {
      const first = scalars.get(item);
      if (first !== undefined) return [first, index];
      scalars.set(item, index);
    } else if (!partial || !holdsObject(item)) {
      const first = others.find((other) => isEqual(items[other] ?? null, item));
      if (first !== undefined) return [first, index];
      others.push(index);
    }
  }
  return undefined;
}

/** True for an object and for an array with one somewhere in it: a value that can get further members. */
export function holdsObject(value: Json): boolean {
  return Array.isArray(value) ? value.some(holdsObject) : isObject(value);
}

function hasEqual(a: JsonObject, b: JsonObject, name: string, equal: (a: Json, b: Json) => boolean): boolean {
  const [left, right] = [a[name], b[name]];
  return Object.hasOwn(b, name) && left !== undefined && right !== undefined && equal(left, right);
}
