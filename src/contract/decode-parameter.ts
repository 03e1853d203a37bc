import type { HttpRequest } from '../exchange/exchange.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { Operation, Parameter } from './contract.ts';
import { decodeContentParameter } from './decode-content-parameter.ts';
import { decodeCookie, parseCookies } from './decode-cookie.ts';
import type { Member } from './decode-forms.ts';
import { decodeHeader, linesOf } from './decode-header.ts';
import { decodePathValue } from './decode-path.ts';
import { decodeField, type Pair, parsePairs, queryOf } from './decode-query.ts';
import { shapeOf } from './decode-shape.ts';
import type { DecodedParameter } from './decoded.ts';

export type DecodedParameters = {
  readonly parameters: readonly DecodedParameter[];
  readonly unknownQuery: readonly string[];
};

/** What the parameters of one request are read from. */
type Source = {
  readonly document: SpecDocument;
  readonly pathValues: Readonly<Record<string, string>>;
  readonly request: HttpRequest;
  readonly pairs: readonly Pair[];
  readonly cookies: readonly Member[];
};

const nothing: readonly never[] = Object.freeze([]);

/** Reads every documented parameter of a request, and tells which query parameters are left. */
export function decodeParameters(
  document: SpecDocument,
  operation: Operation,
  { pathValues, request }: { pathValues: Readonly<Record<string, string>>; request: HttpRequest },
): DecodedParameters {
  const { parameters } = operation;
  const query = queryOf(request.url);
  const hasCookies = parameters.some((parameter) => parameter.in === 'cookie');
  const source: Source = {
    document,
    pathValues,
    request,
    pairs: query === '' ? nothing : parsePairs(query),
    cookies: hasCookies ? parseCookies(request.headers) : nothing,
  };
  const decoded = new Array<DecodedParameter>(parameters.length);
  // An exploded object takes what the others leave, so it comes last.
  const later: number[] = [];
  for (const [index, parameter] of parameters.entries())
    if (source.pairs.length > 1 && isGreedy(document, parameter)) later.push(index);
    else decoded[index] = decodeParameter(source, parameter);
  for (const index of later) decoded[index] = decodeParameter(source, parameters[index] as Parameter);
  return { parameters: decoded, unknownQuery: listUnknown(operation, source.pairs) };
}

function isGreedy(document: SpecDocument, { in: location, style, explode, schema }: Parameter): boolean {
  return location === 'query' && style === 'form' && explode && shapeOf(document, schema).isObject;
}

/** Names of the query that no parameter took and no security scheme sends (§4.8.27). */
function listUnknown(operation: Operation, pairs: readonly Pair[]): readonly string[] {
  if (pairs.every(({ taken }) => taken)) return nothing;
  const keys = operation.security
    .flatMap(({ schemes }) => schemes)
    .flatMap(({ in: location, name }) => (location === 'query' && name !== undefined ? [name] : []));
  const unknown = pairs.filter(({ name, taken }) => !taken && !keys.includes(name)).map(({ name }) => name);
  return [...new Set(unknown)];
}

function decodeParameter(source: Source, parameter: Parameter): DecodedParameter {
  if (parameter.mediaType)
    return decodeContentParameter(parameter, parameter.mediaType, rawOf(source, parameter));
  const shape = shapeOf(source.document, parameter.schema);
  switch (parameter.in) {
    case 'path': {
      const raw = rawOf(source, parameter);
      if (raw === undefined) return { parameter, raw, state: 'absent' };
      return { parameter, raw, ...decodePathValue(raw, parameter, shape) };
    }
    case 'query': {
      const { name, style, explode, allowEmptyValue } = parameter;
      const field = { name, style, explode, allowEmptyValue, shape };
      return { parameter, raw: undefined, ...decodeField(field, source.pairs) };
    }
    case 'header': {
      const lines = linesOf(source.request.headers, parameter.name);
      return { parameter, raw: rawOf(source, parameter), ...decodeHeader(lines, parameter, shape) };
    }
    case 'cookie':
      return { parameter, raw: rawOf(source, parameter), ...decodeCookie(source.cookies, parameter, shape) };
    default:
      return parameter.in satisfies never;
  }
}

/** The text as sent, still encoded; undefined where there is none. */
function rawOf(
  { pathValues, request, pairs, cookies }: Source,
  { in: location, name }: Parameter,
): string | undefined {
  switch (location) {
    case 'path':
      return Object.hasOwn(pathValues, name) ? pathValues[name] : undefined;
    case 'query': {
      const own = pairs.filter((pair) => pair.name === name);
      for (const pair of own) pair.taken = true;
      return own.length === 0 ? undefined : own.map(({ value }) => value).join('&');
    }
    case 'header': {
      const lines = linesOf(request.headers, name);
      return lines.length === 0 ? undefined : lines.join(', ');
    }
    case 'cookie':
      return cookies.find(([key]) => key === name)?.[1];
    default:
      return location satisfies never;
  }
}
