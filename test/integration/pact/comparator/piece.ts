import type fc from 'fast-check';
import type { Json } from '../../../../src/finding.ts';
import type { Mutation } from './mutations.ts';

export type OpenApi = '3.0.3' | '3.1.0';
export type Side = 'request' | 'response';

export type JsonObject = { readonly [name: string]: Json };

/** A changed value, by the name of the change; the side that has no value of its own is not changed. */
export type Variation = { readonly mutation: Mutation; readonly request?: Json; readonly response?: Json };

/** A schema with a value of each side that is right by construction, and values that differ from it in one thing. */
export type Piece = {
  /** `{ hoist: schema }` stands for a schema under `components`, see `hoist.ts`. */
  readonly schema: JsonObject;
  readonly request: Json;
  readonly response: Json;
  readonly variations: readonly Variation[];
  /** What the schema has that tools differ about. */
  readonly features: readonly string[];
};

export type Pieces = fc.Arbitrary<Piece>;

/** The same change on both sides. */
export function both(mutation: Mutation, value: Json): Variation {
  return { mutation, request: value, response: value };
}

/** A piece whose value is the same on both sides. */
export function simple(
  schema: JsonObject,
  value: Json,
  variations: readonly Variation[],
  features: readonly string[] = [],
): Piece {
  return { schema, request: value, response: value, variations, features };
}

/** Puts variations of a part into the whole that it belongs to. */
export function within(
  variations: readonly Variation[],
  wrap: Readonly<Record<Side, ((part: Json) => Json) | undefined>>,
): Variation[] {
  return variations.flatMap(({ mutation, request, response }) => {
    const wrapped = {
      ...(request !== undefined && wrap.request && { request: wrap.request(request) }),
      ...(response !== undefined && wrap.response && { response: wrap.response(response) }),
    };
    return Object.keys(wrapped).length > 0 ? [{ mutation, ...wrapped }] : [];
  });
}
