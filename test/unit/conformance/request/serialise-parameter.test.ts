import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serialiseParameter } from '../../../../src/conformance/request/serialise-parameter.ts';
import type { Parameter } from '../../../../src/contract/contract.ts';
import type { Json } from '../../../../src/finding.ts';

const parameter = (more: Partial<Parameter>): Parameter => ({
  at: { uri: '', pointer: '' },
  name: 'p',
  in: 'query',
  required: false,
  style: 'form',
  explode: false,
  allowEmptyValue: false,
  allowReserved: false,
  examples: [],
  ...more,
});
const members = { r: 1, g: 'a b' };

describe('parameters on the wire (OpenAPI 3.1 §4.8.12.3)', () => {
  it.each<[Partial<Parameter>, Json, string | undefined]>([
    [{ in: 'path', style: 'simple' }, 'a/ü', 'a%2F%C3%BC'],
    [{ in: 'path', style: 'simple' }, [1, 2], '1,2'],
    [{ in: 'path', style: 'simple' }, members, 'r,1,g,a%20b'],
    [{ in: 'path', style: 'simple', explode: true }, members, 'r=1,g=a%20b'],
    [{ in: 'path', style: 'label' }, 'a', '.a'],
    [{ in: 'path', style: 'label', explode: true }, [1, 2], '.1.2'],
    [{ in: 'path', style: 'matrix' }, [1, 2], ';p=1,2'],
    [{ in: 'path', style: 'matrix', explode: true }, [1, 2], ';p=1;p=2'],
    [{ in: 'path', style: 'matrix', explode: true }, members, ';r=1;g=a%20b'],
    [{ explode: true }, [1, 2], 'p=1&p=2'],
    [{}, [1, 2], 'p=1,2'],
    [{ explode: true }, members, 'r=1&g=a%20b'],
    [{ style: 'spaceDelimited' }, [1, 2], 'p=1%202'],
    [{ style: 'pipeDelimited' }, [1, 2], 'p=1%7C2'],
    [{ style: 'deepObject', explode: true }, members, 'p%5Br%5D=1&p%5Bg%5D=a%20b'],
    [{ in: 'header', style: 'simple' }, 'a b', 'a b'],
    [{ in: 'cookie' }, 'a', 'p=a'],
    [
      { mediaType: { at: { uri: '', pointer: '' }, name: 'application/json', examples: [], encoding: {} } },
      { a: null },
      'p=%7B%22a%22%3Anull%7D',
    ],
  ])('%j of %j is %j', (more, value, text) => {
    expect(serialiseParameter(parameter(more), value)).toBe(text);
  });

  it.each<[string, Partial<Parameter>, Json]>([
    ['null', {}, null],
    ['a list in a list', {}, [[1]]],
    ['a dot segment', { in: 'path', style: 'simple' }, '..'],
    ['an empty segment', { in: 'path', style: 'simple' }, ''],
    ['a line break in a header', { in: 'header', style: 'simple' }, 'a\nb'],
    ['blanks at the end of a header', { in: 'header', style: 'simple' }, 'a '],
    ['a semicolon in a cookie', { in: 'cookie' }, 'a;b'],
    ['half a character', {}, '\ud800'],
    ['more than servers read', {}, 'x'.repeat(5000)],
  ])('%s has no form', (_name, more, value) => {
    expect(serialiseParameter(parameter(more), value)).toBeUndefined();
  });

  it('never writes what would end a path segment, a query or a field', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('path', 'query', 'header', 'cookie'),
        fc.string({ unit: 'binary' }),
        (place, value) => {
          const style = place === 'path' || place === 'header' ? 'simple' : 'form';
          const text = serialiseParameter(parameter({ in: place, style }), value) ?? '';
          expect(text).toMatch(place === 'header' ? /^[ -~]*$/ : /^[^\s/?#;]*$/);
        },
      ),
    );
  });
});
