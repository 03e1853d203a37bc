import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { isObject } from '../spec/walk.ts';
import type { SchemaPlace } from './contract.ts';

/**
 * The schema at a place, with the dialect of the file it stands in (OpenAPI 3.1 §4.8.24.5). A file without a version
 * of its own speaks the dialect of the entry document.
 */
export function toSchemaPlace(document: SpecDocument, place: SpecPlace): SchemaPlace {
  const data = document.files.get(place.uri)?.data;
  const own = isObject(data) ? data.openapi : undefined;
  const version = typeof own === 'string' ? own : String(document.root.openapi);
  const dialect = version.startsWith('3.0') ? 'openapi-3.0' : 'draft2020-12';
  return Object.freeze({ uri: place.uri, pointer: place.pointer, dialect });
}
