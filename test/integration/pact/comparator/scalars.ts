import fc from 'fast-check';
import type { Json } from '../../../../src/finding.ts';
import { both, type JsonObject, type OpenApi, type Piece, type Pieces, simple } from './piece.ts';

/** Schemas of texts, numbers and booleans. */
export function scalars(version: OpenApi): Pieces {
  return fc
    .tuple(
      fc.constantFrom(...rows(version)),
      fc.constantFrom('none', 'none', 'none', 'nullable', 'reference'),
    )
    .map(([piece, extra]) =>
      extra === 'nullable' && typeof piece.schema.type === 'string' && piece.schema.enum === undefined
        ? nullable(piece, version)
        : extra === 'reference'
          ? { ...piece, schema: { hoist: piece.schema } }
          : withoutNull(piece),
    );
}

const row = (schema: JsonObject, value: Json, wrong: Readonly<Record<string, Json>>): Piece =>
  simple(
    schema,
    value,
    Object.entries(wrong).map(([name, changed]) => both(name as 'value-type', changed)),
  );

function rows(version: OpenApi): Piece[] {
  const is31 = version === '3.1.0';
  return [
    row({ type: 'string' }, 'red', { 'value-type': 5, 'value-other': 'blue' }),
    row({ type: 'string' }, 'größe 漢字', { 'value-type': true, 'value-other': '' }),
    row({ type: 'string', enum: ['small', 'large'] }, 'small', {
      'value-type': 5,
      'value-enum': 'huge',
      'value-other': 'large',
    }),
    row({ type: 'string', pattern: '^[a-z]{3}-[0-9]+$' }, 'abc-1', {
      'value-pattern': 'ABC',
      'value-type': {},
    }),
    row({ type: 'string', minLength: 2, maxLength: 5 }, 'abc', { 'value-limit': 'abcdef', 'value-type': [] }),
    row({ type: 'string', format: 'date' }, '2026-02-28', {
      'value-format': '2026-02-30',
      'value-type': 20260228,
    }),
    row({ type: 'string', format: 'date-time' }, '2026-02-28T10:00:00Z', { 'value-format': 'yesterday' }),
    row({ type: 'string', format: 'uuid' }, '123e4567-e89b-42d3-a456-426614174000', {
      'value-format': 'one',
    }),
    row({ type: 'string', format: 'email' }, 'a@example.com', { 'value-format': 'nobody' }),
    row({ type: 'integer' }, 5, { 'value-type': '5', 'value-fraction': 5.5, 'value-other': -7 }),
    row({ type: 'integer', format: 'int32' }, 7, { 'value-format': 3_000_000_000 }),
    row({ type: 'integer', minimum: 1, maximum: 10 }, 3, { 'value-limit': 11, 'value-type': 'three' }),
    row(
      is31 ? { type: 'number', exclusiveMinimum: 0 } : { type: 'number', minimum: 0, exclusiveMinimum: true },
      0.5,
      {
        'value-limit': 0,
        'value-type': '0.5',
      },
    ),
    row({ type: 'number', multipleOf: 0.25 }, 1.75, { 'value-limit': 1.8 }),
    row({ type: 'boolean' }, true, { 'value-type': 'true', 'value-other': false }),
    row({ not: { type: 'string' } }, 5, { 'value-not': 'text', 'value-other': true }),
    row({ allOf: [{ type: 'string', minLength: 5 }, { minLength: 2 }] }, 'abcdef', { 'value-all-of': 'abc' }),
    row({ anyOf: [{ type: 'string' }, { type: 'integer' }] }, 5, {
      'value-any-of': true,
      'value-other': 'five',
    }),
    row({ oneOf: [{ type: 'string', maxLength: 3 }, { type: 'integer' }] }, 5, {
      'value-one-of': 'four',
      'value-other': 'yes',
    }),
    // Right by one alternative at a time only.
    row({ oneOf: [{ type: 'integer' }, { type: 'number', minimum: 5 }] }, 3, {
      'value-one-of-both': 7,
      'value-other': 5.5,
    }),
    ...(is31 ? rowsOf31 : []),
  ];
}

const rowsOf31: readonly Piece[] = [
  row({ const: 'fixed' }, 'fixed', { 'value-enum': 'loose' }),
  row({ type: ['string', 'integer'] }, 5, { 'value-type': false, 'value-other': 'five' }),
  row({ type: ['string', 'null'] }, 'red', { 'null-allowed': null, 'value-type': 5 }),
];

/** OpenAPI 3.0.3 §4.7.24.1 `nullable`; 3.1 has the type `null`. */
function nullable(piece: Piece, version: OpenApi): Piece {
  const { schema } = piece;
  return {
    ...piece,
    schema:
      version === '3.0.3'
        ? { ...schema, nullable: true }
        : { ...schema, type: [schema.type ?? 'string', 'null'].flat() },
    variations: [...piece.variations, both('null-allowed', null)],
  };
}

function withoutNull(piece: Piece): Piece {
  return piece.schema.type === undefined || Array.isArray(piece.schema.type)
    ? piece
    : { ...piece, variations: [...piece.variations, both('null-refused', null)] };
}
