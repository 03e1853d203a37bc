import type { MediaType } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { findAtPlace } from '../../spec/resolve.ts';
import type { PhaseContext } from '../plan/case-draft.ts';
import { canSerialise, isJsonType } from '../request/serialise-body.ts';
import { isValid, sampleValue } from '../values/sample.ts';

/** A valid body in another documented media type than that of the valid request. */
export type OtherBody = {
  readonly mediaType: MediaType;
  readonly body: Json;
  /** The same value as in the valid request, in the same syntax, under the same schema. */
  readonly same: boolean;
};

/** The documented media types that the valid request does not use and that a valid body can be written in. */
export function listOtherBodies(context: PhaseContext): readonly OtherBody[] {
  const { contract, operation, base } = context;
  const { mediaType: own, body } = base;
  if (!own || body === undefined) return [];
  return (operation.requestBody?.content ?? []).flatMap((mediaType): OtherBody[] => {
    if (mediaType === own || !canSerialise(mediaType)) return [];
    const sameKind = isJsonType(mediaType.name) && isJsonType(own.name);
    const fits = mediaType.schema === undefined || isValid(contract, mediaType.schema, body);
    if (sameKind && fits) return [{ mediaType, body, same: isSameSchema(context, mediaType, own) }];
    const value = exampleOf(mediaType) ?? sampleOf(context, mediaType);
    return value === undefined ? [] : [{ mediaType, body: value, same: false }];
  });
}

function isSameSchema({ contract }: PhaseContext, one: MediaType, other: MediaType): boolean {
  const [a, b] = [one, other].map(({ schema }) => schema && findAtPlace(contract.document, schema));
  return JSON.stringify(a) === JSON.stringify(b);
}

function exampleOf(mediaType: MediaType): Json | undefined {
  return mediaType.examples.find((example) => !example.invalid && example.value !== undefined)?.value;
}

function sampleOf({ contract, config }: PhaseContext, { schema }: MediaType): Json | undefined {
  return schema && sampleValue({ contract, seed: config.seed }, schema);
}
