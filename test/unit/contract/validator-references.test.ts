import { describe, expect, it } from 'vitest';
import { issuesOf, toValidator } from './to-validator.ts';

describe('a circular reference', () => {
  it('is judged at any depth', () => {
    const validator = toValidator(`
      Root: {type: object, properties: {name: {type: string}, children: {type: array, items: {$ref: '#/components/schemas/Root'}}}}`);
    expect(issuesOf(validator, { children: [{ children: [{ name: 'a' }, { name: 1 }] }] })).toEqual([
      'type /children/0/children/1/name #Root/properties/name/type: must be string',
    ]);
  });

  it('goes through several schemas and files', () => {
    const validator = toValidator("Root: {properties: {b: {$ref: 'b.yaml#/B'}}}", {
      files: { 'b.yaml': "B: {type: object, properties: {a: {$ref: 'api.yaml#/components/schemas/Root'}}}" },
    });
    expect(issuesOf(validator, { b: { a: { b: 1 } } })).toEqual([
      'type /b/a/b b.yaml#/B/type: must be object',
    ]);
  });

  it.each([
    ['to itself', `Root: {$ref: '#/components/schemas/Root'}`],
    ['through allOf', `Root: {allOf: [{$ref: '#/components/schemas/Root'}]}`],
    [
      'through another schema',
      `
      Root: {anyOf: [{type: string}, {$ref: '#/components/schemas/B'}]}
      B: {$ref: '#/components/schemas/Root'}`,
    ],
  ])('without end cannot be judged: %s', (_, schemas) => {
    for (const stance of ['observed', 'expected'] as const)
      expect(issuesOf(toValidator(schemas, { stance }), 1)).toEqual([
        'uncheckable #Root: the schema refers to itself for the same value, without end',
      ]);
  });
});

describe('a reference', () => {
  const files = {
    'schemas/text.yaml': 'type: string\n',
    'schemas/all.yaml': "A: {$ref: 'text.yaml'}\n'b/~ c': {$ref: '#/A'}\n",
    'schemas/named.yaml':
      "$id: 'https://example.com/named'\n$defs: {x: {$anchor: here, type: string}}\n$ref: '#here'\n",
  };

  it.each([
    ['to a whole file', "{$ref: 'schemas/text.yaml'}", 'type / schemas/text.yaml#/type: must be string'],
    [
      'in a file, relative to that file',
      "{$ref: 'schemas/all.yaml#/A'}",
      'type / schemas/text.yaml#/type: must be string',
    ],
    [
      'with an escaped pointer',
      "{$ref: 'schemas/all.yaml#/b~1~0%20c'}",
      'type / schemas/text.yaml#/type: must be string',
    ],
    [
      'to an anchor of a file with an $id',
      "{$ref: 'schemas/named.yaml'}",
      'type / schemas/named.yaml#/$defs/x/type: must be string',
    ],
    [
      'to an $id',
      "{$ref: 'https://example.com/named#here'}",
      'type / schemas/named.yaml#/$defs/x/type: must be string',
    ],
    [
      'to the meta-schema',
      "{$ref: 'https://json-schema.org/draft/2020-12/meta/validation#/$defs/stringArray'}",
      'type / https://json-schema.org/draft/2020-12/meta/validation#/$defs/stringArray/type: must be array',
    ],
  ])('%s', (_, schema, expected) => {
    expect(issuesOf(toValidator(`Root: ${schema}`, { files }), 1)).toEqual([expected]);
  });

  it('to an $id or anchor of another component', () => {
    const schemas = `
      Root: {anyOf: [{$ref: 'https://example.com/a'}], allOf: [{$ref: '#b'}]}
      A: {$id: 'https://example.com/a', maxLength: 1}
      B: {$anchor: b, type: string}`;
    expect(issuesOf(toValidator(schemas), 'ab')).toEqual([
      'maxLength / #A/maxLength: must not be longer than 1 character',
    ]);
  });

  it('finds no schema in what is data', () => {
    const schemas = `
      Root: {$ref: '#b'}
      A: {enum: [{$anchor: b}], default: {$anchor: b}, example: {$anchor: b}, x-a: {$anchor: b}}`;
    expect(issuesOf(toValidator(schemas), 1)).toEqual([
      'uncheckable #Root/$ref: the reference "#b" names an anchor that no schema has',
    ]);
  });
});

describe('$dynamicRef', () => {
  const page = `
      Page: {$id: 'https://example.com/page', properties: {items: {type: array, items: {$dynamicRef: '#item'}}}, $defs: {item: {$dynamicAnchor: item}}}`;

  it('leads to the schema that the outermost resource gives', () => {
    const schemas = `
      Root: {anyOf: [{$ref: '#/components/schemas/Texts'}, {$ref: '#/components/schemas/Numbers'}]}
      Texts: {$id: 'https://example.com/texts', $ref: page, $defs: {item: {$dynamicAnchor: item, type: string}}}
      Numbers: {$id: 'https://example.com/numbers', $ref: page, $defs: {item: {$dynamicAnchor: item, type: number}}}${page}`;
    const validator = toValidator(schemas);
    expect(issuesOf(validator, { items: ['a', 'b'] })).toEqual([]);
    expect(issuesOf(validator, { items: [1, 2] })).toEqual([]);
    expect(issuesOf(validator, { items: ['a', 2, 'c'] })).toEqual([
      'type /items/1 #Texts/$defs/item/type: must be string (closest alternative: Texts)',
    ]);
  });

  it('cannot be judged where one resource gives the name twice', () => {
    const schemas = `
      Root: {$defs: {item: {$dynamicAnchor: item, type: string}}, $ref: 'https://example.com/page'}
      Other: {$defs: {item: {$dynamicAnchor: item, type: number}}}${page}`;
    expect(issuesOf(toValidator(schemas), {})).toEqual([
      'uncheckable #Page/properties/items/items/$dynamicRef: the reference "#item" names an anchor that several schemas have',
    ]);
  });
});
