import { describe, expect, it } from 'vitest';
import { createValidators } from '../../../src/contract/validator.ts';
import type { Json } from '../../../src/finding.ts';
import { toDocument } from '../spec/to-document.ts';
import { issuesOf, toValidator } from './to-validator.ts';

const response = { direction: 'response', stance: 'observed' } as const;
const deep = (depth: number): Json => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('an issue', () => {
  const rows: [string, string, Json, string[]][] = [
    ['type', '{type: string}', 1, ['type / #Root/type: must be string']],
    [
      'type, several',
      '{type: [string, "null", integer]}',
      1.5,
      ['type / #Root/type: must be string, null or integer'],
    ],
    ['enum', '{enum: [a, 1, null]}', 'b', ['enum / #Root/enum: must be one of "a", 1, null']],
    ['const', '{const: {a: 1}}', { a: 2 }, ['const / #Root/const: must be {"a":1}']],
    ['multipleOf', '{multipleOf: 0.1}', 0.35, ['multipleOf / #Root/multipleOf: must be a multiple of 0.1']],
    ['maximum', '{maximum: 5}', 6, ['maximum / #Root/maximum: must not be greater than 5']],
    [
      'exclusiveMaximum',
      '{exclusiveMaximum: 5}',
      5,
      ['exclusiveMaximum / #Root/exclusiveMaximum: must be less than 5'],
    ],
    ['minimum', '{minimum: 5}', 4, ['minimum / #Root/minimum: must not be less than 5']],
    [
      'exclusiveMinimum',
      '{exclusiveMinimum: 5}',
      5,
      ['exclusiveMinimum / #Root/exclusiveMinimum: must be greater than 5'],
    ],
    [
      'maxLength',
      '{maxLength: 1}',
      'ab',
      ['maxLength / #Root/maxLength: must not be longer than 1 character'],
    ],
    [
      'minLength',
      '{minLength: 2}',
      '😀',
      ['minLength / #Root/minLength: must not be shorter than 2 characters'],
    ],
    ['pattern', '{pattern: "^a+$"}', 'b', ['pattern / #Root/pattern: must match the pattern ^a+$']],
    ['format', '{format: date}', '2024-02-30', ['format / #Root/format: must have the format date']],
    ['maxItems', '{maxItems: 1}', [1, 2], ['maxItems / #Root/maxItems: must not have more than 1 item']],
    ['minItems', '{minItems: 1}', [], ['minItems / #Root/minItems: must not have fewer than 1 item']],
    [
      'uniqueItems',
      '{uniqueItems: true}',
      [1, { a: 1 }, { a: 1 }],
      ['uniqueItems / #Root/uniqueItems: must not have equal items (1 and 2)'],
    ],
    [
      'maxProperties',
      '{maxProperties: 0}',
      { a: 1 },
      ['maxProperties / #Root/maxProperties: must not have more than 0 properties'],
    ],
    [
      'minProperties',
      '{minProperties: 1}',
      {},
      ['minProperties / #Root/minProperties: must not have fewer than 1 property'],
    ],
    [
      'required, each property',
      '{required: [a, b, c]}',
      { b: 1 },
      [
        'required / #Root/required/0: must have the property "a"',
        'required / #Root/required/2: must have the property "c"',
      ],
    ],
    [
      'dependentRequired',
      '{dependentRequired: {a: [b, c]}}',
      { a: 1, b: 1 },
      ['dependentRequired / #Root/dependentRequired/a/1: must have the property "c", because "a" is there'],
    ],
    [
      'dependentSchemas',
      '{dependentSchemas: {a: {maxProperties: 1}}}',
      { a: 1, b: 1 },
      ['maxProperties / #Root/dependentSchemas/a/maxProperties: must not have more than 1 property'],
    ],
    [
      'properties',
      '{properties: {"a/b": {type: string}}}',
      { 'a/b': 1 },
      ['type /a~1b #Root/properties/a~1b/type: must be string'],
    ],
    [
      'patternProperties',
      '{patternProperties: {"^x": {type: string}}}',
      { xy: 1 },
      ['type /xy #Root/patternProperties/^x/type: must be string'],
    ],
    [
      'additionalProperties false',
      '{properties: {a: {}}, additionalProperties: false}',
      { a: 1, b: 2 },
      ['additionalProperties /b #Root/additionalProperties: is not a declared property'],
    ],
    [
      'additionalProperties',
      '{additionalProperties: {type: string}}',
      { a: 1 },
      ['type /a #Root/additionalProperties/type: must be string'],
    ],
    [
      'unevaluatedProperties',
      '{allOf: [{properties: {a: {}}}], unevaluatedProperties: false}',
      { a: 1, b: 2 },
      ['unevaluatedProperties /b #Root/unevaluatedProperties: is not a declared property'],
    ],
    [
      'propertyNames',
      '{propertyNames: {maxLength: 1}}',
      { ab: 1 },
      ['maxLength /ab #Root/propertyNames/maxLength: has a name that must not be longer than 1 character'],
    ],
    ['items', '{items: {type: string}}', ['a', 1], ['type /1 #Root/items/type: must be string']],
    [
      'items false',
      '{prefixItems: [{}], items: false}',
      [1, 2],
      ['items /1 #Root/items: is not a declared item'],
    ],
    [
      'prefixItems',
      '{prefixItems: [{type: string}]}',
      [1],
      ['type /0 #Root/prefixItems/0/type: must be string'],
    ],
    [
      'contains',
      '{contains: {type: string}}',
      [1],
      ['contains / #Root/contains: must contain at least 1 matching item, contains 0'],
    ],
    [
      'minContains',
      '{contains: {type: string}, minContains: 2}',
      ['a'],
      ['minContains / #Root/minContains: must contain at least 2 matching items, contains 1'],
    ],
    [
      'maxContains',
      '{contains: {type: string}, maxContains: 1}',
      ['a', 'b'],
      ['maxContains / #Root/maxContains: must contain at most 1 matching item, contains 2'],
    ],
    [
      'unevaluatedItems',
      '{prefixItems: [{}], unevaluatedItems: false}',
      [1, 2],
      ['unevaluatedItems /1 #Root/unevaluatedItems: is not a declared item'],
    ],
    [
      'a property that must not be there',
      '{properties: {a: false}}',
      { a: 1 },
      ['false schema /a #Root/properties/a: must not be there'],
    ],
    ['not', '{not: {type: string}}', 'a', ['not / #Root/not: must not match the schema under not']],
    [
      'if and then',
      '{if: {type: string}, then: {maxLength: 1}}',
      'ab',
      ['maxLength / #Root/then/maxLength: must not be longer than 1 character'],
    ],
    [
      'if and else',
      '{if: {type: string}, else: {type: integer}}',
      null,
      ['type / #Root/else/type: must be integer'],
    ],
    [
      'every fault, in the order of the schema',
      '{properties: {b: {type: string}, a: {type: string}}, required: [c], maxProperties: 1}',
      { a: 1, b: 2 },
      [
        'type /b #Root/properties/b/type: must be string',
        'type /a #Root/properties/a/type: must be string',
        'required / #Root/required/0: must have the property "c"',
        'maxProperties / #Root/maxProperties: must not have more than 1 property',
      ],
    ],
  ];
  it.each(rows)('of %s', (_, schema, value, expected) => {
    expect(issuesOf(toValidator(`Root: ${schema}`), value)).toEqual(expected);
  });

  it('has the demand and the received value as data', () => {
    const validator = toValidator('Root: {properties: {a: {enum: [x, y]}}, required: [b]}');
    expect(validator.kind === 'validator' && validator.explain({ a: [1] })).toEqual([
      {
        keyword: 'enum',
        pointer: '/a',
        at: { uri: 'file:///api/api.yaml', pointer: '/components/schemas/Root/properties/a/enum' },
        message: 'must be one of "x", "y"',
        expected: ['x', 'y'],
        actual: [1],
      },
      {
        keyword: 'required',
        pointer: '',
        at: { uri: 'file:///api/api.yaml', pointer: '/components/schemas/Root/required/0' },
        message: 'must have the property "b"',
        expected: 'b',
      },
    ]);
  });
});

describe('a verdict', () => {
  const rows: [string, string, Json, boolean][] = [
    ['0.3 is a multiple of 0.1', '{multipleOf: 0.1}', 0.3, true],
    ['1e400 is a number', '{type: [number]}', JSON.parse('1e400') as Json, true],
    ['1e400 is an integer', '{type: integer}', JSON.parse('1e400') as Json, true],
    ['1.0 is an integer', '{type: integer}', 1.0, true],
    ['an absent property that every object seems to have', '{required: [constructor]}', {}, false],
    ['a property of that name', '{required: [toString]}', { toString: 1 }, true],
    [
      '__proto__ is a property like others',
      '{properties: {__proto__: {type: string}}}',
      JSON.parse('{"__proto__": 1}') as Json,
      false,
    ],
    ['__proto__ is required', '{required: [__proto__]}', {}, false],
    [
      '__proto__ is declared',
      '{properties: {__proto__: {}}, additionalProperties: false}',
      JSON.parse('{"__proto__": 1}') as Json,
      true,
    ],
    [
      'constructor is not evaluated',
      '{anyOf: [{properties: {a: {}}}], unevaluatedProperties: false}',
      { constructor: 1 },
      false,
    ],
    ['members called valueOf are compared', '{const: {valueOf: 1}}', { valueOf: 1 }, true],
    [
      'objects as members called constructor are compared',
      '{uniqueItems: true}',
      [{ constructor: {} }, { constructor: {} }],
      false,
    ],
    ['an array with no item for a tuple', '{prefixItems: [{type: string}], contains: {}}', [], false],
    ['no value is allowed', '{enum: []}', null, false],
    [
      'a keyword that nobody knows is an annotation',
      '{x-a: 1, foo: {bar: 1}, example: 1, xml: {name: a}, deprecated: true}',
      1,
      true,
    ],
    ['contradicting counts', '{contains: {}, minContains: 2, maxContains: 1}', [1], false],
    ['contradicting counts and no array', '{contains: {}, minContains: 2, maxContains: 1}', 1, true],
  ];
  it.each(rows)('%s', (_, schema, value, expected) => {
    const validator = toValidator(`Root: ${schema}`);
    expect(validator.kind === 'validator' && validator.isValid(value)).toBe(expected);
    expect(issuesOf(validator, value).length === 0).toBe(expected);
  });
});

describe('a value beyond the call stack', () => {
  it('is not judged, and not called wrong', () => {
    const validator = toValidator('Root: {type: array, items: {$ref: "#/components/schemas/Root"}}');
    expect(issuesOf(validator, deep(1000))).toEqual([]);
    expect(issuesOf(validator, deep(100_000))).toEqual([
      'unjudged / #Root: the value is nested too deeply to be judged',
    ]);
  });

  it('is judged where its depth does not matter', () => {
    const validator = toValidator('Root: {type: object}');
    expect(issuesOf(validator, deep(100_000))).toEqual(['type / #Root/type: must be object']);
  });

  it('is not judged in an expectation either', () => {
    const validator = toValidator('Root: {items: {$ref: "#/components/schemas/Root"}}', {
      stance: 'expected',
    });
    expect(issuesOf(validator, deep(100_000))).toEqual([
      'unjudged / #Root: the value is nested too deeply to be judged',
    ]);
  });
});

describe('createValidators', () => {
  const document = toDocument({ 'api.yaml': 'openapi: 3.1.0\ncomponents: {schemas: {A: {type: string}}}' });
  const place = () =>
    ({ uri: document.uri, pointer: '/components/schemas/A', dialect: 'draft2020-12' }) as const;

  it('gives the same object for equal places and uses, another for another use', () => {
    const find = createValidators(document);
    const first = find(place(), response);
    expect(find(place(), { ...response })).toBe(first);
    expect(find(place(), { direction: 'request', stance: 'observed' })).not.toBe(first);
    expect(find(place(), { direction: 'response', stance: 'expected' })).not.toBe(first);
  });
});

describe('a huge value', () => {
  it('is explained by a thousand issues, and not called right', () => {
    const items = Array.from({ length: 150_000 }, () => 1);
    for (const stance of ['observed', 'expected'] as const) {
      const validator = toValidator('Root: {anyOf: [{items: {type: string, format: odd}}, {type: object}]}', {
        stance,
      });
      expect(issuesOf(validator, items).length).toBe(1000);
      expect(issuesOf(validator, items.map(String)).length).toBe(1000);
    }
  });

  it('is walked in full where it is right', () => {
    const items = Array.from({ length: 150_000 }, (_, index) => ({ [`p${index}`]: index }));
    const schema = 'Root: {unevaluatedItems: {type: object}, contains: {minProperties: 1}}';
    expect(issuesOf(toValidator(schema), items)).toEqual([]);
  });
});
