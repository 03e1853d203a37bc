import { describe, expect, it } from 'vitest';
import { createValidators } from '../../../src/contract/validator.ts';
import type { Json } from '../../../src/finding.ts';
import { issuesOf, toValidator } from './to-validator.ts';

describe('a schema cannot be judged with', () => {
  it.each([
    ['an unknown type', '{type: obj}', '/type: type must name types of JSON, received "obj"'],
    ['a type that is no list of names', '{type: []}', '/type: type must name types of JSON, received []'],
    ['an enum that is no list', '{enum: a}', '/enum: enum must be a list, received "a"'],
    [
      'a negative length',
      '{minLength: -1}',
      '/minLength: minLength must be a whole number from 0, received -1',
    ],
    ['a limit that is no number', '{maximum: "5"}', '/maximum: maximum must be a number, received "5"'],
    [
      'a multiple of nothing',
      '{multipleOf: 0}',
      '/multipleOf: multipleOf must be greater than 0, received 0',
    ],
    [
      'a required that is a boolean',
      '{required: true}',
      '/required: required must be a list of property names, received true',
    ],
    [
      'properties that are none',
      '{properties: [a]}',
      '/properties: properties must be an object, received ["a"]',
    ],
    [
      'a property without a schema',
      '{properties: {a: null}}',
      '/properties/a: a schema must be an object, received null',
    ],
    ['a list where one schema belongs', '{items: [{}]}', '/items: a schema must be an object, received [{}]'],
    ['an empty allOf', '{allOf: []}', '/allOf: allOf must be a list of schemas, received []'],
    [
      'a pattern that is no regular expression',
      "{pattern: '('}",
      '/pattern: the pattern is no regular expression of ECMA-262 with the u flag: /(/u: Unterminated group',
    ],
    [
      'a pattern that needs to be read without the u flag',
      String.raw`{pattern: '\-'}`,
      String.raw`/pattern: the pattern is no regular expression of ECMA-262 with the u flag: /\-/u: Invalid escape`,
    ],
    [
      'a pattern of names that is none',
      "{patternProperties: {'[': {}}}",
      '/patternProperties: the pattern is no regular expression of ECMA-262 with the u flag: /[/u: Unterminated character class',
    ],
    [
      'a reference that leads nowhere',
      "{$ref: '#/components/schemas/None'}",
      '/$ref: the reference "#/components/schemas/None" leads nowhere',
    ],
    [
      'a reference to a file that is not there',
      "{$ref: 'none.yaml#/A'}",
      '/$ref: the reference "none.yaml#/A" leads to a file that is not part of the document',
    ],
    [
      'a reference that is none',
      "{$ref: 'http://[/'}",
      '/$ref: the reference "http://[/" is not a URI reference',
    ],
    ['a reference that is no text', '{$ref: 1}', '/$ref: $ref must be a string, received 1'],
    [
      'another dialect',
      "{$id: 'https://example.com/a', $schema: 'http://json-schema.org/draft-07/schema#'}",
      ': the dialect http://json-schema.org/draft-07/schema is not supported',
    ],
    [
      'a dialect of its own',
      "{$id: 'https://example.com/a', $schema: 'https://example.com/dialect'}",
      ': the dialect https://example.com/dialect is not supported, its meta-schema is not part of the document',
    ],
    [
      'a fault deep inside',
      '{properties: {a: {items: {anyOf: [{}, {type: x}]}}}}',
      '/properties/a/items/anyOf/1/type: type must name types of JSON, received "x"',
    ],
  ])('%s', (_, schema, expected) => {
    const validator = toValidator(`Root: ${schema}`);
    expect(issuesOf(validator, {})).toEqual([`uncheckable #Root${expected}`]);
  });

  it('a dialect of the whole document', () => {
    const document = "jsonSchemaDialect: 'http://json-schema.org/draft-04/schema#'";
    expect(issuesOf(toValidator('Root: {}', { document }), 1)).toEqual([
      'uncheckable #Root: the dialect http://json-schema.org/draft-04/schema is not supported',
    ]);
  });

  it.each([
    'https://json-schema.org/draft/2020-12/schema',
    'https://spec.openapis.org/oas/3.1/dialect/base',
    'https://spec.openapis.org/oas/3.1/dialect/2024-11-10',
  ])('but not with %s', (dialect) => {
    const document = `jsonSchemaDialect: '${dialect}'`;
    expect(issuesOf(toValidator('Root: {const: 1}', { document }), 2)).toEqual([
      'const / #Root/const: must be 1',
    ]);
  });

  it('a vocabulary that it requires', () => {
    const files = {
      'meta.yaml': `{$id: 'https://example.com/meta', $vocabulary: {'https://json-schema.org/draft/2020-12/vocab/core': true, 'https://example.com/mine': true}}`,
    };
    const document = 'jsonSchemaDialect: https://example.com/meta';
    expect(issuesOf(toValidator('Root: {}', { document, files }), 1)).toEqual([
      'uncheckable #Root: the vocabulary https://example.com/mine is not supported',
    ]);
  });

  it('a depth beyond the call stack', () => {
    let schema: Json = {};
    for (let depth = 0; depth < 100_000; depth += 1) schema = { not: schema };
    const uri = 'file:///api/deep.json';
    const files = new Map([[uri, { uri, name: 'deep.json', text: '', data: schema }]]);
    const find = createValidators({ uri, root: {}, files, digest: '' });
    const place = { uri, pointer: '', dialect: 'draft2020-12' } as const;
    expect(find(place, { direction: 'response', stance: 'observed' })).toEqual({
      kind: 'uncheckable',
      reason: 'the schema is nested too deeply to be read',
      at: { uri, pointer: '' },
    });
  });
});

describe('an unknown format', () => {
  it('is not judged where it is met, and all else is', () => {
    const validator = toValidator('Root: {properties: {a: {format: uuid4x}, b: {type: string}}}');
    const note = 'unjudged /a #Root/properties/a/format: the format "uuid4x" is unknown';
    expect(issuesOf(validator, { a: 'x', b: 'y' })).toEqual([note]);
    expect(issuesOf(validator, { a: 'x', b: 1 })).toEqual([
      'type /b #Root/properties/b/type: must be string',
      note,
    ]);
    expect(issuesOf(validator, { a: null, b: 'y' })).toEqual([]);
    expect(issuesOf(validator, {})).toEqual([]);
  });

  it.each([
    ['another alternative is met', '{anyOf: [{format: odd}, {type: string}]}', []],
    [
      'no alternative can be met',
      '{anyOf: [{format: odd, type: number}, {type: boolean}]}',
      ['anyOf / #Root/anyOf: must be number or boolean'],
    ],
    [
      'the only alternative that can be met has it',
      '{anyOf: [{format: odd}, {type: number}]}',
      ['unjudged / #Root/anyOf/0/format: the format "odd" is unknown'],
    ],
    [
      'it decides whether one alternative is met, or two',
      '{oneOf: [{format: odd}, {type: string}]}',
      ['unjudged / #Root/oneOf/0/format: the format "odd" is unknown'],
    ],
    [
      'two others are met',
      '{oneOf: [{format: odd}, {type: string}, {maxLength: 9}]}',
      [
        'oneOf / #Root/oneOf: must match only one of the alternatives, matches alternative 2 and alternative 3',
      ],
    ],
    ['it is negated', '{not: {format: odd}}', ['unjudged / #Root/not/format: the format "odd" is unknown']],
    ['what is negated fails anyway', '{not: {format: odd, type: number}}', []],
    [
      'it selects between branches that differ',
      '{if: {format: odd}, then: {maxLength: 1}}',
      ['unjudged / #Root/if/format: the format "odd" is unknown'],
    ],
    [
      'it selects between branches that both fail',
      '{if: {format: odd}, then: {maxLength: 1}, else: {type: number}}',
      ['maxLength / #Root/then/maxLength: must not be longer than 1 character'],
    ],
  ])('is weighed: %s', (_, schema, expected) => {
    expect(issuesOf(toValidator(`Root: ${schema}`), 'text')).toEqual(expected);
  });

  it('is an annotation where formats are', () => {
    expect(issuesOf(toValidator('Root: {format: uuid4x}', { formats: 'annotate' }), 'x')).toEqual([]);
  });
});

describe('an internationalized host name', () => {
  it('is not judged, a plain one is', () => {
    const validator = toValidator('Root: {format: idn-hostname}');
    expect(issuesOf(validator, 'example.com')).toEqual([]);
    expect(issuesOf(validator, 'a b')).toEqual(['format / #Root/format: must have the format idn-hostname']);
    expect(issuesOf(validator, 'bücher.example')).toEqual([
      'unjudged / #Root/format: the format idn-hostname is not judged for internationalized names',
    ]);
  });
});
