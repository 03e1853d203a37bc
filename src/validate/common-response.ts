import type { Contract, Operation, Response, RouteMatch } from '../contract/contract.ts';
import type { SpecDocument } from '../spec/document.ts';
import { followSchema } from './follow-schema.ts';

/** A response that stands for the API as a whole, with the operation whose document it is taken from. */
export type CommonResponse = {
  readonly operation: Operation;
  readonly code: number;
  readonly exampleKey?: string;
};

/**
 * What the document says about a request that belongs to no operation. OpenAPI has no place for it, so it is read from
 * what all operations agree on: where every one of them documents a 404 of the same shape, that is what a client of this
 * API gets whenever there is nothing, and so for an unknown path. Where some do not, or the shapes differ, their 404
 * speaks of their own resources, and Prism's answer stays.
 *
 * An unknown method is 405 in HTTP; a 405 on which the operations of the path agree is served, and a 404 only where an
 * example named `method-unknown` says that this API answers so. An example named `path-unknown` is preferred likewise.
 */
export function findUnmatchedResponse(contract: Contract, route: RouteMatch): CommonResponse | undefined {
  const { operations, document } = contract;
  if (route.kind === 'path-unknown')
    return findCommonResponse(document, operations, { code: 404, name: 'path-unknown' });
  if (route.kind !== 'method-unknown') return undefined;
  const name = 'method-unknown';
  const siblings = operations.filter(({ path }) => path === route.path);
  const refusal = findCommonResponse(document, siblings, { code: 405, name });
  if (refusal) return refusal;
  const absence = findCommonResponse(document, operations, { code: 404, name });
  return absence?.exampleKey === undefined ? undefined : absence;
}

/** The documented answer of a status that all of these operations share; `name` is the example that is preferred. */
export function findCommonResponse(
  document: SpecDocument,
  operations: readonly Operation[],
  { code, name }: { readonly code: number; readonly name?: string },
): CommonResponse | undefined {
  const [first, ...others] = operations;
  const response = first && findExact(first, code);
  if (!first || !response) return undefined;
  const shape = shapeOf(document, response);
  const agree = others.every((operation) => {
    const other = findExact(operation, code);
    return other && (other.at === response.at || shapeOf(document, other) === shape);
  });
  if (!agree) return undefined;
  const named =
    name !== undefined && operations.find((operation) => hasExample(findExact(operation, code), name));
  return named ? { operation: named, code, exampleKey: name } : { operation: first, code };
}

function findExact({ responses }: Operation, code: number): Response | undefined {
  return responses.find(({ status }) => status === String(code));
}

function hasExample(response: Response | undefined, name: string): boolean {
  return response?.content.some(({ examples }) => examples.some((example) => example.name === name)) === true;
}

function shapeOf(document: SpecDocument, { content }: Response): string {
  return JSON.stringify(content.map(({ name, schema }) => [name, followSchema(document, schema) ?? true]));
}
