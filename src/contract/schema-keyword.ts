import type { Json } from '../finding.ts';

export type JsonObject = { readonly [key: string]: Json };

/** Keywords that hold schemas, and how: one schema, or a list or map of them (JSON Schema 2020-12 core §10, §11). */
export const schemaKeywords: ReadonlyMap<string, 'schema' | 'schemas'> = new Map([
  ['allOf', 'schemas'],
  ['anyOf', 'schemas'],
  ['oneOf', 'schemas'],
  ['not', 'schema'],
  ['if', 'schema'],
  ['then', 'schema'],
  ['else', 'schema'],
  ['dependentSchemas', 'schemas'],
  ['dependencies', 'schemas'],
  ['prefixItems', 'schemas'],
  ['items', 'schema'],
  ['contains', 'schema'],
  ['properties', 'schemas'],
  ['patternProperties', 'schemas'],
  ['additionalProperties', 'schema'],
  ['propertyNames', 'schema'],
  ['unevaluatedItems', 'schema'],
  ['unevaluatedProperties', 'schema'],
  ['contentSchema', 'schema'],
  ['$defs', 'schemas'],
  ['definitions', 'schemas'],
]);

/** True for a JSON object: neither null nor an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
