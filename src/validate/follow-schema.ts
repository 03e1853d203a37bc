import type { Json } from '../finding.ts';
import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { findAtPlace, resolveReference } from '../spec/resolve.ts';
import { isObject } from '../spec/walk.ts';

/** The schema at a place, after its references were followed as far as they lead. */
export function followSchema(document: SpecDocument, place: SpecPlace | undefined): Json | undefined {
  let at = place;
  let schema = at && findAtPlace(document, at);
  for (const seen = new Set<Json>(); at && isObject(schema) && !seen.has(schema); ) {
    if (typeof schema.$ref !== 'string') break;
    seen.add(schema);
    at = resolveReference(schema.$ref, at.uri);
    schema = at && findAtPlace(document, at);
  }
  return schema;
}
