import { describe, expect, it } from 'vitest';
import { readPreferences, withoutPreferences } from '../../../src/mock/prefer.ts';

const prefer = (value: string | string[]) => readPreferences('/', { prefer: value });

it.each<[string | string[], object]>([
  ['code=400', { code: 400 }],
  ['code=400, example=TagsNull', { code: 400, example: 'TagsNull' }],
  [['code=400', 'example=TagsNull'], { code: 400, example: 'TagsNull' }],
  ['code="400",example="a, b; c"', { code: 400, example: 'a, b; c' }],
  ['Code=400 , EXAMPLE = x', { code: 400, example: 'x' }],
  ['example=a=b', { example: 'a=b' }],
  ['code=400, code=500', { code: 400 }],
  ['dynamic=true, seed=1', { dynamic: true, seed: '1' }],
  ['dynamic=false', { dynamic: false }],
  // The parameter of a preference is none itself (RFC 7240 §2).
  ['code=400;example=x', { code: 400 }],
  ['return=minimal; code=400', {}],
  ['respond-async, wait=10, handling=lenient', {}],
  [',,=,;', {}],
  ['"', {}],
])('Prefer: %s', (value, expected) => {
  expect(prefer(value)).toEqual(expected);
});

it.each<[string, string]>([
  ['code=abc', 'optional property "code"\n└─ cannot decode "abc", should be a number'],
  ['code=40', 'optional property "code"\n└─ cannot decode "40", should be a number'],
  ['code', 'optional property "code"\n└─ cannot decode true, should be string'],
  ['dynamic=yes', 'optional property "dynamic"\n└─ cannot decode "yes", should be a boolean'],
])('Prefer: %s cannot be used', (value, detail) => {
  expect(prefer(value)).toEqual({
    type: 'https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY',
    title: 'Invalid request',
    status: 422,
    detail,
  });
});

describe('the query', () => {
  it.each<[string, object]>([
    ['/?__code=400&__example=a%20b', { code: 400, example: 'a b' }],
    ['/?x=1&__dynamic=true&__seed=s', { dynamic: true, seed: 's' }],
    ['/?code=400', {}],
    ['/__code=400', {}],
    ['/?%zz&__code=400', { code: 400 }],
  ])('%s', (url, expected) => {
    expect(readPreferences(url, {})).toEqual(expected);
  });

  it('counts only without Prefer', () => {
    expect(readPreferences('/?__code=400', { prefer: 'return=minimal' })).toEqual({});
  });

  it('is for the mock alone', () => {
    const urls = [
      '/a?__code=400',
      '/a?x=1&__code=400&__example=y&__y=1',
      '/a?x=__code=1',
      '/__code=1?y',
      '/a?__server=b',
    ];
    expect(urls.map(withoutPreferences)).toEqual([
      '/a',
      '/a?x=1&__y=1',
      '/a?x=__code=1',
      '/__code=1?y',
      '/a',
    ]);
  });
});
