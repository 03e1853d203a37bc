import type { Contract, Operation } from '../../contract/contract.ts';
import { findResponse } from '../../contract/decode-response.ts';
import { toBases } from '../../contract/route-server.ts';
import { KitError } from '../../errors.ts';
import type { ProviderState } from '../file/pact-file.ts';
import { type PlacedCredential, placeCredential, placeCredentials, toDraftText } from './credential.ts';
import type { Draft, DraftText } from './draft.ts';
import { fillPath } from './fill-path.ts';
import { fillQuery, toText } from './fill-query.ts';
import type { State } from './interaction.ts';
import type { Literal, LiteralRequest } from './literal.ts';
import { defaultContentType, toBody, toTextBody } from './to-body.ts';

/** The interaction with what the document says about it: method and path, media types, credentials. */
export function toDraft(contract: Contract, literal: Literal): Draft {
  const operation = findOperation(contract, literal.operation);
  const isInvalid = 'invalid' in literal.request && literal.request.invalid !== undefined;
  const written = (
    isInvalid ? (literal.request as { invalid: LiteralRequest }).invalid : literal.request
  ) as LiteralRequest;
  const { credentials: choice = 'valid', security } = written;
  const placed = placeCredentials(operation, { choice, security });
  refuseCredentials(operation, written);
  const basePath = basePathOf(contract, operation);
  return {
    description: literal.description,
    states: (literal.states ?? []).map(toState),
    operation,
    isInvalid,
    isWrongCredential: choice !== 'valid',
    basePath,
    credentials: new Map(placed.map(({ name, text }) => [name, text])),
    token: placed[0]?.token ?? '',
    request: toRequest(operation, written, { placed, basePath }),
    response: toResponse(operation, literal.response),
  };
}

function findOperation({ operations }: Contract, name: string): Operation {
  const found = operations.find(({ operationId, key }) => operationId === name || key === name);
  if (found) return found;
  const known = operations.slice(0, 10).map(({ operationId, key }) => operationId ?? key);
  throw new KitError('usage-invalid', `the document has no operation ${name}`, {
    hint: `it has ${known.join(', ')}`,
  });
}

/** Two of them would contradict each other, and a real one would be published. */
function refuseCredentials(operation: Operation, { headers = {}, query = {} }: LiteralRequest): void {
  for (const { schemes } of operation.security)
    for (const { name, key } of schemes.flatMap((scheme) => placeCredential(scheme, 'valid') ?? [])) {
      const given = [...Object.keys(headers), ...Object.keys(query)];
      if (!given.some((one) => one.toLowerCase() === name.toLowerCase())) continue;
      throw new KitError('usage-invalid', `the request gives ${name}, which is the credential of ${key}`, {
        hint: 'leave it out: the kit puts a placeholder in; `credentials` tells which, `security` of which scheme',
      });
    }
}

function toRequest(
  operation: Operation,
  written: LiteralRequest,
  { placed, basePath }: { readonly placed: readonly PlacedCredential[]; readonly basePath: string },
): Draft['request'] {
  const { path = {}, query = {}, headers = {}, credentials: choice = 'valid', body, text } = written;
  const contentType = written.contentType ?? defaultContentType(operation.requestBody?.content ?? []);
  const sent = text === undefined ? toBody(body, contentType, 'request') : toTextBody(text, contentType);
  const inPlace = (where: PlacedCredential['in']) => placed.filter((one) => one.in === where);
  const cookies = inPlace('cookie').map(({ name, text: value }) => `${name}=${value}`);
  return {
    method: operation.method,
    path: fillPath(basePath, operation.path, path),
    query: {
      ...fillQuery(operation, query),
      ...Object.fromEntries(inPlace('query').map((one) => [one.name, [toDraftText(one, choice)]])),
    },
    headers: {
      ...toHeaders(headers, sent && contentType),
      ...Object.fromEntries(inPlace('header').map((one) => [one.name, toDraftText(one, choice)])),
      ...(cookies.length > 0 && { Cookie: cookies.join('; ') }),
    },
    ...(sent && { body: sent }),
  };
}

function toResponse(
  operation: Operation,
  { status, headers = {}, body, ...rest }: Literal['response'],
): Draft['response'] {
  const documented = findResponse(operation, status);
  const contentType = rest.contentType ?? defaultContentType(documented?.content ?? []);
  // An undocumented status is for the rules to find: the sentence of a missing media type would hide it.
  const sent = toBody(body, contentType ?? (documented ? undefined : 'application/json'), 'response');
  return {
    status,
    headers: toHeaders(headers, sent && contentType),
    ...(sent && { body: sent }),
  };
}

/** The fields as they were given; Content-Type is that of the body where they have none. */
function toHeaders(
  headers: Readonly<Record<string, unknown>>,
  contentType: string | undefined,
): Record<string, DraftText> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  const isGiven = given.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    ...(contentType !== undefined && !isGiven && { 'Content-Type': contentType }),
    ...Object.fromEntries(given.map(([name, value]) => [name, toText(name, value)])),
  };
}

function toState(state: State): ProviderState {
  return typeof state === 'string'
    ? { name: state, params: {} }
    : { name: state.name, params: state.params ?? {} };
}

/** The path of the document's first server: a consumer sends it with every request. */
function basePathOf({ document }: Contract, { servers }: Operation): string {
  const [server] = servers;
  const [base] = server ? toBases(server, document.uri) : [];
  // A path that the document leaves open cannot be put on the wire.
  return base && !base.path.includes('\0') ? base.path : '';
}
