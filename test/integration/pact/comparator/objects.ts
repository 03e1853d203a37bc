import fc from 'fast-check';
import type { Json } from '../../../../src/finding.ts';
import {
  type JsonObject,
  type OpenApi,
  type Piece,
  type Pieces,
  type Side,
  type Variation,
  within,
} from './piece.ts';

type Flag = 'plain' | 'required' | 'readOnly' | 'requiredReadOnly' | 'writeOnly' | 'requiredWriteOnly';
type Rest = 'unsaid' | 'open' | 'closed' | 'typed';
type Property = { readonly name: string; readonly flag: Flag; readonly piece: Piece };

const names = ['id', 'name', 'size', 'tags', 'meta', 'größe', 'a/b', 'x-y'];

/** Objects with one to four properties. */
export function objects(version: OpenApi, parts: Pieces): Pieces {
  const flags = fc.constantFrom<Flag>(
    ...([
      'plain',
      'plain',
      'required',
      'required',
      'readOnly',
      'requiredReadOnly',
      'writeOnly',
      'requiredWriteOnly',
    ] as const),
  );
  const property = fc.record({ name: fc.constantFrom(...names), flag: flags, piece: parts });
  return fc
    .record({
      properties: fc.uniqueArray(property, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
      rest: fc.constantFrom<Rest>('unsaid', 'unsaid', 'unsaid', 'open', 'closed', 'typed'),
      hoisted: fc.boolean(),
      nullable: fc.constantFrom(false, false, false, true),
    })
    .map(({ properties, rest, hoisted, nullable }) => {
      const piece = toObject(properties, rest, version);
      const withNull = nullable ? orNull(piece, version) : piece;
      return hoisted ? { ...withNull, schema: { hoist: withNull.schema } } : withNull;
    });
}

const isHidden = ({ flag }: Property, side: Side) =>
  (side === 'request' ? /readOnly/i : /writeOnly/i).test(flag);

const rests: Readonly<Record<Rest, JsonObject>> = {
  unsaid: {},
  open: { additionalProperties: true },
  closed: { additionalProperties: false },
  typed: { additionalProperties: { type: 'integer' } },
};

function toObject(properties: readonly Property[], rest: Rest, version: OpenApi): Piece {
  const required = properties.filter(({ flag }) => flag.startsWith('required')).map(({ name }) => name);
  const valueOn = (side: Side): JsonObject =>
    Object.fromEntries(
      properties
        .filter((property) => !isHidden(property, side))
        .map(({ name, piece }) => [name, piece[side]]),
    );
  const values = { request: valueOn('request'), response: valueOn('response') };
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(
        properties.map((property) => [property.name, flagged(property, version)]),
      ),
      ...(required.length > 0 && { required }),
      ...rests[rest],
    },
    ...values,
    variations: [
      ...properties.flatMap((property) => ofProperty(property, values)),
      ...ofOthers(rest, values),
      { mutation: 'value-type', request: [], response: 5 },
    ],
    features: [
      ...properties.flatMap(({ piece }) => piece.features),
      ...properties.map(({ flag }) => flag).filter((flag) => flag.endsWith('Only')),
    ],
  };
}

/** What stands beside a reference counts in 3.1 only. */
function flagged({ flag, piece: { schema } }: Property, version: OpenApi): JsonObject {
  const keyword = /readOnly/i.test(flag) ? 'readOnly' : /writeOnly/i.test(flag) ? 'writeOnly' : undefined;
  if (keyword === undefined) return schema;
  const base = version === '3.0.3' && 'hoist' in schema ? { allOf: [schema] } : schema;
  return { ...base, [keyword]: true };
}

function ofProperty(property: Property, values: Readonly<Record<Side, JsonObject>>): readonly Variation[] {
  const { name, piece, flag } = property;
  const put = (side: Side) => (part: Json) => ({ ...values[side], [name]: part });
  const visible = (side: Side) => (isHidden(property, side) ? undefined : put(side));
  const leave = (side: Side) =>
    Object.fromEntries(Object.entries(values[side]).filter(([key]) => key !== name));
  const shown: Side[] = (['request', 'response'] as const).filter((side) => !isHidden(property, side));
  return [
    ...within(piece.variations, { request: visible('request'), response: visible('response') }),
    ...shown.map(
      (side): Variation => ({
        mutation: flag.startsWith('required') ? 'property-required-missing' : 'property-optional-missing',
        [side]: leave(side),
      }),
    ),
    ...(/readOnly/i.test(flag)
      ? [{ mutation: 'read-only-sent', request: put('request')(piece.request) } as const]
      : []),
    ...(/writeOnly/i.test(flag)
      ? [{ mutation: 'write-only-expected', response: put('response')(piece.response) } as const]
      : []),
  ];
}

function ofOthers(rest: Rest, values: Readonly<Record<Side, JsonObject>>): readonly Variation[] {
  const add = (mutation: Variation['mutation'], value: Json): Variation => ({
    mutation,
    request: { ...values.request, surprise: value },
    response: { ...values.response, surprise: value },
  });
  switch (rest) {
    case 'unsaid':
      return [add('property-undeclared', 1)];
    case 'open':
      return [add('property-of-open', 'anything')];
    case 'closed':
      return [add('property-of-closed', 1)];
    case 'typed':
      return [add('property-of-typed', 7), add('property-of-typed-wrong', 'seven')];
    default:
      return rest satisfies never;
  }
}

function orNull(piece: Piece, version: OpenApi): Piece {
  const schema =
    version === '3.0.3' ? { ...piece.schema, nullable: true } : { ...piece.schema, type: ['object', 'null'] };
  const whole: Variation = { mutation: 'null-allowed', request: null, response: null };
  return {
    ...piece,
    schema,
    variations: [...piece.variations, whole],
    features: [...piece.features, 'nullableObject'],
  };
}
