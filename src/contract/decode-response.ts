import type { HttpResponse, Stance } from '../exchange/exchange.ts';
import type { SpecPlace } from '../spec/document.ts';
import { placeIn } from './compile-reference.ts';
import type { Contract, MediaType, Operation, Parameter, Response } from './contract.ts';
import { decodeBody } from './decode-body.ts';
import { decodeContentParameter } from './decode-content-parameter.ts';
import { decodeHeader, linesOf } from './decode-header.ts';
import { contentTypeOf, selectMediaType, typeFreedom } from './decode-request.ts';
import { shapeOf } from './decode-shape.ts';
import type { DecodedParameter, DecodedResponse } from './decoded.ts';

const nothing: readonly MediaType[] = Object.freeze([]);
const noHeaders: readonly DecodedParameter[] = Object.freeze([]);

/**
 * Reads a response as its operation documents it. Never throws: what cannot be read is part of the answer.
 *
 * @example decodeResponse(contract, match.operation, exchange.response, exchange.stance)
 */
export function decodeResponse(
  contract: Pick<Contract, 'document'>,
  operation: Operation,
  response: HttpResponse,
  stance: Stance,
): DecodedResponse {
  const { document } = contract;
  const { status, headers } = response;
  const definition = findResponse(operation, status);
  const contentType = contentTypeOf(headers);
  const mediaType = selectMediaType(
    definition?.content ?? nothing,
    contentType,
    typeFreedom(response, stance),
  );
  const isEmpty = operation.method === 'HEAD' || hasNoBody(status);
  return {
    status,
    definition,
    headers:
      definition?.headers.map((header) => decodeResponseHeader(contract, header, response)) ?? noHeaders,
    mediaType,
    contentType,
    body: isEmpty
      ? { state: 'absent' }
      : decodeBody({ document, body: response.body, mediaType, contentType }),
    at: definition?.at ?? responsesOf(operation),
  };
}

/** The Response Object of a status: its own, that of its range, or the default (OpenAPI 3.1 §4.8.16). */
export function findResponse({ responses }: Operation, status: number): Response | undefined {
  const exact = String(status);
  const range = `${exact[0]}XX`;
  let inRange: Response | undefined;
  let fallback: Response | undefined;
  for (const response of responses) {
    if (response.status === exact) return response;
    if (response.status === range) inRange = response;
    else if (response.status === 'default') fallback = response;
  }
  return inRange ?? fallback;
}

/** Statuses whose responses never have a body (RFC 9110 §6.4.1). */
function hasNoBody(status: number): boolean {
  return status === 204 || status === 304 || (status >= 100 && status < 200);
}

function responsesOf({ at }: Operation): SpecPlace {
  return placeIn(at, 'responses');
}

function decodeResponseHeader(
  { document }: Pick<Contract, 'document'>,
  parameter: Parameter,
  { headers }: HttpResponse,
): DecodedParameter {
  const lines = linesOf(headers, parameter.name);
  const raw = lines.length === 0 ? undefined : lines.join(', ');
  if (parameter.mediaType) return decodeContentParameter(parameter, parameter.mediaType, raw);
  return { parameter, raw, ...decodeHeader(lines, parameter, shapeOf(document, parameter.schema)) };
}
