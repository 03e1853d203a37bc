import { expect, it } from 'vitest';
import { readAccept, takesPlainly } from '../../../src/mock/accept.ts';

it.each<[string | undefined, string | undefined]>([
  [undefined, undefined],
  ['', undefined],
  [';;;', undefined],
  ['text', undefined],
  ['application/json', 'application/json'],
  ['text/html, application/json;q=0.5', 'text/html, application/json;q=0.5'],
  [';;;,application/json,,x', 'application/json'],
  ['a/b;c="d"', 'a/b;c="d"'],
  ['a/b;c="d,e/f"', undefined],
  ['a/b;q=', undefined],
])('Accept: %s is read as %s', (header, expected) => {
  expect(readAccept(header)).toBe(expected);
});

it.each<[string | undefined, boolean]>([
  [undefined, true],
  ['*/*', true],
  ['text/plain, APPLICATION/*', true],
  ['application/json', true],
  ['text/html', false],
  ['application/json;q=0', false],
])('Accept: %s takes application/json plainly: %s', (accept, expected) => {
  expect(takesPlainly(accept, 'application/json; charset=utf-8')).toBe(expected);
});
