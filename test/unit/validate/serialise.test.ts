import { expect, it } from 'vitest';
import type { Json } from '../../../src/finding.ts';
import { serialiseBody, serialiseHeader } from '../../../src/validate/serialise.ts';

it.each<[Json, string, string | undefined]>([
  [{ a: [1, null] }, 'application/json', '{"a":[1,null]}'],
  ['text', 'application/vnd.x+json; v=1', '"text"'],
  ['<a/>', 'application/xml', '<a/>'],
  [
    { a: [1, 2], b: { c: '<&' }, '1 x': null },
    'application/xml',
    '<xml><a>1</a><a>2</a><b><c>&lt;&amp;</c></b><_1_x></_1_x></xml>',
  ],
  [
    { a: 'x y', b: [1, 2], c: { d: 1 } },
    'application/x-www-form-urlencoded',
    'a=x+y&b=1&b=2&c=%7B%22d%22%3A1%7D',
  ],
  ['text', 'text/plain', 'text'],
  [12, 'text/csv', '12'],
  [{ a: 1 }, 'text/plain', undefined],
  [{ a: 1 }, 'image/png', undefined],
  [null, 'text/plain', undefined],
])('%j as %s', (value, mediaType, expected) => {
  expect(serialiseBody(value, mediaType)).toBe(expected);
});

it.each<[Json, boolean, string | undefined]>([
  ['a b', false, 'a b'],
  [5, false, '5'],
  [false, false, 'false'],
  [[1, 'a', true], false, '1,a,true'],
  [{ a: 1, b: 'c' }, false, 'a,1,b,c'],
  [{ a: 1, b: 'c' }, true, 'a=1,b=c'],
  [null, false, undefined],
  ['a\r\nX: y', false, undefined],
  ['图', false, undefined],
  ['é', false, 'é'],
])('%j as a header', (value, explode, expected) => {
  expect(serialiseHeader(value, explode)).toBe(expected);
});
