import type { Contract, SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { isValid } from '../values/sample.ts';
import { additionalPlace, declaredProperties, isReadOnly, readSchema } from '../values/schema-view.ts';

/**
 * What was read, as a request body: without what its schema does not declare, calls read-only or does not accept.
 * Undefined where too little is left to bring back what was there.
 *
 * @example reduceOriginal(contract, schema, { id: 1, title: 'A', due: null }) // { title: 'A' }
 */
export function reduceOriginal(contract: Contract, schema: SchemaPlace, original: Json): Json | undefined {
  const reduced = reduce(contract, schema, original);
  const isEmpty = isObject(reduced) && Object.keys(reduced).length === 0 && !isSame(reduced, original);
  return !isEmpty && isValid(contract, schema, reduced) ? reduced : undefined;
}

function reduce(contract: Contract, schema: SchemaPlace, value: Json): Json {
  if (!isObject(value)) return value;
  const view = readSchema(contract.document, schema);
  const declared = declaredProperties(view);
  const additional = additionalPlace(view);
  // A map, or a schema of alternatives: nothing says what does not belong.
  if (declared.size === 0) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]): [string, Json][] => {
      const place = declared.get(name) ?? additional;
      if (!place || isReadOnly(readSchema(contract.document, place))) return [];
      const own = reduce(contract, place, member);
      return isValid(contract, place, own) ? [[name, own]] : [];
    }),
  );
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isSame(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
