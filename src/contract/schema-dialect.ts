import type { SchemaPlace } from './contract.ts';
import { isObject } from './schema-keyword.ts';
import type { Resource, ResourceIndex } from './schema-resource.ts';

export type DialectName = SchemaPlace['dialect'];

/** Which keywords a schema may use, and whether `format` is an assertion by the schema's own word. */
export type Dialect = {
  readonly name: DialectName;
  readonly knows: (keyword: string) => boolean;
  readonly assertsFormat: boolean;
};

const draft2020 = 'https://json-schema.org/draft/2020-12/';
const vocabularyPrefix = `${draft2020}vocab/`;

/** OpenAPI 3.1 §4.8.24.2 and the dated dialects that the OpenAPI Initiative publishes. */
const openApiDialect = /^https:\/\/spec\.openapis\.org\/oas\/3\.[12]\/dialect\/(base|\d{4}-\d{2}-\d{2})$/;
const openApiVocabulary = /^https:\/\/spec\.openapis\.org\/oas\/3\.[12]\/vocab\/(base|\d{4}-\d{2}-\d{2})$/;

/** Keywords by the vocabulary that defines them (JSON Schema 2020-12 core §10, §11 and validation §6); core is always on. */
const vocabularies: Readonly<Record<string, readonly string[]>> = {
  core: [],
  applicator: [
    ...[
      'allOf',
      'anyOf',
      'oneOf',
      'not',
      'if',
      'then',
      'else',
      'dependentSchemas',
      'dependencies',
      'prefixItems',
    ],
    ...['items', 'contains', 'properties', 'patternProperties', 'additionalProperties', 'propertyNames'],
  ],
  unevaluated: ['unevaluatedItems', 'unevaluatedProperties'],
  validation: [
    ...['type', 'enum', 'const', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
    ...[
      'maxLength',
      'minLength',
      'pattern',
      'maxItems',
      'minItems',
      'uniqueItems',
      'maxContains',
      'minContains',
    ],
    ...['maxProperties', 'minProperties', 'required', 'dependentRequired'],
  ],
  'format-annotation': ['format'],
  'format-assertion': ['format'],
  'meta-data': [],
  content: [],
};

const keywordVocabulary = new Set(Object.values(vocabularies).flat());
const wholeDraft2020: Dialect = { name: 'draft2020-12', knows: () => true, assertsFormat: false };

/** Schema Object of OpenAPI 3.0.3 §4.7.24: the JSON Schema keywords that it has. */
const openApi30Keywords = new Set([
  ...[
    'multipleOf',
    'maximum',
    'exclusiveMaximum',
    'minimum',
    'exclusiveMinimum',
    'maxLength',
    'minLength',
    'pattern',
  ],
  ...[
    'maxItems',
    'minItems',
    'uniqueItems',
    'maxProperties',
    'minProperties',
    'required',
    'enum',
    'type',
    'format',
  ],
  ...['allOf', 'oneOf', 'anyOf', 'not', 'items', 'properties', 'additionalProperties'],
]);

const openApi30: Dialect = {
  name: 'openapi-3.0',
  knows: (keyword) => openApi30Keywords.has(keyword),
  assertsFormat: false,
};

/** True for a keyword that states something in JSON Schema 2020-12, so that leaving it out would be a silent pass. */
export function isStatement(keyword: string): boolean {
  return keywordVocabulary.has(keyword);
}

/**
 * The dialect of a schema: what its resource or file says, else `inherited` from what refers to it. A string says why the
 * dialect is not supported.
 */
export function dialectOf(
  index: ResourceIndex,
  resource: Resource,
  inherited: DialectName,
): Dialect | string {
  const root = index.data(resource.at.uri);
  const version = isObject(root) ? String(root.openapi) : '';
  const name = /^3\.0\b/.test(version) ? 'openapi-3.0' : /^3\./.test(version) ? 'draft2020-12' : inherited;
  if (name === 'openapi-3.0') return openApi30;
  return fromMetaSchema(index, resource.metaSchema);
}

function fromMetaSchema(index: ResourceIndex, written: string | undefined): Dialect | string {
  const uri = written?.replace(/#$/, '');
  if (uri === undefined || uri === `${draft2020}schema` || openApiDialect.test(uri)) return wholeDraft2020;
  if (/^https?:\/\/json-schema\.org\/(draft-0|draft\/2019-09|schema)/.test(uri))
    return `the dialect ${uri} is not supported`;
  const target = index.find(uri, uri);
  if (typeof target === 'string')
    return `the dialect ${uri} is not supported, its meta-schema is not part of the document`;
  const root = index.data(target.place.uri);
  const declared = isObject(root) && Object.hasOwn(root, '$vocabulary') ? root.$vocabulary : undefined;
  return isObject(declared) ? fromVocabularies(declared) : wholeDraft2020;
}

/** JSON Schema 2020-12 core §8.1.2: a vocabulary that is required and not known makes the schema unprocessable. */
function fromVocabularies(declared: { readonly [uri: string]: unknown }): Dialect | string {
  const known = new Set<string>();
  for (const [uri, required] of Object.entries(declared)) {
    const name = uri.startsWith(vocabularyPrefix) ? uri.slice(vocabularyPrefix.length) : undefined;
    if (name !== undefined && Object.hasOwn(vocabularies, name)) known.add(name);
    else if (required === true && !openApiVocabulary.test(uri))
      return `the vocabulary ${uri} is not supported`;
  }
  const keywords = new Set([...known].flatMap((name) => vocabularies[name] ?? []));
  return {
    name: 'draft2020-12',
    knows: (keyword) => !keywordVocabulary.has(keyword) || keywords.has(keyword),
    assertsFormat: known.has('format-assertion'),
  };
}
