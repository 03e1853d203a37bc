import { isObject, type JsonObject } from '../spec/walk.ts';
import { compileExamples } from './compile-example.ts';
import { type Compiling, type Found, followMap, placeIn, textOf } from './compile-reference.ts';
import { toSchemaPlace } from './compile-schema-place.ts';
import type { Encoding, MediaType, ParameterStyle } from './contract.ts';
import { listFiles } from './list-files.ts';

/** The `content` of a body, a response or a parameter (§4.8.14), in document order. */
export function compileContent(compiling: Compiling, owner: Found): readonly MediaType[] {
  return Object.freeze(
    followMap(compiling, owner, 'content').map(([name, found]) => compileMediaType(compiling, name, found)),
  );
}

function compileMediaType(compiling: Compiling, name: string, found: Found): MediaType {
  const { value, at } = found;
  for (const field of ['itemSchema', 'itemEncoding', 'prefixEncoding'])
    if (value[field] !== undefined)
      compiling.problems.push({ reason: `${field} (OpenAPI 3.2) is not judged`, at: placeIn(at, field) });
  const schema =
    value.schema === undefined ? undefined : toSchemaPlace(compiling.document, placeIn(at, 'schema'));
  const files = schema && /^multipart\//i.test(name) ? listFiles(compiling.document, schema) : [];
  return Object.freeze({
    at,
    name,
    ...(schema && { schema }),
    examples: compileExamples(compiling, found),
    encoding: compileEncodings(value),
    ...(files.length > 0 && { files }),
  });
}

/** §4.8.15, by the name of the property. */
function compileEncodings({ encoding }: JsonObject): Readonly<Record<string, Encoding>> {
  if (!isObject(encoding)) return Object.freeze({});
  const encodings: Record<string, Encoding> = {};
  for (const [name, value] of Object.entries(encoding)) {
    if (!isObject(value)) continue;
    const contentType = textOf(value, 'contentType');
    const style = textOf(value, 'style') as ParameterStyle | undefined;
    encodings[name] = Object.freeze({
      ...(contentType !== undefined && { contentType }),
      ...(style !== undefined && { style }),
      ...(typeof value.explode === 'boolean' && { explode: value.explode }),
    });
  }
  return Object.freeze(encodings);
}
