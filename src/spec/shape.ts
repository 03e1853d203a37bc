/** The objects of OpenAPI 3.0, 3.1 and 3.2 (OpenAPI 3.1 §4.8). `other` stands for all that hold no reference. */
export type ObjectKind =
  | 'openapi'
  | 'paths'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'header'
  | 'requestBody'
  | 'mediaType'
  | 'encoding'
  | 'responses'
  | 'response'
  | 'callback'
  | 'example'
  | 'link'
  | 'server'
  | 'securityScheme'
  | 'schema'
  | 'other';

/** How a field holds objects: the object itself, a map of them by name, a list, or a schema's mixed forms. */
export type Field = { readonly kind: ObjectKind; readonly form: 'one' | 'map' | 'list' | 'one-or-list' };

export type Shape = {
  readonly fields: Readonly<Record<string, Field>>;
  /** What every other field holds, `x-` fields left out; for objects that are maps themselves. */
  readonly rest?: Field;
};

const one = (kind: ObjectKind): Field => ({ kind, form: 'one' });
const map = (kind: ObjectKind): Field => ({ kind, form: 'map' });
const list = (kind: ObjectKind): Field => ({ kind, form: 'list' });
const schemas: Field = { kind: 'schema', form: 'one-or-list' };

const parameterFields = { schema: one('schema'), content: map('mediaType'), examples: map('example') };

/** The fixed fields of a Path Item Object that hold operations (§4.8.9); `query` is of OpenAPI 3.2. */
export const operationMethods = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
] as const;

/**
 * Where objects stand inside objects. Everything that is not listed holds data, not OpenAPI: example values,
 * `default`, `const`, `enum`, extensions. A `$ref` in there is no reference.
 */
export const shapes: Readonly<Record<ObjectKind, Shape>> = {
  openapi: {
    fields: {
      info: one('other'),
      servers: list('server'),
      paths: one('paths'),
      webhooks: map('pathItem'),
      components: one('components'),
      tags: list('other'),
      externalDocs: one('other'),
    },
  },
  paths: { fields: {}, rest: one('pathItem') },
  components: {
    fields: {
      schemas: map('schema'),
      responses: map('response'),
      parameters: map('parameter'),
      examples: map('example'),
      requestBodies: map('requestBody'),
      headers: map('header'),
      securitySchemes: map('securityScheme'),
      links: map('link'),
      callbacks: map('callback'),
      pathItems: map('pathItem'),
      mediaTypes: map('mediaType'),
    },
  },
  pathItem: {
    fields: {
      servers: list('server'),
      parameters: list('parameter'),
      additionalOperations: map('operation'),
      ...Object.fromEntries(operationMethods.map((method) => [method, one('operation')])),
    },
  },
  operation: {
    fields: {
      externalDocs: one('other'),
      parameters: list('parameter'),
      requestBody: one('requestBody'),
      responses: one('responses'),
      callbacks: map('callback'),
      servers: list('server'),
    },
  },
  parameter: { fields: parameterFields },
  header: { fields: parameterFields },
  requestBody: { fields: { content: map('mediaType') } },
  mediaType: {
    fields: {
      schema: one('schema'),
      itemSchema: one('schema'),
      examples: map('example'),
      encoding: map('encoding'),
      itemEncoding: one('encoding'),
      prefixEncoding: list('encoding'),
    },
  },
  encoding: { fields: { headers: map('header') } },
  responses: { fields: {}, rest: one('response') },
  response: { fields: { headers: map('header'), content: map('mediaType'), links: map('link') } },
  callback: { fields: {}, rest: one('pathItem') },
  example: { fields: {} },
  link: { fields: { server: one('server') } },
  server: { fields: { variables: map('other') } },
  securityScheme: { fields: { flows: one('other') } },
  schema: {
    fields: {
      $defs: map('schema'),
      definitions: map('schema'),
      properties: map('schema'),
      patternProperties: map('schema'),
      dependentSchemas: map('schema'),
      dependencies: map('schema'),
      items: schemas,
      prefixItems: list('schema'),
      allOf: list('schema'),
      anyOf: list('schema'),
      oneOf: list('schema'),
      not: one('schema'),
      if: one('schema'),
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: one('schema'),
      else: one('schema'),
      contains: one('schema'),
      propertyNames: one('schema'),
      additionalProperties: one('schema'),
      additionalItems: one('schema'),
      unevaluatedItems: one('schema'),
      unevaluatedProperties: one('schema'),
      contentSchema: one('schema'),
    },
  },
  other: { fields: {} },
};
