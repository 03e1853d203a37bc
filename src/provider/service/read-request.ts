import { isObject } from '../../spec/walk.ts';
import { isJsonMediaType, parseJson } from '../json.ts';
import type { Tags } from '../store/images.ts';
import type { ServiceErrorName } from './service-error.ts';

/** The fields of Table 3. */
export type ModifyRequest = { readonly path: string; readonly tags: Tags };

export type ModifyRequestRead =
  | { readonly kind: 'request'; readonly request: ModifyRequest }
  | { readonly kind: 'refused'; readonly error: ServiceErrorName };

/**
 * The body of a call, checked in the order of the decisions in the document: no body, media type, JSON, `path`, `tags`.
 * Fields beyond Table 3 are ignored (question 13).
 */
export function readModifyRequest(contentType: string, bytes: Uint8Array): ModifyRequestRead {
  if (bytes.length === 0) return refused('parameterMissing');
  if (contentType === '') return refused('headerMissing');
  if (!isJsonMediaType(contentType)) return refused('typeUnsupported');
  const body = parseJson(bytes);
  if (body === undefined) return refused('jsonIncorrect');
  if (!isObject(body.value)) return refused('typeUnsupported');
  const { path, tags } = body.value;
  if (path === undefined || path === null) return refused('pathNull');
  if (typeof path !== 'string') return refused('typeUnsupported');
  if (path === '') return refused('parameterEmpty');
  if (tags === undefined || tags === null) return refused('tagsNull');
  if (!isObject(tags)) return refused('typeUnsupported');
  if (!Object.values(tags).every((value) => typeof value === 'string')) return refused('typeUnsupported');
  return { kind: 'request', request: { path, tags } };
}

function refused(error: ServiceErrorName): ModifyRequestRead {
  return { kind: 'refused', error };
}
