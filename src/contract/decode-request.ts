import type { HttpHeaders, HttpRequest, Stance } from '../exchange/exchange.ts';
import type { Contract, MediaType, Operation } from './contract.ts';
import { decodeBody } from './decode-body.ts';
import { linesOf } from './decode-header.ts';
import { decodeParameters } from './decode-parameter.ts';
import type { DecodedRequest } from './decoded.ts';
import { bodyKindOf, matchMediaType, parseMediaType } from './media-type.ts';

const nothing: readonly MediaType[] = Object.freeze([]);

/**
 * Reads a request as its operation documents it. Never throws: what cannot be read is part of the answer.
 *
 * @param pathValues the raw path values of the route match
 * @example decodeRequest(contract, match.operation, match.pathValues, exchange.request, exchange.stance)
 */
export function decodeRequest(
  contract: Pick<Contract, 'document'>,
  operation: Operation,
  pathValues: Readonly<Record<string, string>>,
  request: HttpRequest,
  stance: Stance,
): DecodedRequest {
  const { document } = contract;
  const { parameters, unknownQuery } = decodeParameters(document, operation, { pathValues, request });
  const contentType = contentTypeOf(request.headers);
  const content = operation.requestBody?.content ?? nothing;
  const mediaType = selectMediaType(content, contentType, typeFreedom(request, stance));
  const body = decodeBody({ document, body: request.body, mediaType, contentType });
  return { operation, parameters, unknownQuery, mediaType, contentType, body };
}

/** The Content-Type as sent; the same one sent several times is one. */
export function contentTypeOf(headers: HttpHeaders): string | undefined {
  const lines = linesOf(headers, 'content-type');
  return lines.length > 1 && lines.some((line) => line !== lines[0]) ? lines.join(', ') : lines[0];
}

/** True for a message that may leave its Content-Type out: an expectation, or a body that a recorder has parsed. */
export function isParsed(message: Pick<HttpRequest, 'body'>, stance: Stance): boolean {
  return stance === 'expected' || message.body?.kind === 'json';
}

/** What a body without a Content-Type can be: `none` where that is not allowed. */
export type TypeFreedom = 'any' | 'json' | 'none';

/** An expected object or array is JSON, as Pact takes it to be; of any other body nothing is known. */
export function typeFreedom(message: Pick<HttpRequest, 'body'>, stance: Stance): TypeFreedom {
  if (!isParsed(message, stance)) return 'none';
  const { body } = message;
  const isStructure = body?.kind === 'json' && typeof body.value === 'object' && body.value !== null;
  return stance === 'expected' && isStructure ? 'json' : 'any';
}

/** The documented media type of a body; without a Content-Type the first JSON one where that may be left out. */
export function selectMediaType(
  content: readonly MediaType[],
  contentType: string | undefined,
  freedom: TypeFreedom,
): MediaType | undefined {
  if (contentType !== undefined) return matchMediaType(content, contentType);
  if (freedom === 'none') return undefined;
  const json = matchMediaType(content, 'application/json') ?? content.find(({ name }) => isJson(name));
  return json ?? (freedom === 'any' && content.length === 1 ? content[0] : undefined);
}

function isJson(name: string): boolean {
  const parsed = parseMediaType(name);
  return parsed !== undefined && bodyKindOf(parsed) === 'json';
}
