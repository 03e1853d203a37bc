import type { Json } from '../finding.ts';
import type { SpecDocument, SpecPlace } from '../spec/document.ts';
import { findAtPointer, joinPointer } from '../spec/pointer.ts';
import { resolveReference } from '../spec/resolve.ts';
import { isObject, type JsonObject, schemaKeywords } from './schema-keyword.ts';

/** A schema resource (JSON Schema 2020-12 core §4.3.5): a file, or a schema in it that has its own `$id`. */
export type Resource = {
  /** Its base URI. */
  readonly uri: string;
  readonly at: SpecPlace;
  /** The `$schema` in force, its own or inherited from around it. */
  readonly metaSchema: string | undefined;
  /** Places by `$anchor` and `$dynamicAnchor`; more than one place is ambiguous. */
  readonly anchors: Map<string, SpecPlace[]>;
  readonly dynamicAnchors: Map<string, SpecPlace[]>;
};

/** Where a reference leads; `anchor` is the plain name that its fragment was. */
type Target = { readonly place: SpecPlace; readonly resource: Resource; readonly anchor?: string };

export type ResourceIndex = {
  /** The content of a file of the document, or of a standard meta-schema. */
  data(uri: string): Json | undefined;
  /** The resource that a schema belongs to. */
  resourceOf(place: SpecPlace): Resource;
  /** What a reference leads to, or why it leads nowhere (half a sentence). */
  find(reference: string, baseUri: string): Target | string;
};

/**
 * Finds all `$id`, `$anchor` and `$dynamicAnchor` of a document, where they are keywords of a schema and not mere data.
 * Nothing is read before the first question. `standard` gives files that need not be loaded.
 */
export function createResourceIndex(
  document: SpecDocument,
  standard: (uri: string) => Json | undefined,
): ResourceIndex {
  const files = new Map<string, FileIndex>();
  const identified = new Map<string, Resource[]>();
  let complete = false;

  const data = (uri: string) => document.files.get(uri)?.data ?? standard(uri);

  function fileOf(requested: string): FileIndex {
    // After a redirect a file is listed under two URIs; its places have the one that it came from.
    const uri = document.files.get(requested)?.uri ?? requested;
    const known = files.get(uri);
    if (known) return known;
    const file = indexFile(uri, data(uri) ?? null);
    files.set(uri, file);
    register(file);
    return file;
  }

  function register(file: FileIndex): void {
    for (const resource of file.resources.values()) {
      const same = identified.get(resource.uri) ?? [];
      if (!same.includes(resource)) identified.set(resource.uri, [...same, resource]);
    }
  }

  function resourceOf(place: SpecPlace): Resource {
    const file = fileOf(place.uri);
    if (!file.schemas.has(place.pointer)) {
      file.add(place.pointer);
      register(file);
    }
    return file.enclosing(place.pointer);
  }

  function findResource(uri: string): Resource | string {
    if (!complete) for (const file of document.files.keys()) fileOf(file);
    complete = true;
    const same = identified.get(uri) ?? [];
    if (same.length > 1) return `names a schema that stands in the document ${same.length} times`;
    if (same[0]) return same[0];
    if (data(uri) === undefined) return 'leads to a file that is not part of the document';
    return fileOf(uri).enclosing('');
  }

  function find(reference: string, baseUri: string): Target | string {
    const resolved = resolveReference(reference, baseUri);
    if (resolved === undefined) return 'is not a URI reference';
    const resource = findResource(resolved.uri);
    if (typeof resource === 'string') return resource;
    const fragment = resolved.pointer;
    if (fragment === '') return { place: resource.at, resource };
    if (fragment.startsWith('/')) {
      const place = { uri: resource.at.uri, pointer: resource.at.pointer + fragment };
      if (findAtPointer(data(place.uri) ?? null, place.pointer) === undefined) return 'leads nowhere';
      return { place, resource: resourceOf(place) };
    }
    const anchors = [resource.anchors, resource.dynamicAnchors].flatMap((names) => names.get(fragment) ?? []);
    const [place] = anchors;
    if (place === undefined) return 'names an anchor that no schema has';
    if (anchors.some(({ pointer }) => pointer !== place.pointer))
      return 'names an anchor that several schemas have';
    return { place, resource: resourceOf(place), anchor: fragment };
  }

  return { data, resourceOf, find };
}

type FileIndex = {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly schemas: ReadonlySet<string>;
  /** Takes one more place as a schema. */
  add(pointer: string): void;
  enclosing(pointer: string): Resource;
};

function indexFile(uri: string, root: Json): FileIndex {
  const resources = new Map<string, Resource>();
  const schemas = new Set<string>();
  const version30 = isObject(root) && /^3\.0\b/.test(String(root.openapi));

  function addResource(base: string, pointer: string, metaSchema: string | undefined): Resource {
    const at = { uri, pointer };
    const resource = { uri: base, at, metaSchema, anchors: new Map(), dynamicAnchors: new Map() };
    resources.set(pointer, resource);
    return resource;
  }

  function addSchema(schema: Json | undefined, pointer: string, around: Resource): void {
    // OpenAPI 3.0 knows no identifiers: there, `$id` is data.
    if (!isObject(schema) || schemas.has(pointer) || version30) return;
    schemas.add(pointer);
    const resource = resourceAt(schema, pointer, around);
    addAnchor(resource.anchors, schema.$anchor, pointer);
    addAnchor(resource.dynamicAnchors, schema.$dynamicAnchor, pointer);
    for (const [keyword, shape] of schemaKeywords) {
      if (!Object.hasOwn(schema, keyword)) continue;
      const value = schema[keyword];
      const below = joinPointer(pointer, keyword);
      if (shape === 'schema') addSchema(value, below, resource);
      else if (value !== null && typeof value === 'object')
        for (const [key, item] of Object.entries(value)) addSchema(item, joinPointer(below, key), resource);
    }
  }

  function resourceAt(schema: JsonObject, pointer: string, around: Resource): Resource {
    const id = Object.hasOwn(schema, '$id') ? schema.$id : undefined;
    const own = Object.hasOwn(schema, '$schema') ? schema.$schema : undefined;
    const resolved = typeof id === 'string' ? resolveReference(id, around.uri) : undefined;
    const metaSchema = typeof own === 'string' ? own : around.metaSchema;
    if (resolved && resolved.pointer === '') return addResource(resolved.uri, pointer, metaSchema);
    return pointer === '' && metaSchema !== around.metaSchema ? addResource(uri, '', metaSchema) : around;
  }

  function addAnchor(anchors: Map<string, SpecPlace[]>, name: Json | undefined, pointer: string): void {
    if (typeof name === 'string') anchors.set(name, [...(anchors.get(name) ?? []), { uri, pointer }]);
  }

  /** OpenAPI objects hold schemas under `schema` and under `components/schemas`; examples and extensions are data. */
  function addOpenApi(value: Json | undefined, pointer: string, around: Resource): void {
    if (value === null || typeof value !== 'object') return;
    for (const [key, member] of Object.entries(value)) {
      const below = joinPointer(pointer, key);
      if (key === 'schema' || pointer === '/components/schemas') addSchema(member, below, around);
      else if (!/^(x-.*|example|examples|value)$/.test(key)) addOpenApi(member, below, around);
    }
  }

  function enclosing(pointer: string): Resource {
    for (let prefix = pointer; prefix !== ''; prefix = prefix.slice(0, prefix.lastIndexOf('/'))) {
      const resource = resources.get(prefix);
      if (resource) return resource;
    }
    return resources.get('') ?? whole;
  }

  const openApi =
    isObject(root) && ['openapi', 'components', 'paths'].some((key) => Object.hasOwn(root, key));
  const dialect = openApi ? root.jsonSchemaDialect : undefined;
  const whole = addResource(uri, '', typeof dialect === 'string' ? dialect : undefined);
  if (openApi) addOpenApi(root, '', whole);
  else addSchema(root, '', whole);

  return {
    resources,
    schemas,
    add: (pointer) => addSchema(findAtPointer(root, pointer), pointer, enclosing(pointer)),
    enclosing,
  };
}
