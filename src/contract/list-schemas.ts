import { isObject } from '../spec/walk.ts';
import { placeIn } from './compile-reference.ts';
import { toSchemaPlace } from './compile-schema-place.ts';
import type { Contract, MediaType, Parameter, SchemaPlace, SchemaUse } from './contract.ts';

/** A schema that exchanges are judged by, and what for. */
export type ListedSchema = { readonly schema: SchemaPlace; readonly uses: readonly SchemaUse[] };

type Direction = SchemaUse['direction'];

/**
 * Every schema of the operations, then those of `components` that none of them names directly. Each can be given to
 * `contract.validator` with each of its uses.
 */
export function listSchemas(contract: Contract): readonly ListedSchema[] {
  const found = new Map<string, { schema: SchemaPlace; directions: Set<Direction> }>();
  const add = (schema: SchemaPlace | undefined, ...directions: Direction[]) => {
    if (!schema) return;
    const key = `${schema.uri}#${schema.pointer}`;
    const known = found.get(key) ?? { schema, directions: new Set() };
    found.set(key, known);
    for (const direction of directions) known.directions.add(direction);
  };
  const addAll = (owners: readonly (Parameter | MediaType)[], direction: Direction) => {
    for (const owner of owners) {
      add(owner.schema, direction);
      if ('mediaType' in owner) add(owner.mediaType?.schema, direction);
    }
  };
  for (const { parameters, requestBody, responses } of contract.operations) {
    addAll(parameters, 'request');
    addAll(requestBody?.content ?? [], 'request');
    for (const { headers, content } of responses) addAll([...headers, ...content], 'response');
  }
  const { document } = contract;
  const { components } = document.root;
  if (isObject(components) && isObject(components.schemas))
    for (const name of Object.keys(components.schemas)) {
      const place = placeIn({ uri: document.uri, pointer: '/components/schemas' }, name);
      add(toSchemaPlace(document, place), 'request', 'response');
    }
  return [...found.values()].map(({ schema, directions }) => ({
    schema,
    uses: [...directions].map((direction) => ({ direction, stance: 'observed' })),
  }));
}
