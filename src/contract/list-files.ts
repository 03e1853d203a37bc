import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { isObject, type JsonObject } from '../spec/walk.ts';
import { placeIn } from './compile-reference.ts';
import { listBranches } from './decode-branches.ts';

/**
 * The properties of a form that are files, or lists of them: `format: binary` (OpenAPI 3.0 §4.7.14.3), a media type of
 * their content (3.1 §4.8.14.4), or no schema to speak of, which means `application/octet-stream` (3.1 §4.8.15).
 */
export function listFiles(document: SpecDocument, schema: SpecPlace): readonly string[] {
  const names = listBranches(document, [schema]).flatMap(({ schema: { properties }, at }) =>
    isObject(properties)
      ? Object.keys(properties).filter((name) => isFile(document, placeIn(at, 'properties', name)))
      : [],
  );
  return Object.freeze([...new Set(names)]);
}

function isFile(document: SpecDocument, place: SpecPlace): boolean {
  const branches = listBranches(document, [place]);
  if (branches.some(({ schema }) => isObject(schema.items)))
    return branches.some(
      ({ schema, at }) => isObject(schema.items) && isFile(document, placeIn(at, 'items')),
    );
  return branches.some(({ schema }) => isBytes(schema)) || branches.every(({ schema }) => isEmpty(schema));
}

function isBytes({ format, contentMediaType, contentEncoding }: JsonObject): boolean {
  if (format === 'binary') return true;
  return (
    typeof contentMediaType === 'string' && contentEncoding === undefined && !/json/.test(contentMediaType)
  );
}

function isEmpty(schema: JsonObject): boolean {
  return Object.keys(schema).every((keyword) =>
    ['title', 'description', 'example', 'examples'].includes(keyword),
  );
}
