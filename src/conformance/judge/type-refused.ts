import type { Operation } from '../../contract/contract.ts';
import { matchMediaType } from '../../contract/media-type.ts';
import type { Case } from '../plan/case.ts';
import type { ProbeFault } from './probe-finding.ts';

/**
 * A valid body of a documented media type is no unsupported one (RFC 9110 §15.5.16). Of files nobody knows: a server may look
 * into them.
 */
export function isTypeRefused(probe: Case, status: number): boolean {
  const isPlain = /^(application|text)\/([\w.-]+\+)?(json|x-www-form-urlencoded|plain)\b/i;
  return status === 415 && probe.request.body !== undefined && isPlain.test(typeOf(probe));
}

/** One fault for the media type, whatever the values were. */
export function typeRefused(probe: Case, operation: Operation): ProbeFault {
  const type = typeOf(probe);
  const mediaType = matchMediaType(operation.requestBody?.content ?? [], type);
  return {
    rule: 'request-valid-refused',
    severity: 'error',
    message: `Content-Type ${type}: received status 415, documented is that it is supported`,
    place: mediaType?.at ?? operation.requestBody?.at ?? operation.at,
    side: 'request',
    pointer: '/header/content-type',
    actual: 415,
    clause: probe.intent.clause,
  };
}

function typeOf({ request }: Case): string {
  return request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}
