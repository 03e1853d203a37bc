import type { DecodedResponse } from '../../contract/decoded.ts';
import { matchMediaType } from '../../contract/media-type.ts';
import { parseAccept } from '../../exchange/accept.ts';
import { joinPointer } from '../../spec/pointer.ts';
import type { Case } from '../plan/case.ts';
import type { ProbeFault } from './probe-finding.ts';

/** What the Accept field of a case admits; undefined where it has none. */
function acceptOf({ request }: Case): { field: string; admits: (mediaType: string) => boolean } | undefined {
  const field = request.headers.find(([name]) => name.toLowerCase() === 'accept')?.[1];
  return field === undefined ? undefined : { field, admits: parseAccept(field) };
}

/**
 * The media type of an answer against the Accept field of its request. Only where the document lists another type for this
 * answer that would have been acceptable: a server that has none may send what it has (RFC 9110 §12.5.1).
 */
export function judgeNegotiation(probe: Case, response: DecodedResponse): readonly ProbeFault[] {
  const accept = acceptOf(probe);
  const { definition, contentType } = response;
  if (!accept || !definition || contentType === undefined || accept.admits(contentType)) return [];
  // A type that nobody documented is said to be that, and nothing more.
  if (!matchMediaType(definition.content, contentType)) return [];
  const better = definition.content.filter(({ name }) => isConcrete(name) && accept.admits(name));
  if (better.length === 0) return [];
  return [
    {
      rule: 'response-media-type-different',
      severity: 'warning',
      message: `Accept ${accept.field}: received ${contentType}, documented is ${better.map(({ name }) => name).join(' and ')} as well`,
      place: { uri: definition.at.uri, pointer: joinPointer(definition.at.pointer, 'content') },
      side: 'response',
      pointer: '/header/content-type',
      expected: better.map(({ name }) => name),
      actual: contentType,
      clause: undefined,
      hint: 'RFC 9110 §12.5.1 lets a server disregard Accept, so this is no error',
    },
  ];
}

/** Whether an answer says that nothing acceptable is there, to a request that accepts not everything. */
export function isNotAcceptable(probe: Case, status: number): boolean {
  const accept = acceptOf(probe);
  return status === 406 && accept !== undefined && !accept.admits('x-contract-kit/anything');
}

function isConcrete(mediaType: string): boolean {
  return !mediaType.includes('*');
}
