import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { findAtPlace } from '../spec/resolve.ts';
import { isObject, type JsonObject } from '../spec/walk.ts';
import { placeIn, toTarget } from './compile-reference.ts';

/** A schema that says something about a value, with its place. */
export type Branch = { readonly schema: JsonObject; readonly at: SpecPlace };

/** The schemas at some places and all that they apply to the same value, through `$ref`, `allOf`, `anyOf`, `oneOf`, `then`, `else`. */
export function listBranches(document: SpecDocument, places: readonly SpecPlace[]): readonly Branch[] {
  const branches = new Map<string, Branch>();
  for (const place of places) collectBranches(document, place, branches);
  return [...branches.values()];
}

function collectBranches(document: SpecDocument, place: SpecPlace, branches: Map<string, Branch>): void {
  const key = `${place.uri}#${place.pointer}`;
  const schema = findAtPlace(document, place);
  if (branches.has(key) || !isObject(schema)) return;
  branches.set(key, { schema, at: place });
  const target = typeof schema.$ref === 'string' ? toTarget(document, schema.$ref, place.uri) : undefined;
  if (target) collectBranches(document, target, branches);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[keyword];
    if (Array.isArray(list))
      list.forEach((_, index) => void collectBranches(document, placeIn(place, keyword, index), branches));
  }
  for (const keyword of ['then', 'else'])
    if (schema[keyword] !== undefined) collectBranches(document, placeIn(place, keyword), branches);
}
