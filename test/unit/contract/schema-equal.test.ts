import { describe, expect, it } from 'vitest';
import { findEqualItems, isEqual, isPartOf } from '../../../src/contract/schema-equal.ts';
import type { Json } from '../../../src/finding.ts';

const proto = (text: string) => JSON.parse(text) as Json;

it.each<[Json, Json, boolean]>([
  [1, 1, true],
  [1, true, false],
  [0, false, false],
  [null, 0, false],
  ['1', 1, false],
  [[1, 2], [1, 2], true],
  [[1, 2], [2, 1], false],
  [[], {}, false],
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 1 }, false],
  [{ a: 1 }, { b: 1 }, false],
  [{ constructor: { a: 1 } }, { constructor: { a: 1 } }, true],
  [{ valueOf: 1 }, { valueOf: 2 }, false],
  [proto('{"__proto__": 1}'), proto('{"__proto__": 1}'), true],
  [proto('{"__proto__": 1}'), {}, false],
])('%j equals %j: %s', (a, b, expected) => {
  expect([isEqual(a, b), isEqual(b, a)]).toEqual([expected, expected]);
});

it.each<[Json, Json, boolean]>([
  [{}, { a: 1 }, true],
  [{ a: 1 }, {}, false],
  [{ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 }, true],
  [[{}], [{ a: 1 }], true],
  [[], [{ a: 1 }], false],
  [{}, [], false],
  [1, 1, true],
])('%j is part of %j: %s', (value, whole, expected) => {
  expect(isPartOf(value, whole)).toBe(expected);
});

describe('equal items', () => {
  it.each<[Json[], boolean, readonly [number, number] | undefined]>([
    [[1, 2, 1], false, [0, 2]],
    [[1, true, '1', null], false, undefined],
    [[{ a: 1 }, [1], { a: 1 }], false, [0, 2]],
    [[{ a: 1 }, { a: 1 }], true, undefined],
    [[[1], [{ a: 1 }], [1]], true, [0, 2]],
  ])('of %j (partial: %s)', (items, partial, expected) => {
    expect(findEqualItems(items, partial)).toEqual(expected);
  });
});
