import { describe, expect, it } from 'vitest';
import type { MediaType } from '../../../src/contract/contract.ts';
import { bodyKindOf, matchMediaType, parseMediaType } from '../../../src/contract/media-type.ts';

function content(...names: readonly string[]): readonly MediaType[] {
  return names.map((name) => ({ at: { uri: '', pointer: '' }, name, examples: [], encoding: {} }));
}

describe('parseMediaType', () => {
  it.each([
    ['application/json', 'application', 'json', {}],
    [' Text/HTML ; Charset=UTF-8;q="a;\\"b" ', 'text', 'html', { charset: 'UTF-8', q: 'a;"b' }],
    ['application/json;', 'application', 'json', {}],
    ['application/json; charset="', 'application', 'json', {}],
    ['a/b; =x; y; z=1; z=2', 'a', 'b', { z: '1' }],
    ['*/*', '*', '*', {}],
  ])('%s', (text, type, subtype, parameters) => {
    const parsed = parseMediaType(text);
    expect({ ...parsed, parameters: Object.fromEntries(parsed?.parameters ?? []) }).toEqual({
      type,
      subtype,
      parameters,
    });
  });

  it.each(['', ';', '/', 'json', 'a/b/c', 'a /b', 'a/b, c/d', 'ä/b'])('%j is none', (text) => {
    expect(parseMediaType(text)).toBeUndefined();
  });
});

describe('matchMediaType', () => {
  const cases: [string[], string, string | undefined][] = [
    [['application/json'], 'application/json', 'application/json'],
    [['application/json'], 'Application/JSON; charset=utf-8', 'application/json'],
    [['application/json;charset=UTF-8'], 'application/json; charset=utf-8', 'application/json;charset=UTF-8'],
    [['application/json;charset=UTF-8'], 'application/json', 'application/json;charset=UTF-8'],
    [['application/json;charset=UTF-8'], 'application/json;charset=latin1', undefined],
    [
      ['application/json', 'application/json;charset=UTF-8'],
      'application/json;charset=utf-8',
      'application/json;charset=UTF-8',
    ],
    [
      ['application/json', 'application/json;charset=UTF-8'],
      'application/json;charset=latin1',
      'application/json',
    ],
    [['application/x; v=2'], 'application/x', undefined],
    [['application/x; v=2'], 'application/x; v=1', undefined],
    [
      ['*/*', 'application/*', 'application/*+json', 'application/a+json'],
      'application/a+json',
      'application/a+json',
    ],
    [['*/*', 'application/*', 'application/*+json'], 'application/a+json', 'application/*+json'],
    [['*/*', 'application/*'], 'application/a+json', 'application/*'],
    [['*/*', 'application/*'], 'text/plain', '*/*'],
    [['application/json'], 'application/problem+json', undefined],
    [['application/json'], 'text/json', undefined],
    [['application/json', 'no type'], ';', undefined],
  ];
  it.each(cases)('%j, %s → %s', (documented, sent, expected) => {
    const list = content(...documented);
    expect(matchMediaType(list, sent)?.name).toBe(expected);
    // The second answer is a kept one.
    expect(matchMediaType(list, sent)?.name).toBe(expected);
  });
});

describe('bodyKindOf', () => {
  it.each([
    ['application/json', 'json'],
    ['text/json', 'json'],
    ['application/vnd.a.b+json', 'json'],
    ['application/x-www-form-urlencoded', 'form'],
    ['multipart/form-data', 'multipart'],
    ['text/csv', 'text'],
    ['text/xml', 'xml'],
    ['image/svg+xml', 'xml'],
    ['image/png', 'opaque'],
    ['application/x-ndjson', 'opaque'],
  ])('%s is %s', (name, kind) => {
    expect(bodyKindOf(parseMediaType(name) ?? expect.fail())).toBe(kind);
  });
});
