import type { DecodedResponse } from '../contract/decoded.ts';
import type { OperationResult } from './exercise.ts';
import { provePlace, proveValue, type Sighting, schemaOf } from './sighting.ts';

/** A response shows its status, its media type, its headers, and what its body has and has not. */
export function exerciseResponse(
  sighting: Sighting,
  { operation, unchecked }: OperationResult,
  { definition, headers, mediaType, body }: DecodedResponse,
): void {
  if (!definition) return;
  provePlace(sighting, operation.at, '/responses');
  provePlace(sighting, operation.at, `/responses/${definition.status}`);
  provePlace(sighting, definition.at);
  for (const header of headers) {
    if (header.state !== 'present') continue;
    const { parameter } = header;
    provePlace(sighting, parameter.at);
    if (parameter.required) provePlace(sighting, parameter.at, '/required');
    proveValue(sighting, schemaOf(parameter), { value: header, direction: 'response' });
  }
  const unseen = unchecked.some(({ at }) => at?.side === 'response' && !at.pointer.startsWith('/header'));
  if (body.state !== 'present' || !mediaType || unseen) return;
  provePlace(sighting, definition.at, '/content');
  provePlace(sighting, mediaType.at);
  proveValue(sighting, mediaType.schema, { value: body, direction: 'response' });
}
