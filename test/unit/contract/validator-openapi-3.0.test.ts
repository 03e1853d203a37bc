import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/finding.ts';
import { issuesOf, toValidator } from './to-validator.ts';

const judge = (schemas: string, value: Json) => issuesOf(toValidator(schemas, { version: '3.0.3' }), value);

describe('nullable', () => {
  const rows: [string, string, Json, string[]][] = [
    ['adds null to the type', '{type: string, nullable: true}', null, []],
    ['does not when false', '{type: string, nullable: false}', null, ['type / #Root/type: must be string']],
    [
      'leaves the other types out',
      '{type: string, nullable: true}',
      1,
      ['type / #Root/type: must be string or null'],
    ],
    // Clarified by the OpenAPI Initiative with 3.0.3: without `type` it says nothing, and `enum` must list null itself.
    [
      'says nothing without a type',
      '{nullable: true, allOf: [{type: string}]}',
      null,
      ['type / #Root/allOf/0/type: must be string'],
    ],
    [
      'does not extend enum',
      '{type: string, nullable: true, enum: [a]}',
      null,
      ['enum / #Root/enum: must be "a"'],
    ],
    ['with null in enum', '{type: string, nullable: true, enum: [a, null]}', null, []],
  ];
  it.each(rows)('%s', (_, schema, value, expected) => {
    expect(judge(`Root: ${schema}`, value)).toEqual(expected);
  });

  it('is no keyword of 3.1', () => {
    expect(issuesOf(toValidator('Root: {type: string, nullable: true}'), null)).toEqual([
      'type / #Root/type: must be string',
    ]);
  });
});

describe('exclusive limits', () => {
  const rows: [string, string, Json, string[]][] = [
    [
      'make minimum exclusive',
      '{minimum: 5, exclusiveMinimum: true}',
      5,
      ['exclusiveMinimum / #Root/exclusiveMinimum: must be greater than 5'],
    ],
    [
      'make maximum exclusive',
      '{maximum: 5, exclusiveMaximum: true}',
      5,
      ['exclusiveMaximum / #Root/exclusiveMaximum: must be less than 5'],
    ],
    ['leave it inclusive when false', '{minimum: 5, exclusiveMinimum: false}', 5, []],
    ['say nothing alone', '{exclusiveMinimum: true}', 0, []],
    [
      'are booleans',
      '{exclusiveMinimum: 5}',
      0,
      ['uncheckable #Root/exclusiveMinimum: exclusiveMinimum must be a boolean, received 5'],
    ],
  ];
  it.each(rows)('%s', (_, schema, value, expected) => {
    expect(judge(`Root: ${schema}`, value)).toEqual(expected);
  });

  it('are numbers in 3.1', () => {
    expect(issuesOf(toValidator('Root: {minimum: 5, exclusiveMinimum: true}'), 5)).toEqual([
      'uncheckable #Root/exclusiveMinimum: exclusiveMinimum must be a number, received true',
    ]);
  });
});

describe('what stands beside a $ref', () => {
  const schemas = `
    Root: {$ref: '#/components/schemas/Text', maxLength: 1}
    Text: {type: string}`;

  it('is ignored in 3.0', () => {
    expect(judge(schemas, 'ab')).toEqual([]);
  });

  it('applies in 3.1', () => {
    expect(issuesOf(toValidator(schemas), 'ab')).toEqual([
      'maxLength / #Root/maxLength: must not be longer than 1 character',
    ]);
  });
});

describe('formats', () => {
  const rows: [string, string, Json, boolean][] = [
    ['int32', '{type: integer, format: int32}', 2 ** 31 - 1, true],
    ['int32, too great', '{type: integer, format: int32}', 2 ** 31, false],
    ['int64', '{type: integer, format: int64}', 2 ** 40, true],
    ['int64 as text is not its business', '{type: string, format: int64}', 'a', true],
    ['float', '{type: number, format: float}', 1.5, true],
    ['double', '{type: number, format: double}', 1e300, true],
    ['byte', '{type: string, format: byte}', 'YWI=', true],
    ['byte, cut off', '{type: string, format: byte}', 'YWI', false],
    ['binary', '{type: string, format: binary}', '\u0000', true],
    ['password', '{type: string, format: password}', 'x', true],
    ['date', '{type: string, format: date}', '2024-02-29', true],
    ['date, no such day', '{type: string, format: date}', '2023-02-29', false],
    ['date-time', '{type: string, format: date-time}', '2024-02-29T23:59:60Z', true],
    ['date-time without an offset', '{type: string, format: date-time}', '2024-02-29T00:00:00', false],
  ];
  it.each(rows)('%s', (_, schema, value, expected) => {
    expect(judge(`Root: ${schema}`, value).length === 0).toBe(expected);
  });
});

describe('a pattern', () => {
  it('may use what only ECMA-262 without the u flag allows', () => {
    expect(judge(String.raw`Root: {pattern: '^\d\-\d$'}`, '1-2')).toEqual([]);
    expect(judge(String.raw`Root: {pattern: '^\d\-\d$'}`, '12')).toEqual([
      String.raw`pattern / #Root/pattern: must match the pattern ^\d\-\d$`,
    ]);
  });
});

describe('a keyword of newer drafts', () => {
  it('is not judged, and the rest is', () => {
    const schema = 'Root: {type: object, properties: {kind: {const: a}}, required: [id]}';
    expect(judge(schema, { kind: 'b', id: 1 })).toEqual([
      'unjudged /kind #Root/properties/kind/const: OpenAPI 3.0 has no keyword const',
    ]);
    expect(judge(schema, { id: 1 })).toEqual([]);
    expect(judge(schema, { kind: 'b' })).toEqual([
      'required / #Root/required/0: must have the property "id"',
      'unjudged /kind #Root/properties/kind/const: OpenAPI 3.0 has no keyword const',
    ]);
  });

  it('is not taken for an identifier', () => {
    const schemas = `
      Root: {$ref: '#/components/schemas/A'}
      A: {$id: 'https://example.com/a', allOf: [{$ref: '#/components/schemas/B'}]}
      B: {type: string}`;
    expect(judge(schemas, 1)).toEqual(['type / #B/type: must be string']);
  });
});

describe('a file of another version', () => {
  it('is read by its own', () => {
    const files = {
      'new.yaml': `{openapi: 3.1.0, components: {schemas: {A: {type: [string, 'null'], const: a}}}}`,
    };
    const validator = toValidator("Root: {$ref: 'new.yaml#/components/schemas/A'}", {
      version: '3.0.3',
      files,
    });
    expect(issuesOf(validator, 'b')).toEqual(['const / new.yaml#A/const: must be "a"']);
  });
});
