import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isMultipleOf } from '../../../src/contract/schema-multiple.ts';

it.each([
  [0.3, 0.1, true],
  [4.02, 0.01, true],
  [4.025, 0.01, false],
  [1e308, 0.5, true],
  [1e308, 0.123456789, false],
  [1e-7, 1e-8, true],
  [1.5e-7, 1e-7, false],
  [-4.5, 1.5, true],
  [0, 0.1, true],
  [9007199254740992, 1, true],
  [1e21, 7, false],
  [Number.POSITIVE_INFINITY, 2, undefined],
])('%d as a multiple of %d', (value, divisor, expected) => {
  expect(isMultipleOf(value, divisor)).toBe(expected);
});

it('is true of every product of a price and a number of pieces', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: -999, max: 999 }), (cents, pieces) => {
      expect(isMultipleOf(Number(`${cents * pieces}e-2`), Number(`${cents}e-2`))).toBe(true);
    }),
  );
});
