import { expect, it } from 'vitest';
import { findNearest } from '../../../src/cli/nearest.ts';

const words = ['lint', 'types', 'provider', 'test', 'check', 'doctor', 'explain', 'response-body-schema'];

it.each([
  ['tset', 'test'],
  ['chekc', 'check'],
  ['Lint', 'lint'],
  ['prov', 'provider'],
  ['response-body-shcema', 'response-body-schema'],
  ['xyz', undefined],
  ['', undefined],
  ['t', undefined],
])('%j means %j', (word, expected) => {
  expect(findNearest(word, words)).toBe(expected);
});
