import type { Contract, MediaType, Operation, Response } from '../../contract/contract.ts';
import { listOutcomes } from '../../contract/scenario-outcome.ts';
import type { Json } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { listFields } from './list-fields.ts';

export type RelianceKind = 'operation' | 'status' | 'field' | 'error code' | 'clause';

/** Something of an operation that a consumer can rely on, and who does. */
export type Item = {
  /** Absent where it only tells which clauses are relied on: a media type, a whole body, a credential. */
  readonly kind: RelianceKind | undefined;
  /** In the words of a report: `request body /tags`, `response 400 body /error_code`. */
  readonly name: string;
  /** Where the document speaks of it, the most telling place first. */
  readonly places: readonly SpecPlace[];
  readonly consumers: Set<string>;
};

/** What an operation offers, by name. */
export type OperationItems = ReadonlyMap<string, Item>;

type Add = (kind: RelianceKind | undefined, name: string, places: readonly SpecPlace[]) => void;

/** Lists an operation, its statuses, the parameters, headers and body fields of both sides, and its error codes. */
export function listItems(contract: Contract, operation: Operation): OperationItems {
  const items = new Map<string, Item>();
  const add: Add = (kind, name, places) => {
    const known = items.get(name);
    const consumers = known?.consumers ?? new Set();
    items.set(name, { kind, name, places: [...(known?.places ?? []), ...places], consumers });
  };
  add('operation', nameOf.operation(operation), [operation.at, ...surroundings(contract, operation)]);
  for (const [index, { schemes, at }] of operation.security.entries()) {
    add(undefined, nameOf.requirement(index), [at]);
    for (const scheme of schemes) add(undefined, nameOf.credential(scheme.key), [scheme.at]);
  }
  for (const { in: part, name, at } of operation.parameters) add('field', nameOf.parameter(part, name), [at]);
  const { requestBody } = operation;
  if (requestBody) add(undefined, nameOf.field('request', ''), [requestBody.at]);
  for (const mediaType of requestBody?.content ?? []) addBody(contract, { side: 'request', mediaType, add });
  for (const response of operation.responses) {
    add('status', nameOf.status(response.status), [response.at]);
    for (const { name, at } of response.headers) add('field', nameOf.header(response.status, name), [at]);
    for (const mediaType of response.content) {
      addBody(contract, { side: `response ${response.status}`, mediaType, add });
      addCodes(contract, { response, mediaType, add });
    }
  }
  return items;
}

/** The path item and where the path is written, and the servers. */
function surroundings({ document }: Contract, { at, path, servers }: Operation): SpecPlace[] {
  const pathItem = { uri: at.uri, pointer: at.pointer.slice(0, at.pointer.lastIndexOf('/')) };
  const written = { uri: document.uri, pointer: joinPointer('/paths', path) };
  return [pathItem, written, ...servers.map((server) => server.at)];
}

function addBody(
  { document }: Contract,
  { side, mediaType, add }: { readonly side: string; readonly mediaType: MediaType; readonly add: Add },
): void {
  add(undefined, nameOf.mediaType(side, mediaType.name), [mediaType.at]);
  for (const { pointer, places } of mediaType.schema ? listFields(document, mediaType.schema) : [])
    add(pointer === '' ? undefined : 'field', nameOf.field(side, pointer), places);
}

function addCodes(
  { document }: Contract,
  {
    response,
    mediaType,
    add,
  }: {
    readonly response: Response;
    readonly mediaType: MediaType;
    readonly add: Add;
  },
): void {
  const code = (value: Json) => nameOf.code(response.status, value);
  const fields = mediaType.schema ? listFields(document, mediaType.schema) : [];
  for (const { value, at } of fields.flatMap(({ outcomes }) => outcomes))
    add('error code', code(value), [at]);
  for (const example of mediaType.examples) {
    const outcomes = listOutcomes(document, mediaType.schema, example);
    for (const { value } of outcomes) add('error code', code(value), [example.at]);
  }
}

/** The name of each thing; what is used is named by the same functions. */
export const nameOf = {
  operation: ({ key }: Operation): string => key,
  status: (status: string): string => status,
  requirement: (index: number): string => `request security ${index}`,
  credential: (key: string): string => `request credential ${key}`,
  parameter: (part: string, name: string): string => `request ${part} ${name}`,
  header: (status: string, name: string): string => `response ${status} header ${name}`,
  mediaType: (side: string, name: string): string => `${side} media type ${name}`,
  /** The whole body has an empty pointer. */
  field: (side: string, pointer: string): string => `${side} body ${pointer}`,
  code: (status: string, value: Json): string =>
    `${status} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
};
