import type { Json } from '../finding.ts';
import { pointerTokens } from '../spec/pointer.ts';
import { isObject } from './schema-keyword.ts';
import type { Branch, Discriminator, Keyword } from './schema-node.ts';
import type { Reading } from './schema-reading.ts';

/**
 * Reads `anyOf` or `oneOf`. A value that may be incomplete can meet several alternatives of `oneOf` at once although each of
 * its completions meets one, so there it is enough that one can be met (`exclusive`: unless nothing can be added to it); and
 * no completion is certain to meet just one.
 */
export function readAlternatives(
  name: 'anyOf' | 'oneOf',
  schemas: readonly Json[],
  reading: Reading,
): Keyword {
  if (name === 'oneOf' && reading.mode === 'certain') return { kind: 'never', name };
  const branches = schemas.map(
    (schema, index): Branch => ({
      name: branchName(schema, index),
      node: reading.same(reading.mode, name, index),
    }),
  );
  const discriminator = readDiscriminator(schemas, branches, reading);
  const kind = reading.mode === 'possible' ? 'anyOf' : name;
  const exclusive = name === 'oneOf' && kind === 'anyOf' && { exclusive: true };
  return { kind, name, branches, ...(discriminator && { discriminator }), ...exclusive };
}

/** The schema's name where it is a reference, else its title. */
function branchName(schema: Json, index: number): string {
  const reference = referenceOf(schema);
  const name = reference === undefined ? undefined : schemaName(reference);
  const title = isObject(schema) ? schema.title : undefined;
  return name ?? (typeof title === 'string' ? title : `alternative ${index + 1}`);
}

/**
 * Discriminator Object (OpenAPI 3.1 §4.8.25): values are keys of `mapping`, or names of the schemas. It never changes the
 * verdict, only which alternative is explained.
 */
function readDiscriminator(
  schemas: readonly Json[],
  branches: readonly Branch[],
  reading: Reading,
): Discriminator | undefined {
  const value = Object.hasOwn(reading.schema, 'discriminator') ? reading.schema.discriminator : undefined;
  if (!isObject(value)) return undefined;
  const property = value.propertyName;
  if (typeof property !== 'string') return undefined;
  const named = new Map<string, number>();
  for (const [index, branch] of branches.entries())
    if (referenceOf(schemas[index])) named.set(branch.name, index);
  const mapping = value.mapping;
  for (const [key, target] of isObject(mapping) ? Object.entries(mapping) : []) {
    if (typeof target !== 'string') continue;
    const index = schemas.findIndex((schema) => {
      const reference = referenceOf(schema);
      return (
        reference !== undefined && (schemaName(reference) === target || reading.sameTarget(reference, target))
      );
    });
    if (index >= 0) named.set(key, index);
  }
  return { property, branches: named };
}

function referenceOf(schema: Json | undefined): string | undefined {
  const reference = isObject(schema) && Object.hasOwn(schema, '$ref') ? schema.$ref : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

/** `Cat` of `#/components/schemas/Cat` and of `cats.yaml#/Cat`; `cat` of `schemas/cat.yaml`. */
function schemaName(reference: string): string | undefined {
  const [path = '', fragment = ''] = reference.split('#');
  const named = fragment.startsWith('/') ? pointerTokens(fragment).at(-1) : fragment;
  return (
    named ||
    path
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ||
    undefined
  );
}
