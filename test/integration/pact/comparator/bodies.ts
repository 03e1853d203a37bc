import fc from 'fast-check';
import type { Json } from '../../../../src/finding.ts';
import type { CallBody } from './call.ts';
import { pieces } from './composed.ts';
import type { Mutation } from './mutations.ts';
import type { JsonObject, OpenApi, Side } from './piece.ts';

/** A body with its documented `content`, the Content-Type that is sent, and its variations. */
export type BodyCase = {
  readonly content: JsonObject;
  readonly contentType: string;
  readonly body: CallBody;
  readonly variations: readonly { readonly mutation: Mutation; readonly body: CallBody }[];
  readonly features: readonly string[];
  readonly isJson: boolean;
};

const mediaTypes: readonly (readonly [documented: string, sent: string])[] = [
  ['application/json', 'application/json'],
  ['application/json', 'application/json'],
  ['application/json', 'application/json;charset=utf-8'],
  ['application/json; charset=utf-8', 'application/json'],
  ['application/vnd.acme.item+json', 'application/vnd.acme.item+json'],
  ['application/vnd.acme.item+json;version=2', 'application/vnd.acme.item+json;version=2'],
  ['application/problem+json', 'application/problem+json'],
  ['application/*', 'application/json'],
  ['*/*', 'application/json'],
];

const json = (value: Json): CallBody => ({ kind: 'json', value });

/** JSON bodies of one side, now and then of another media type. */
export function bodies(version: OpenApi, side: Side): fc.Arbitrary<BodyCase> {
  const ofJson = fc
    .tuple(
      pieces(version).filter((piece) => isPlain(piece[side])),
      fc.constantFrom(...mediaTypes),
      fc.constantFrom(false, false, false, true),
    )
    .map(([piece, [documented, sent], second]): BodyCase => {
      const other = documented.startsWith('application/vnd') ? 'application/json' : 'text/csv';
      return {
        content: {
          [documented]: { schema: piece.schema },
          // A second media type, whose schema refuses what the first accepts.
          ...(second && { [other]: { schema: { type: 'string', maxLength: 1 } } }),
        },
        contentType: sent,
        body: json(piece[side]),
        variations: piece.variations.flatMap((variation) => {
          const value = variation[side];
          return isPlain(value) ? [{ mutation: variation.mutation, body: json(value) }] : [];
        }),
        features: [...piece.features, `media ${documented}`, ...(second ? ['two media types'] : [])],
        isJson: true,
      };
    });
  const others = side === 'request' ? [plain, form, anyFile] : [plain, anyFile];
  return fc.oneof({ arbitrary: ofJson, weight: 9 }, { arbitrary: fc.constantFrom(...others), weight: 1 });
}

/** A whole body that is a text or null means different things to the versions of Pact and its libraries. */
function isPlain(value: Json | undefined): value is Json {
  return value !== undefined && value !== null && typeof value !== 'string';
}

const text = (value: string): CallBody => ({ kind: 'text', text: value });

const plain: BodyCase = {
  content: { 'text/plain': { schema: { type: 'string', pattern: '^[a-z]+$' } } },
  contentType: 'text/plain',
  body: text('abc'),
  variations: [
    { mutation: 'value-pattern', body: text('ABC') },
    { mutation: 'value-other', body: text('xyz') },
  ],
  features: ['media text/plain'],
  isJson: false,
};

const form: BodyCase = {
  content: {
    'application/x-www-form-urlencoded': {
      schema: {
        type: 'object',
        properties: { name: { type: 'string' }, size: { type: 'integer' } },
        required: ['name'],
      },
    },
  },
  contentType: 'application/x-www-form-urlencoded',
  body: text('name=red+one&size=5'),
  variations: [
    { mutation: 'value-type', body: text('name=red&size=five') },
    { mutation: 'property-required-missing', body: text('size=5') },
    { mutation: 'property-optional-missing', body: text('name=a%26b') },
    { mutation: 'property-undeclared', body: text('name=red&surprise=1') },
  ],
  features: ['media form'],
  isJson: false,
};

const anyFile: BodyCase = {
  content: { 'application/octet-stream': {} },
  contentType: 'application/octet-stream',
  body: text('anything'),
  variations: [{ mutation: 'value-other', body: text('other') }],
  features: ['media octet-stream'],
  isJson: false,
};
