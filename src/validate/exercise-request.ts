import type { Contract, Operation, SecurityScheme } from '../contract/contract.ts';
import type { DecodedParameter, DecodedRequest } from '../contract/decoded.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { findCredential } from '../rules/credential.ts';
import type { SpecPlace } from '../spec/document.ts';
import { joinPointer } from '../spec/pointer.ts';
import { exerciseServer } from './exercise-server.ts';
import { provePlace, proveValue, type Sighting, schemaOf } from './sighting.ts';

/** An accepted request shows that its operation, parameters, credential and body are accepted as documented. */
export function exerciseRequest(sighting: Sighting, exchange: Exchange, request: DecodedRequest): void {
  const { operation, mediaType, body } = request;
  proveOperation(sighting, operation);
  exerciseServer(sighting, operation, exchange.request.url);
  for (const parameter of request.parameters) proveParameter(sighting, parameter);
  proveSecurity(sighting, exchange, operation);
  const { requestBody } = operation;
  if (!requestBody || !mediaType || body.state !== 'present') return;
  provePlace(sighting, operation.at, '/requestBody');
  provePlace(sighting, requestBody.at);
  provePlace(sighting, requestBody.at, '/content');
  provePlace(sighting, mediaType.at);
  proveValue(sighting, mediaType.schema, { value: body, direction: 'request' });
}

/** The path item says which path, its field says which method. */
function proveOperation(sighting: Sighting, operation: Operation): void {
  const { at } = operation;
  provePlace(sighting, at);
  provePlace(sighting, at, '/operationId');
  for (const place of pathItemsOf(sighting.contract, operation)) provePlace(sighting, place);
}

const pathItems = new WeakMap<Operation, readonly SpecPlace[]>();

/** Where the path is written, and the object around the operation, which a reference may have led to. */
function pathItemsOf({ document }: Contract, operation: Operation): readonly SpecPlace[] {
  const known = pathItems.get(operation);
  if (known) return known;
  const { at, path } = operation;
  const around = { uri: at.uri, pointer: at.pointer.slice(0, at.pointer.lastIndexOf('/')) };
  const places = [around, { uri: document.uri, pointer: joinPointer('/paths', path) }];
  pathItems.set(operation, places);
  return places;
}

function proveParameter(sighting: Sighting, decoded: DecodedParameter): void {
  if (decoded.state !== 'present') return;
  const { parameter } = decoded;
  provePlace(sighting, parameter.at);
  provePlace(sighting, parameter.at, '/name');
  provePlace(sighting, parameter.at, '/in');
  const schema = schemaOf(parameter);
  proveValue(sighting, schema, { value: decoded, direction: 'request' });
  if (!schema) return;
  // On the wire everything is a string: no value can break this, so an accepted one is all there is to see.
  const site = sighting.siteAt(schema);
  for (const { schema: described, place } of [site, site.target ?? site]) {
    const isString =
      typeof described === 'object' &&
      described !== null &&
      'type' in described &&
      described.type === 'string';
    if (isString) provePlace(sighting, place, '/type');
  }
}

/** Only where one alternative alone was carried is it sure which one was accepted. */
function proveSecurity(sighting: Sighting, exchange: Exchange, { security }: Operation): void {
  const carried = security.filter(
    ({ schemes }) =>
      schemes.length > 0 && schemes.every((scheme) => findCredential(exchange, scheme) === 'present'),
  );
  const [only] = carried;
  if (!only || carried.length > 1) return;
  provePlace(sighting, only.at);
  for (const scheme of only.schemes) proveScheme(sighting, only.at, scheme);
}

function proveScheme(sighting: Sighting, requirement: SecurityScheme['at'], scheme: SecurityScheme): void {
  provePlace(sighting, requirement, joinPointer('', scheme.key));
  provePlace(sighting, scheme.at);
  for (const field of ['/type', '/name', '/in', '/scheme']) provePlace(sighting, scheme.at, field);
}
