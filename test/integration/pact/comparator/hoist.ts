import type { Json } from '../../../../src/finding.ts';
import type { JsonObject } from './piece.ts';

export type Components = { [name: string]: Json };

/**
 * Moves every `{ hoist: schema }` to the components and leaves a reference. `{ self: true }` refers to the schema around
 * it that is moved, and `{ pointer: 1 }` in a mapping to the schema of that alternative.
 */
export function hoist(value: Json, components: Components, around?: string): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Json) => hoist(item, components, around));
  const object = value as JsonObject;
  if (object.hoist !== undefined) {
    const name = `S${Object.keys(components).length}`;
    const reference = `#/components/schemas/${name}`;
    components[name] = true;
    components[name] = hoist(object.hoist, components, reference);
    return { ...(hoist(without(object, 'hoist'), components, around) as JsonObject), $ref: reference };
  }
  if (object.self === true && around !== undefined) return { $ref: around };
  const entries = Object.entries(object).map(([key, item]): [string, Json] => [
    key,
    hoist(item, components, around),
  ]);
  const moved = Object.fromEntries(entries);
  return isMapped(moved) ? { ...moved, discriminator: withMapping(moved.discriminator, moved.oneOf) } : moved;
}

type Mapped = {
  readonly oneOf: readonly { readonly $ref: string }[];
  readonly discriminator: { readonly mapping: Readonly<Record<string, { readonly pointer: number }>> };
};

function isMapped(schema: JsonObject): schema is JsonObject & Mapped {
  const { discriminator } = schema;
  return typeof discriminator === 'object' && discriminator !== null && 'mapping' in discriminator;
}

function withMapping({ mapping, ...rest }: Mapped['discriminator'], branches: Mapped['oneOf']): JsonObject {
  const entries = Object.entries(mapping).map(([key, { pointer }]) => [key, branches[pointer]?.$ref ?? '']);
  return { ...rest, mapping: Object.fromEntries(entries) };
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
