import type { DecodedResponse } from '../../contract/decoded.ts';
import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { describeShape, isOtherShape, kindOf, shapeOf } from './shape.ts';

/** Members below this are looked at as a whole. */
const deepest = 8;

/**
 * How the bodies of two answers differ in shape, in words; undefined where they do not: another media type, no member in
 * common, or another JSON type of the same member. Values, null, items of lists and members that come and go are free.
 */
export function findDifference(before: DecodedResponse, after: DecodedResponse): string | undefined {
  const [a, b] = [shapeOf(before), shapeOf(after)];
  if (!a || !b) return undefined;
  if (isOtherShape(a, b) && a.kind !== 'null' && b.kind !== 'null')
    return `${describeShape(a)}; ${describeShape(b)}`;
  const [old, fresh] = [before, after].map(({ body }) =>
    body.state === 'present' ? body.candidates[0] : undefined,
  );
  return old === undefined || fresh === undefined
    ? undefined
    : findOtherKind(old, fresh, { pointer: '', depth: 0 });
}

function findOtherKind(a: Json, b: Json, at: { pointer: string; depth: number }): string | undefined {
  const [one, other] = [kindOf(a), kindOf(b)];
  if (one === 'null' || other === 'null' || at.depth > deepest) return undefined;
  if (one !== other) return `${at.pointer || '/'} ${one}; ${other}`;
  if (!isObject(a) || !isObject(b)) return undefined;
  for (const [name, value] of Object.entries(a)) {
    const next = Object.hasOwn(b, name) ? b[name] : undefined;
    const pointer = joinPointer(at.pointer, name);
    const found =
      next === undefined ? undefined : findOtherKind(value, next, { pointer, depth: at.depth + 1 });
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return kindOf(value) === 'object';
}
