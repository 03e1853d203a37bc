import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { isObject } from '../spec/walk.ts';
import type { SchemaPlace } from './contract.ts';

type Dialect = SchemaPlace['dialect'];
const dialects = new WeakMap<SpecDocument, Map<string, Dialect>>();

/** The schema at a place, with the dialect of the file it stands in (OpenAPI 3.1 §4.8.24.5). */
export function toSchemaPlace(document: SpecDocument, place: SpecPlace): SchemaPlace {
  const known = dialects.get(document) ?? new Map<string, Dialect>();
  dialects.set(document, known);
  const dialect = known.get(place.uri) ?? readDialect(document, place.uri);
  known.set(place.uri, dialect);
  return Object.freeze({ uri: place.uri, pointer: place.pointer, dialect });
}

/** A file without a version of its own speaks the dialect of the entry document. */
function readDialect(document: SpecDocument, uri: string): Dialect {
  const data = document.files.get(uri)?.data;
  const own = isObject(data) ? data.openapi : undefined;
  const version = typeof own === 'string' ? own : String(document.root.openapi);
  return version.startsWith('3.0') ? 'openapi-3.0' : 'draft2020-12';
}
