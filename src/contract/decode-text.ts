import type { Json } from '../finding.ts';
import type { Shape } from './decode-shape.ts';
import { typeBits } from './decode-types.ts';

/** More readings than this are not tried one by one. */
const maxReadings = 64;

// As lenient as common servers: leading zeros, a leading plus and a missing digit beside the point are read.
const numeric = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Every reading of a text as a primitive value that the types of its schema allow, the most specific first; the text
 * itself when there is none, so that the validator says what is wrong with it.
 *
 * @example readText('12', shapeOfIntegerOrString) // [12, '12']
 */
export function readText(text: string, shape: Shape): readonly Json[] {
  const { types } = shape;
  if (shape.isFree || types === typeBits.string) return [text];
  const readings: Json[] = [];
  if (types & typeBits.number && numeric.test(text)) {
    const number = Number(text);
    if (Number.isFinite(number)) readings.push(number);
  }
  if (types & typeBits.boolean && (text === 'true' || text === 'false')) readings.push(text === 'true');
  if (types & typeBits.null && (text === '' || text === 'null')) readings.push(null);
  if (types & typeBits.string || readings.length === 0) readings.push(text);
  return readings;
}

/** Every array of one reading for each item. */
export function readItems(texts: readonly string[], shape: Shape): readonly Json[][] {
  return combine(texts.map((text, index) => readText(text, shape.item(index))));
}

/** Every object of one reading for each member; of equal names the last one counts. */
export function readMembers(members: readonly (readonly [string, string])[], shape: Shape): readonly Json[] {
  return combineMembers(members.map(([name, text]) => [name, readText(text, shape.property(name))]));
}

/** Every object of one of the readings for each member. */
export function combineMembers(members: readonly (readonly [string, readonly Json[]])[]): readonly Json[] {
  return combine(members.map(([, readings]) => readings)).map((values) =>
    Object.fromEntries(members.map(([name], index) => [name, values[index] as Json])),
  );
}

/**
 * The combinations of readings. Where there are too many, only the two that read all values in the same way: each as
 * specific as possible, and each as it was written.
 */
export function combine(lists: readonly (readonly Json[])[]): readonly Json[][] {
  let count = 1;
  for (const list of lists) count *= list.length;
  if (count === 1) return [lists.map((list) => list[0] as Json)];
  if (count > maxReadings)
    return [lists.map((list) => list[0] as Json), lists.map((list) => list.at(-1) as Json)];
  return lists.reduce<Json[][]>(
    (combined, list) => combined.flatMap((values) => list.map((value) => [...values, value])),
    [[]],
  );
}
