import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../src/contract/decode-request.ts';
import type { Json } from '../../src/finding.ts';
import { toContract } from '../unit/contract/to-contract.ts';

type Kind = 'string' | 'array' | 'object';

/** Serialises by the style table of OpenAPI 3.1 §4.8.12.4, written apart from the decoder. */
function serialise(
  style: string,
  explode: boolean,
  value: string | string[] | Record<string, string>,
): string {
  const encode = encodeURIComponent;
  if (typeof value === 'string')
    return (
      { matrix: `;p=${encode(value)}`, label: `.${encode(value)}`, form: `p=${encode(value)}` }[style] ??
      encode(value)
    );
  const flat = Array.isArray(value) ? value.map(encode) : Object.entries(value).flat().map(encode);
  const pairs = Array.isArray(value)
    ? []
    : Object.entries(value).map(([k, v]) => `${encode(k)}=${encode(v)}`);
  switch (style) {
    case 'matrix':
      if (!explode) return `;p=${flat.join(',')}`;
      return Array.isArray(value)
        ? flat.map((item) => `;p=${item}`).join('')
        : pairs.map((pair) => `;${pair}`).join('');
    case 'label':
      return `.${(explode && !Array.isArray(value) ? pairs : flat).join(explode ? '.' : ',')}`;
    case 'simple':
      return (explode && !Array.isArray(value) ? pairs : flat).join(',');
    case 'form':
      if (!explode) return `p=${flat.join(',')}`;
      return Array.isArray(value) ? flat.map((item) => `p=${item}`).join('&') : pairs.join('&');
    case 'spaceDelimited':
      return `p=${flat.join('%20')}`;
    case 'pipeDelimited':
      return `p=${flat.join('%7C')}`;
    default:
      return Object.entries(value)
        .map(([k, v]) => `p%5B${encode(k)}%5D=${encode(v)}`)
        .join('&');
  }
}

const schemas: Record<Kind, string> = {
  string: '{type: string}',
  array: '{type: array, items: {type: string}}',
  object: '{type: object, additionalProperties: {type: string}}',
};

const rows: [string, string, boolean, Kind][] = [
  ...(['simple', 'label', 'matrix'] as const).flatMap((style) =>
    [true, false].flatMap((explode) =>
      (['string', 'array', 'object'] as const).map((kind): [string, string, boolean, Kind] => [
        'path',
        style,
        explode,
        kind,
      ]),
    ),
  ),
  ...[true, false].flatMap((explode) =>
    (['string', 'array', 'object'] as const).map((kind): [string, string, boolean, Kind] => [
      'query',
      'form',
      explode,
      kind,
    ]),
  ),
  ['query', 'spaceDelimited', false, 'array'],
  ['query', 'spaceDelimited', false, 'object'],
  ['query', 'pipeDelimited', false, 'array'],
  ['query', 'pipeDelimited', false, 'object'],
  ['query', 'deepObject', true, 'object'],
];

/** Texts that the style can carry: a separator that is not percent-encoded data in the table cannot be inside a value. */
function toText(style: string): fc.Arbitrary<string> {
  const text = fc.string({ minLength: 1, maxLength: 6 });
  const without = (characters: string) =>
    text.filter((each) => ![...characters].some((character) => each.includes(character)));
  if (style === 'spaceDelimited') return without(' ');
  if (style === 'pipeDelimited') return without('|');
  if (style === 'label') return without('.');
  return style === 'deepObject' ? without('[]') : text;
}

describe('what is serialised by the table is read back', () => {
  it.each(rows)('%s %s explode=%s %s', (location, style, explode, kind) => {
    const path = location === 'path' ? '/x/{p}' : '/x';
    const contract = toContract(
      `paths: {'${path}': {get: {parameters: [{name: p, in: ${location}, style: ${style}, explode: ${explode}, schema: ${schemas[kind]}}], responses: {}}}}`,
    );
    const text = toText(style);
    const name = text.filter((each) => each !== 'p' && each !== '__proto__');
    const values: fc.Arbitrary<string | string[] | Record<string, string>> =
      kind === 'string'
        ? text
        : kind === 'array'
          ? fc.array(text, { minLength: 1, maxLength: 4 })
          : fc.dictionary(name, text, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
    fc.assert(
      fc.property(values, (value) => {
        const sent = serialise(style, explode, value);
        const url = location === 'path' ? `/x/${sent}` : `/x?${sent}`;
        const match = contract.match('GET', url);
        if (match.kind !== 'operation') throw new Error(`${url} is ${match.kind}`);
        const request = { method: 'GET', url, headers: {} };
        const [decoded] = decodeRequest(
          contract,
          match.operation,
          match.pathValues,
          request,
          'observed',
        ).parameters;
        const candidates: readonly Json[] = decoded?.state === 'present' ? decoded.candidates : [];
        expect(candidates).toContainEqual(value);
      }),
    );
  });
});

it('no query, header or cookie makes decoding throw', () => {
  const contract = toContract(`
paths:
  /x:
    post:
      parameters:
        - {name: a, in: query, schema: {type: array, items: {type: [integer, string]}}}
        - {name: d, in: query, style: deepObject, schema: {type: object}}
        - {name: o, in: query, schema: {type: object}}
        - {name: j, in: query, content: {application/json: {}}}
        - {name: h, in: header, schema: {type: object, properties: {a: {type: integer}}}}
        - {name: c, in: cookie, schema: {type: array, items: {type: boolean}}}
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object}}, application/json: {}, multipart/form-data: {}, '*/*': {}}}
      responses: {}
`);
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom('a', 'd[', ']', '=', '&', '%', '+', ',', '{', '"', ';', 'c=', 'j=', '--b', '\r\n'),
      )
      .map((parts) => parts.join('')),
  );
  const type = fc.oneof(
    text,
    fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=b',
      'text/plain; charset=x',
    ),
  );
  fc.assert(
    fc.property(text, text, type, text, (query, header, contentType, body) => {
      const request = {
        method: 'POST',
        url: `/x?${query}`,
        headers: { h: header, cookie: header, 'content-type': contentType },
        body: { kind: 'text', text: body } as const,
      };
      const [operation] = contract.operations;
      if (!operation) throw new Error('the document has an operation');
      const decoded = decodeRequest(contract, operation, {}, request, 'observed');
      expect(decoded.parameters.map(({ parameter }) => parameter.name)).toEqual([
        'a',
        'd',
        'o',
        'j',
        'h',
        'c',
      ]);
    }),
    { numRuns: 2000 },
  );
});
