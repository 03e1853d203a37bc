import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/finding.ts';
import { issuesOf, toValidator } from './to-validator.ts';

describe('a value that meets no alternative is explained', () => {
  const rows: [string, string, Json, string[]][] = [
    [
      'in one issue where they are different types',
      'Root: {oneOf: [{type: string}, {type: array}, {type: "null"}]}',
      1,
      ['oneOf / #Root/oneOf: must be string or array or null'],
    ],
    [
      'in one issue where they are different values',
      'Root: {anyOf: [{const: a}, {enum: [b, c]}, {type: integer}]}',
      'd',
      ['anyOf / #Root/anyOf: must be integer or one of "a", "b", "c"'],
    ],
    [
      'by the only one of its type, without a word about the others',
      'Root: {anyOf: [{type: object, required: [a]}, {type: "null"}]}',
      {},
      ['required / #Root/anyOf/0/required/0: must have the property "a"'],
    ],
    [
      'by the one with the fewest faults',
      'Root: {oneOf: [{title: Cat, required: [meow, claws]}, {title: Dog, required: [bark]}]}',
      {},
      ['required / #Root/oneOf/1/required/0: must have the property "bark" (closest alternative: Dog)'],
    ],
    [
      'by the one whose tag it has, though it has more faults',
      `Root: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
      Cat: {properties: {kind: {const: cat}}, required: [meow, claws]}
      Dog: {properties: {kind: {const: dog}}}`,
      { kind: 'cat', meow: 1 },
      ['required / #Cat/required/1: must have the property "claws" (closest alternative: Cat)'],
    ],
    [
      'by the one that goes wrong deepest, of equally many faults',
      'Root: {anyOf: [{required: [x]}, {properties: {a: {properties: {b: {type: string}}}}}]}',
      { a: { b: 1 } },
      [
        'type /a/b #Root/anyOf/1/properties/a/properties/b/type: must be string (closest alternative: alternative 2)',
      ],
    ],
    [
      'with all that it meets too much',
      `Root: {oneOf: [{$ref: '#/components/schemas/A'}, {title: B}, {type: string}]}
      A: {type: object}`,
      {},
      ['oneOf / #Root/oneOf: must match only one of the alternatives, matches A and B'],
    ],
    [
      'without calling undeclared what an alternative declares',
      'Root: {anyOf: [{type: object, properties: {a: {type: string}}}, {type: "null"}], unevaluatedProperties: false}',
      { a: 1, b: 2 },
      [
        'type /a #Root/anyOf/0/properties/a/type: must be string',
        'unevaluatedProperties /b #Root/unevaluatedProperties: is not a declared property',
      ],
    ],
  ];
  it.each(rows)('%s', (_, schemas, value, expected) => {
    expect(issuesOf(toValidator(schemas), value)).toEqual(expected);
  });
});

describe.each(['oneOf', 'anyOf'])('a discriminator with %s', (keyword) => {
  const schemas = `
    Root: {${keyword}: [{$ref: '#/components/schemas/Cat'}, {$ref: 'dog.yaml'}, {$ref: '#/components/schemas/Bird'}], discriminator: {propertyName: kind, mapping: {puppy: dog.yaml, tom: Cat}}}
    Cat: {type: object, properties: {kind: {type: string}, claws: {type: integer}}, required: [kind, claws]}
    Bird: {type: object, required: [wings, beak, song]}`;
  const files = { 'dog.yaml': 'type: object\nrequired: [kind, bark]\nproperties: {bark: {type: integer}}\n' };
  const rows: [string, Json, string[]][] = [
    [
      'names the schema',
      { kind: 'Cat' },
      ['required / #Cat/required/1: must have the property "claws" (as Cat, by kind)'],
    ],
    [
      'names it by a mapping to a file',
      { kind: 'puppy', wings: 1, beak: 1 },
      ['required / dog.yaml#/required/1: must have the property "bark" (as dog, by kind)'],
    ],
    [
      'names it by a mapping to a name',
      { kind: 'tom', claws: 'x' },
      ['type /claws #Cat/properties/claws/type: must be integer (as Cat, by kind)'],
    ],
    [
      'names a schema that is not the closest',
      { kind: 'Bird', claws: 'x' },
      [
        'required / #Bird/required/0: must have the property "wings" (as Bird, by kind)',
        'required / #Bird/required/1: must have the property "beak" (as Bird, by kind)',
        'required / #Bird/required/2: must have the property "song" (as Bird, by kind)',
      ],
    ],
    [
      'has an unknown value',
      { kind: 'Cow' },
      ['discriminator /kind #Root/discriminator: must be one of "Cat", "dog", "Bird", "puppy", "tom"'],
    ],
    [
      'has a value that is no text',
      { kind: 1 },
      ['discriminator /kind #Root/discriminator: must be one of "Cat", "dog", "Bird", "puppy", "tom"'],
    ],
    [
      'is absent',
      {},
      [
        'discriminator / #Root/discriminator/propertyName: must have the property "kind", which names its schema',
      ],
    ],
    ['cannot be there', 1, [`${keyword} / #Root/${keyword}: must be object`]],
    ['is right', { kind: 'Cat', claws: 1 }, []],
  ];
  it.each(rows)('that %s', (_, value, expected) => {
    expect(issuesOf(toValidator(schemas, { files }), value)).toEqual(expected);
  });

  it('never changes the verdict', () => {
    const open = `
    Root: {${keyword}: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind}}
    A: {required: [a]}
    B: {required: [b]}`;
    expect(issuesOf(toValidator(open), { kind: 'A', b: 1 })).toEqual([]);
    expect(issuesOf(toValidator(open), { b: 1 })).toEqual([]);
  });
});
