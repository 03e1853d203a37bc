import type { Json } from '../finding.ts';
import type { SpecPlace } from '../spec/document.ts';
import { isObject, type JsonObject, walkObjects } from '../spec/walk.ts';
import { compileExamples } from './compile-example.ts';
import { compileContent } from './compile-media-type.ts';
import { type Compiling, type Found, followMap, placeIn } from './compile-reference.ts';
import { toSchemaPlace } from './compile-schema-place.ts';
import type { Contract, Example, MediaType, SchemaPlace, SchemaUse } from './contract.ts';

/** An example with the schema it has to fit, in one of the directions. */
export type ListedExample = {
  readonly example: Example;
  readonly schema: SchemaPlace;
  readonly directions: readonly SchemaUse['direction'][];
  /** Absent where the example is a plain value. */
  readonly mediaType?: MediaType;
};

type Owner = Pick<MediaType, 'examples' | 'schema'>;

/**
 * Every example of the document that has a schema: of operations, of `components` whether used or not, and of the
 * schemas themselves. Each place comes once for a direction.
 */
export function listExamples(contract: Contract): readonly ListedExample[] {
  const found = new Map<string, ListedExample>();
  const add = (listed: ListedExample) => {
    const key = `${listed.directions.join()} ${listed.example.at.uri}#${listed.example.at.pointer} ${listed.schema.pointer}`;
    if (!found.has(key)) found.set(key, listed);
  };
  const addOwner = (
    { examples, schema }: Owner,
    direction: SchemaUse['direction'],
    mediaType?: MediaType,
  ) => {
    if (!schema) return;
    for (const example of examples)
      add({ example, schema, directions: [direction], ...(mediaType && { mediaType }) });
  };
  const addContent = (content: readonly MediaType[], direction: SchemaUse['direction']) => {
    for (const mediaType of content) addOwner(mediaType, direction, mediaType);
  };
  for (const { parameters, requestBody, responses } of contract.operations) {
    for (const parameter of parameters) {
      addOwner(parameter, 'request');
      if (parameter.mediaType) addContent([parameter.mediaType], 'request');
    }
    addContent(requestBody?.content ?? [], 'request');
    for (const { headers, content } of responses) {
      for (const header of headers) addOwner(header, 'response');
      addContent(content, 'response');
    }
  }
  for (const [direction, owner, mediaType] of listComponents(contract)) addOwner(owner, direction, mediaType);
  for (const listed of listOfSchemas(contract)) add(listed);
  return [...found.values()];
}

type Component = [SchemaUse['direction'], Owner, MediaType?];

/** The parameters, bodies, responses and headers of `components`. */
function listComponents({ document }: Contract): readonly Component[] {
  const { components } = document.root;
  if (!isObject(components)) return [];
  const compiling: Compiling = { document, problems: [], shared: new Map(), destinations: new Map() };
  const root: Found = { value: components, at: { uri: document.uri, pointer: '/components' } };
  const contentOf = (found: Found, direction: SchemaUse['direction']): Component[] =>
    compileContent(compiling, found).map((mediaType) => [direction, mediaType, mediaType]);
  const describedBy = (found: Found, direction: SchemaUse['direction']): Component[] =>
    found.value.schema === undefined
      ? contentOf(found, direction)
      : [[direction, { examples: compileExamples(compiling, found), schema: schemaOf(found) }]];
  const schemaOf = ({ at }: Found) => toSchemaPlace(document, placeIn(at, 'schema'));
  const list = (field: string) => followMap(compiling, root, field).map(([, found]) => found);
  return [
    ...list('parameters').flatMap((found) => describedBy(found, 'request')),
    ...list('requestBodies').flatMap((found) => contentOf(found, 'request')),
    ...list('responses').flatMap((found) => contentOf(found, 'response')),
    ...list('headers').flatMap((found) => describedBy(found, 'response')),
  ];
}

/** `example` and `examples` of every Schema Object; a schema may serve either direction. */
function listOfSchemas({ document }: Contract): readonly ListedExample[] {
  const listed: ListedExample[] = [];
  walkObjects(document, {
    object: (schema, kind, place) => {
      if (kind !== 'schema') return;
      for (const [value, at] of valuesOf(schema, place))
        listed.push({
          example: { at, name: '', value, invalid: false, credentials: 'valid' },
          schema: toSchemaPlace(document, place),
          directions: ['request', 'response'],
        });
    },
  });
  return listed;
}

function valuesOf({ example, examples }: JsonObject, place: SpecPlace): [Json, SpecPlace][] {
  const list: readonly Json[] = Array.isArray(examples) ? examples : [];
  return [
    ...list.map((value, index): [Json, SpecPlace] => [value, placeIn(place, 'examples', index)]),
    ...(example === undefined ? [] : [[example, placeIn(place, 'example')] as [Json, SpecPlace]]),
  ];
}
