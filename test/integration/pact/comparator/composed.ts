import fc from 'fast-check';
import type { Json } from '../../../../src/finding.ts';
import { objects } from './objects.ts';
import { both, type OpenApi, type Piece, type Pieces, simple, type Variation, within } from './piece.ts';
import { scalars } from './scalars.ts';

/** Schemas of bodies, two levels deep. */
export function pieces(version: OpenApi): Pieces {
  const leaves = scalars(version);
  const inner = fc.oneof(
    { arbitrary: leaves, weight: 6 },
    { arbitrary: fc.constantFrom(...fixed(version)), weight: 3 },
    { arbitrary: arrays(leaves), weight: 2 },
    { arbitrary: objects(version, leaves), weight: 2 },
    { arbitrary: maps(leaves), weight: 1 },
  );
  return fc.oneof(
    { arbitrary: objects(version, inner), weight: 8 },
    { arbitrary: arrays(objects(version, leaves)), weight: 2 },
    { arbitrary: allOf(objects(version, leaves)), weight: 3 },
    { arbitrary: fc.constantFrom(...fixed(version)), weight: 8 },
    { arbitrary: leaves, weight: 1 },
  );
}

function arrays(items: Pieces): Pieces {
  return fc.tuple(items, fc.boolean()).map(([piece, limited]): Piece => {
    const many = (value: Json) => Array.from({ length: 4 }, () => value);
    const sizes: Variation[] = limited
      ? [
          { mutation: 'items-many', request: many(piece.request), response: many(piece.response) },
          both('items-few', []),
        ]
      : [both('items-none', [])];
    return {
      schema: { type: 'array', items: piece.schema, ...(limited && { minItems: 1, maxItems: 3 }) },
      request: [piece.request],
      response: [piece.response],
      variations: [
        ...within(piece.variations, {
          request: (part) => [piece.request, part],
          response: (part) => [piece.response, part],
        }),
        ...sizes,
        both('value-type', { 0: 'an array' }),
      ],
      features: piece.features,
    };
  });
}

function maps(values: Pieces): Pieces {
  const wrap = (part: Json) => ({ first: part });
  return values.map((piece) => ({
    schema: { type: 'object', additionalProperties: piece.schema },
    request: wrap(piece.request),
    response: wrap(piece.response),
    variations: [...within(piece.variations, { request: wrap, response: wrap }), both('map-empty', {})],
    features: piece.features,
  }));
}

/** A base and an extension, each open. */
function allOf(parts: Pieces): Pieces {
  const base = {
    hoist: {
      type: 'object',
      properties: { base: { type: 'string' }, level: { type: 'integer' } },
      required: ['base'],
    },
  };
  const extension = { type: 'object', properties: { extra: { type: 'string' } }, required: ['extra'] };
  const value = { base: 'b', level: 1, extra: 'e' };
  return fc.tuple(parts, fc.boolean()).map(([piece, outside]) =>
    simple(
      // The second part may stand beside `allOf` as well.
      outside
        ? { allOf: [base, { type: 'object', properties: { part: piece.schema } }], ...extension }
        : { allOf: [base, extension, { type: 'object', properties: { part: piece.schema } }] },
      value,
      [
        both('property-of-all-of-type', { ...value, level: 'one' }),
        both('property-undeclared', { ...value, surprise: 1 }),
        both('property-of-all-of-missing', { level: 1, extra: 'e' }),
        both('property-of-all-of-missing', { base: 'b', level: 1 }),
        both('property-optional-missing', { base: 'b', extra: 'e' }),
        ...within(piece.variations, {
          request: (part) => ({ ...value, part }),
          response: (part) => ({ ...value, part }),
        }),
      ],
      ['allOf', ...piece.features],
    ),
  );
}

const oneOfKind = (kind: string, property: string, required: boolean) => ({
  type: 'object',
  properties: { kind: { type: 'string', enum: [kind] }, [property]: { type: 'boolean' } },
  required: required ? ['kind', property] : ['kind'],
});

/** Schemas whose parts belong together. */
function fixed(version: OpenApi): Piece[] {
  const pets = [{ hoist: oneOfKind('cat', 'purrs', true) }, { hoist: oneOfKind('dog', 'barks', true) }];
  const cat = { kind: 'cat', purrs: true };
  const ofPets: Variation[] = [
    both('value-other', { kind: 'dog', barks: false }),
    both('one-of-member-type', { kind: 'cat', purrs: 'loudly' }),
    both('discriminator-unknown', { kind: 'cow', purrs: true }),
    both('discriminator-missing', { purrs: true }),
    both('property-required-missing', { kind: 'cat' }),
    both('property-of-other-alternative', { kind: 'cat', purrs: true, barks: true }),
  ];
  const mapped = { propertyName: 'kind', mapping: { cat: { pointer: 0 }, dog: { pointer: 1 } } };
  const loosePets = ['meows', 'barks'].map((property) => ({
    hoist: {
      type: 'object',
      properties: { kind: { type: 'string' }, [property]: { type: 'boolean' } },
      required: ['kind', property],
    },
  }));
  return [
    simple({ oneOf: pets }, cat, ofPets, ['oneOf']),
    simple({ oneOf: pets, discriminator: { propertyName: 'kind' } }, cat, ofPets, ['discriminator']),
    simple({ oneOf: pets, discriminator: mapped }, cat, ofPets, ['discriminator', 'mapping']),
    // What tells the kinds apart is a text of the mapping alone, as most documents have it.
    simple(
      { oneOf: loosePets, discriminator: mapped },
      { kind: 'cat', meows: true },
      [
        both('one-of-member-type', { kind: 'cat', meows: 'loudly' }),
        both('value-other', { kind: 'dog', barks: true }),
      ],
      ['discriminator', 'mapping', 'discriminatorText'],
    ),
    simple(
      { anyOf: [oneOfKind('cat', 'purrs', false), oneOfKind('dog', 'barks', false)] },
      cat,
      [both('one-of-member-type', { kind: 'cat', purrs: 1 }), both('value-other', { kind: 'dog' })],
      ['anyOf'],
    ),
    simple({ type: 'object' }, { any: 'thing' }, [
      both('property-of-free-form', { other: [1] }),
      both('value-type', 'x'),
    ]),
    simple({}, { any: 'thing' }, [both('value-other', 5), both('property-of-free-form', { other: [1] })]),
    simple(
      {
        type: 'object',
        properties: { name: { type: 'string' }, old: { type: 'string' } },
        not: { required: ['old'] },
      },
      { name: 'n' },
      [both('property-forbidden', { name: 'n', old: 'o' })],
      ['notRequired'],
    ),
    simple(
      {
        allOf: [
          { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false },
          { type: 'object', properties: { b: { type: 'integer' } } },
        ],
      },
      { a: 1 },
      [both('all-of-closed-member', { a: 1, b: 2 })],
      ['allOf'],
    ),
    simple(
      { allOf: [{ hoist: { type: 'object', properties: { a: { type: 'integer' } } } }] },
      { a: 1 },
      [both('value-type', { a: 'one' }), both('property-undeclared', { a: 1, surprise: 2 })],
      ['allOf'],
    ),
    tree,
    ...(version === '3.0.3' ? nullableOf30 : schemasOf31),
  ];
}

const tree = simple(
  {
    hoist: {
      type: 'object',
      properties: { value: { type: 'integer' }, next: { self: true } },
      required: ['value'],
    },
  },
  { value: 1, next: { value: 2 } },
  [
    both('value-type', { value: 1, next: { value: 2, next: { value: 'three' } } }),
    both('property-undeclared', { value: 1, next: { value: 2, surprise: 1 } }),
    both('property-required-missing', { value: 1, next: {} }),
  ],
  ['circular'],
);

const nullableOf30: readonly Piece[] = [
  // 3.0.3 §4.7.24.1: `nullable` adds to the type beside it only.
  simple(
    { nullable: true, allOf: [{ hoist: { type: 'object', properties: { a: { type: 'integer' } } } }] },
    { a: 1 },
    [both('null-beside-all-of', null)],
    ['allOf', 'nullableAllOf'],
  ),
  simple(
    { type: 'string', nullable: true, enum: ['a', 'b'] },
    'a',
    [both('null-not-listed', null), both('value-enum', 'c')],
    ['nullableEnum'],
  ),
];

const schemasOf31: readonly Piece[] = [
  simple(
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false },
    ['a', 1],
    [both('prefix-items-type', [1, 'a']), both('prefix-items-more', ['a', 1, 2])],
    ['prefixItems'],
  ),
  simple(
    { type: 'object', patternProperties: { '^x-': { type: 'integer' } }, additionalProperties: false },
    { 'x-a': 1 },
    [both('property-of-typed-wrong', { 'x-a': 'one' }), both('property-of-closed', { y: 1 })],
    ['patternProperties'],
  ),
  simple(
    {
      allOf: [{ type: 'object', properties: { a: { type: 'integer' } } }],
      properties: { b: { type: 'integer' } },
      unevaluatedProperties: false,
    },
    { a: 1, b: 2 },
    [both('property-of-closed', { a: 1, b: 2, c: 3 }), both('property-optional-missing', { b: 2 })],
    ['allOf', 'unevaluated'],
  ),
  simple(
    {
      type: 'object',
      properties: { kind: { type: 'string' }, n: {} },
      required: ['kind'],
      if: { properties: { kind: { const: 'x' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { n: { type: 'integer' } } },
    },
    { kind: 'x', n: 1 },
    [both('condition-broken', { kind: 'x', n: 'one' }), both('value-other', { kind: 'y', n: 'one' })],
    ['if'],
  ),
  simple(
    { type: 'object', properties: { a: {}, b: {} }, dependentRequired: { a: ['b'] } },
    { a: 1, b: 2 },
    [both('property-dependent-missing', { a: 1 }), both('property-optional-missing', { b: 2 })],
    ['dependentRequired'],
  ),
  simple(
    { anyOf: [{ hoist: { type: 'object', properties: { a: { type: 'integer' } } } }, { type: 'null' }] },
    { a: 1 },
    [both('null-allowed', null), both('value-any-of', { a: 'one' })],
    ['anyOf'],
  ),
];
