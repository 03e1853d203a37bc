import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../../src/contract/decode-request.ts';
import type { DecodedRequest } from '../../../src/contract/decoded.ts';
import type { HttpHeaders } from '../../../src/exchange/exchange.ts';
import { toContract } from './to-contract.ts';

const schemas: Readonly<Record<string, string>> = {
  string: '{type: string}',
  integer: '{type: integer}',
  strings: '{type: array, items: {type: string}}',
  integers: '{type: array, items: {type: integer}}',
  object: '{type: object, properties: {R: {type: integer}, G: {type: integer}, B: {type: integer}}}',
};

/** Sends one request to an operation with these parameters. */
function send(parameters: string, url: string, headers: HttpHeaders = {}): DecodedRequest {
  const path = parameters.includes('in: path') ? '/x/{color}' : '/x';
  const contract = toContract(`paths: {'${path}': {get: {parameters: [${parameters}], responses: {}}}}\n`);
  const match = contract.match('GET', url);
  if (match.kind !== 'operation') throw new Error(`${url} is ${match.kind}`);
  return decodeRequest(
    contract,
    match.operation,
    match.pathValues,
    { method: 'GET', url, headers },
    'observed',
  );
}

/** The candidates of the only parameter, or its state. */
function read(parameter: string, url: string, headers: HttpHeaders = {}): unknown {
  const [decoded] = send(parameter, url, headers).parameters;
  return decoded?.state === 'present' ? decoded.candidates : decoded?.state;
}

const rgb = { R: 100, G: 200, B: 150 };

describe('the style table of OpenAPI 3.1 §4.8.12.4', () => {
  const array = ['blue', 'black', 'brown'];
  // in, style, explode, schema, what was sent, candidates
  const rows: [string, string, boolean, string, string, unknown][] = [
    ['path', 'matrix', false, 'string', ';color', ['']],
    ['path', 'matrix', false, 'string', ';color=blue', ['blue']],
    ['path', 'matrix', false, 'strings', ';color=blue,black,brown', [array]],
    ['path', 'matrix', false, 'object', ';color=R,100,G,200,B,150', [rgb]],
    ['path', 'matrix', true, 'string', ';color', ['']],
    ['path', 'matrix', true, 'string', ';color=blue', ['blue']],
    ['path', 'matrix', true, 'strings', ';color=blue;color=black;color=brown', [array]],
    ['path', 'matrix', true, 'object', ';R=100;G=200;B=150', [rgb]],
    ['path', 'label', false, 'string', '.', ['']],
    ['path', 'label', false, 'string', '.blue', ['blue']],
    ['path', 'label', false, 'strings', '.blue,black,brown', [array]],
    ['path', 'label', false, 'strings', '.blue.black.brown', [array, ['blue.black.brown']]],
    ['path', 'label', false, 'object', '.R,100,G,200,B,150', [rgb]],
    ['path', 'label', false, 'object', '.R.100.G.200.B.150', [rgb]],
    ['path', 'label', true, 'string', '.blue', ['blue']],
    ['path', 'label', true, 'strings', '.blue.black.brown', [array]],
    ['path', 'label', true, 'object', '.R=100.G=200.B=150', [rgb]],
    ['path', 'simple', false, 'string', 'blue', ['blue']],
    ['path', 'simple', false, 'strings', 'blue,black,brown', [array]],
    ['path', 'simple', false, 'object', 'R,100,G,200,B,150', [rgb]],
    ['path', 'simple', true, 'string', 'blue', ['blue']],
    ['path', 'simple', true, 'strings', 'blue,black,brown', [array]],
    ['path', 'simple', true, 'object', 'R=100,G=200,B=150', [rgb]],
    ['query', 'form', false, 'string', 'color=', ['']],
    ['query', 'form', false, 'string', 'color=blue', ['blue']],
    ['query', 'form', false, 'strings', 'color=blue,black,brown', [array]],
    ['query', 'form', false, 'object', 'color=R,100,G,200,B,150', [rgb]],
    ['query', 'form', true, 'string', 'color=', ['']],
    ['query', 'form', true, 'string', 'color=blue', ['blue']],
    ['query', 'form', true, 'strings', 'color=blue&color=black&color=brown', [array]],
    ['query', 'form', true, 'object', 'R=100&G=200&B=150', [rgb]],
    ['query', 'spaceDelimited', false, 'strings', 'color=blue%20black%20brown', [array]],
    ['query', 'spaceDelimited', false, 'object', 'color=R%20100%20G%20200%20B%20150', [rgb]],
    ['query', 'pipeDelimited', false, 'strings', 'color=blue%7Cblack%7Cbrown', [array]],
    ['query', 'pipeDelimited', false, 'object', 'color=R%7C100%7CG%7C200%7CB%7C150', [rgb]],
    ['query', 'deepObject', true, 'object', 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150', [rgb]],
    ['header', 'simple', false, 'string', 'blue', ['blue']],
    ['header', 'simple', false, 'strings', 'blue, black,brown', [array]],
    ['header', 'simple', false, 'object', 'R,100,G,200,B,150', [rgb]],
    ['header', 'simple', true, 'object', 'R=100, G=200,B=150', [rgb]],
    ['cookie', 'form', false, 'string', 'color=blue', ['blue']],
    ['cookie', 'form', false, 'strings', 'a=1; color=blue,black,brown', [array]],
    ['cookie', 'form', false, 'object', 'color=R,100,G,200,B,150', [rgb]],
    ['cookie', 'form', true, 'string', 'color="blue"', ['blue']],
    ['cookie', 'form', true, 'strings', 'color=blue&color=black&color=brown', [array]],
    ['cookie', 'form', true, 'object', 'R=100; G=200; B=150', [rgb]],
  ];
  it.each(rows)('%s %s explode=%s %s: %s', (location, style, explode, schema, sent, expected) => {
    const parameter = `{name: color, in: ${location}, style: ${style}, explode: ${explode}, schema: ${schemas[schema]}}`;
    const url = location === 'path' ? `/x/${sent}` : location === 'query' ? `/x?${sent}` : '/x';
    const headers = location === 'header' ? { color: sent } : location === 'cookie' ? { cookie: sent } : {};
    expect(read(parameter, url, headers)).toEqual(expected);
  });
});

describe('readings by type', () => {
  const rows: [string, string, unknown][] = [
    ['{type: integer}', '12', [12]],
    ['{type: integer}', '007', [7]],
    ['{type: integer}', '-1.50', [-1.5]],
    ['{type: integer}', 'abc', ['abc']],
    ['{type: integer}', '', ['']],
    ['{type: integer}', '0x10', ['0x10']],
    ['{type: number}', '1e3', [1000]],
    ['{type: number}', '1e999', ['1e999']],
    ['{type: number}', 'NaN', ['NaN']],
    ['{type: boolean}', 'true', [true]],
    ['{type: boolean}', 'yes', ['yes']],
    ['{type: string}', '12', ['12']],
    ['{type: [integer, "null"]}', '', [null]],
    ['{type: [integer, "null"]}', 'null', [null]],
    ['{type: [integer, string]}', '12', [12, '12']],
    ['{type: string, nullable: true}', 'null', [null, 'null']],
    ['{enum: [1, a, true, null]}', '1', [1, '1']],
    ['{const: 5}', '5', [5]],
    ['{oneOf: [{type: integer}, {type: boolean}]}', 'true', [true]],
    ['{allOf: [{type: [integer, string]}, {$ref: "#/components/schemas/Number"}]}', '5', [5]],
    ['{$ref: "#/components/schemas/Loop"}', '5', [5, '5']],
    ['{minimum: 3}', '5', [5, '5']],
    ['{description: anything}', '5', ['5']],
    ['{}', 'true', ['true']],
    ['true', '1', ['1']],
    ['{$ref: "#/components/schemas/None"}', '1', [1, '1']],
    ['{type: array, items: {type: [integer, string]}}', '1', [[1], ['1']]],
    ['{type: [array, string], items: {type: integer}}', '1', [[1], '1']],
    ['{items: {type: integer}}', '1', [[1], 1, '1']],
    ['{type: array, prefixItems: [{type: integer}], items: {type: string}}', '1', [[1]]],
    ['{type: array, items: {type: string}}', '', [[], ['']]],
  ];
  it.each(rows)('%s: %j', (schema, sent, expected) => {
    const contract = toContract(`
paths: {/x: {get: {parameters: [{name: q, in: query, schema: ${schema}}], responses: {}}}}
components: {schemas: {Number: {type: number}, Loop: {anyOf: [{$ref: '#/components/schemas/Loop'}], minimum: 1}}}
`);
    const url = `/x?q=${sent}`;
    const match = contract.match('GET', url);
    if (match.kind !== 'operation') throw new Error(match.kind);
    const { parameters } = decodeRequest(
      contract,
      match.operation,
      {},
      { method: 'GET', url, headers: {} },
      'observed',
    );
    expect(parameters[0]).toMatchObject({ state: 'present', candidates: expected });
  });

  it('tries each mix of readings of a short list, and the two uniform ones of a long one', () => {
    const parameter =
      '{name: q, in: query, explode: false, schema: {type: array, items: {type: [integer, string]}}}';
    expect(read(parameter, '/x?q=1,2')).toEqual([
      [1, 2],
      [1, '2'],
      ['1', 2],
      ['1', '2'],
    ]);
    expect(read(parameter, '/x?q=1,2,3,4,5,6,7')).toEqual([
      [1, 2, 3, 4, 5, 6, 7],
      ['1', '2', '3', '4', '5', '6', '7'],
    ]);
  });
});

describe('query', () => {
  const q = (more: string) => `{name: q, in: query, ${more}}`;
  const rows: [string, string, string, unknown][] = [
    ['absent', q('schema: {type: string}'), '/x', 'absent'],
    ['a name without value', q('schema: {type: string}'), '/x?q', ['']],
    ['allowEmptyValue', q('allowEmptyValue: true, schema: {type: integer}'), '/x?q=', []],
    ['allowEmptyValue with a value', q('allowEmptyValue: true, schema: {type: integer}'), '/x?q=1', [1]],
    ['plus is a space', q('schema: {type: string}'), '/x?q=a+b%2Bc', ['a b+c']],
    [
      'an encoded name',
      '{name: "a b[]", in: query, schema: {type: array, items: {type: string}}}',
      '/x?a+b%5B%5D=1',
      [['1']],
    ],
    ['malformed encoding', q('schema: {type: string}'), '/x?q=%zz', 'unreadable'],
    ['malformed encoding elsewhere', q('schema: {type: string}'), '/x?%zz=%zz&q=1', ['1']],
    ['a scalar sent twice', q('schema: {type: string}'), '/x?q=1&q=2', 'unreadable'],
    [
      'a joined list sent twice',
      q(`explode: false, schema: ${schemas.integers}`),
      '/x?q=1&q=2',
      'unreadable',
    ],
    ['an encoded comma', q(`explode: false, schema: ${schemas.integers}`), '/x?q=1%2C2', [[1, 2], ['1,2']]],
    [
      'an encoded comma among commas',
      q(`explode: false, schema: ${schemas.strings}`),
      '/x?q=1%2C2,3',
      [['1,2', '3']],
    ],
    ['no comma splits an exploded list', q(`schema: ${schemas.strings}`), '/x?q=1,2', [['1,2']]],
    ['an odd object', q(`explode: false, schema: ${schemas.object}`), '/x?q=R,1,G', 'unreadable'],
    ['an exploded object without members', q(`schema: ${schemas.object}`), '/x?other=1', 'absent'],
    [
      'a pipe as it is',
      q(`style: pipeDelimited, explode: false, schema: ${schemas.integers}`),
      '/x?q=1|2',
      [[1, 2]],
    ],
    [
      'spaces as plus',
      q(`style: spaceDelimited, explode: false, schema: ${schemas.integers}`),
      '/x?q=1+2',
      [[1, 2]],
    ],
    [
      'an exploded pipe list',
      q(`style: pipeDelimited, explode: true, schema: ${schemas.integers}`),
      '/x?q=1&q=2',
      [[1, 2]],
    ],
    ['a nested deepObject', q(`style: deepObject, schema: ${schemas.object}`), '/x?q[R][a]=1', 'unchecked'],
    ['a deepObject that is plain', q(`style: deepObject, schema: ${schemas.object}`), '/x?q=1', 'unreadable'],
    [
      'a deepObject with a list',
      q('style: deepObject, schema: {type: object, properties: {l: {type: array, items: {type: integer}}}}'),
      '/x?q[l]=1&q[l]=2',
      [{ l: [1, 2] }],
    ],
    ['no schema at all', q('required: true'), '/x?q=5', ['5']],
  ];
  it.each(rows)('%s', (_, parameter, url, expected) => {
    expect(read(parameter, url)).toEqual(expected);
  });

  it('names what no parameter and no security scheme takes, once', () => {
    const contract = toContract(`
paths:
  /x:
    get:
      security: [{key: []}]
      parameters:
        - {name: all, in: query, schema: {type: object, properties: {R: {type: integer}}}}
        - {name: q, in: query, schema: {type: string}}
        - {name: d, in: query, style: deepObject, schema: {type: object}}
        - {name: c, in: query, content: {application/json: {}}}
      responses: {}
components: {securitySchemes: {key: {type: apiKey, in: query, name: api_key}}}
`);
    const url = '/x?q=1&R=1&z=1&z=2&api_key=k&d[a]=1&c={}&y';
    const match = contract.match('GET', url);
    if (match.kind !== 'operation') throw new Error(match.kind);
    const decoded = decodeRequest(
      contract,
      match.operation,
      {},
      { method: 'GET', url, headers: {} },
      'observed',
    );
    expect(decoded.unknownQuery).toEqual(['z', 'y']);
  });

  it('gives free objects what the other parameters leave', () => {
    const free = '{name: all, in: query, schema: {type: object, additionalProperties: {type: integer}}}';
    const { parameters, unknownQuery } = send(
      `${free}, {name: q, in: query, schema: {type: string}}`,
      '/x?q=1&a=2&b=3',
    );
    expect(parameters).toMatchObject([{ candidates: [{ a: 2, b: 3 }] }, { candidates: ['1'] }]);
    expect(unknownQuery).toEqual([]);
  });
});

describe('content parameters', () => {
  const json = (location: string) =>
    `{name: q, in: ${location}, content: {application/json: {schema: {type: object}}}}`;
  const rows: [string, string, string, HttpHeaders, unknown][] = [
    ['JSON in a query', json('query'), '/x?q=%7B%22a%22%3A+1%7D', {}, [{ a: 1 }]],
    ['malformed JSON', json('query'), '/x?q={', {}, 'unreadable'],
    ['malformed encoding', json('query'), '/x?q=%', {}, 'unreadable'],
    ['absent', json('query'), '/x', {}, 'absent'],
    ['JSON in a header', json('header'), '/x', { q: '{"a": "%20"}' }, [{ a: '%20' }]],
    ['JSON in a cookie', json('cookie'), '/x', { cookie: 'q=%7B%7D' }, [{}]],
    ['plain text', '{name: q, in: query, content: {text/plain: {}}}', '/x?q=5', {}, ['5']],
    ['another format', '{name: q, in: query, content: {application/xml: {}}}', '/x?q=5', {}, 'unchecked'],
  ];
  it.each(rows)('%s', (_, parameter, url, headers, expected) => {
    expect(read(parameter, url, headers)).toEqual(expected);
  });
});

describe('headers and cookies', () => {
  const h = (schema: string) => `{name: X-H, in: header, schema: ${schema}}`;
  const rows: [string, string, HttpHeaders, unknown][] = [
    ['any case of the name', h('{type: string}'), { 'x-h': ' a%20b ' }, ['a%20b']],
    ['an empty list', h('{type: array, items: {type: string}}'), { 'x-h': '' }, [[]]],
    ['lines of a list', h('{type: array, items: {type: integer}}'), { 'x-h': ['1', '2, 3'] }, [[1, 2, 3]]],
    ['lines of a text', h('{type: string}'), { 'x-h': ['a', 'b'] }, ['a, b']],
    ['lines of a number', h('{type: integer}'), { 'x-h': ['1', '2'] }, 'unreadable'],
    [
      'no cookie of that name',
      '{name: c, in: cookie, schema: {type: string}}',
      { cookie: 'a=1; cc=2' },
      'absent',
    ],
    [
      'an encoded cookie',
      '{name: c, in: cookie, schema: {type: string}}',
      { cookie: 'a; c=x%20y=z' },
      ['x y=z'],
    ],
    [
      'a cookie that only looks encoded',
      '{name: c, in: cookie, schema: {type: string}}',
      { cookie: 'c=100%' },
      ['100%'],
    ],
    [
      'a cookie sent twice',
      '{name: c, in: cookie, schema: {type: string}}',
      { cookie: ['c=1', 'c=2'] },
      'unreadable',
    ],
  ];
  it.each(rows)('%s', (_, parameter, headers, expected) => {
    expect(read(parameter, '/x', headers)).toEqual(expected);
  });
});

describe('path', () => {
  const rows: [string, string, string, unknown][] = [
    ['a raw plus', '{type: string}', 'a+b', ['a+b']],
    ['encoded text', '{type: string}', 'a%2Fb%20c', ['a/b c']],
    ['malformed encoding', '{type: string}', '%E5%9', 'unreadable'],
    ['an encoded comma in a text', schemas.strings ?? '', 'a%2Cb,c', [['a,b', 'c']]],
  ];
  it.each(rows)('%s', (_, schema, sent, expected) => {
    expect(read(`{name: color, in: path, required: true, schema: ${schema}}`, `/x/${sent}`)).toEqual(
      expected,
    );
  });

  it.each([
    ['label', 'blue'],
    ['matrix', 'blue'],
    ['matrix', ';colour=blue'],
  ])('%s does not accept %s', (style, sent) => {
    expect(read(`{name: color, in: path, style: ${style}, schema: {type: string}}`, `/x/${sent}`)).toBe(
      'unreadable',
    );
  });
});
