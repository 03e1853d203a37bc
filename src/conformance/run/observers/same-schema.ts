import type { Contract, MediaType, Response, SchemaPlace } from '../../../contract/contract.ts';
import { findAtPlace, resolveReference } from '../../../spec/resolve.ts';

/** More references than this one after the other are a cycle. */
const longestChain = 16;

/**
 * What the document says of the bodies of a response, as a key: equal keys mean that it says the same, whether by
 * references to one schema, by equal texts, or by silence.
 */
export function describesAs(contract: Contract, response: Response): string {
  const known =
    descriptions.get(response) ??
    JSON.stringify(response.content.map((mediaType) => describeContent(contract, mediaType)).sort());
  descriptions.set(response, known);
  return known;
}

/** Every error of a run is asked for; a response belongs to one contract. */
const descriptions = new WeakMap<Response, string>();

function describeContent(contract: Contract, { name, schema }: MediaType): string {
  return JSON.stringify([name, schema ? describeSchema(contract, schema) : null]);
}

function describeSchema({ document }: Contract, schema: SchemaPlace): unknown {
  let place: { uri: string; pointer: string } = schema;
  for (let step = 0; step < longestChain; step += 1) {
    const value = findAtPlace(document, place);
    const isReference = value !== null && typeof value === 'object' && '$ref' in value;
    const target =
      isReference && typeof value.$ref === 'string' ? resolveReference(value.$ref, place.uri) : undefined;
    if (!target) return value;
    if (Object.keys(Object(value)).length === 1) place = target;
    else return [target.uri, target.pointer, value];
  }
  return null;
}
