import type { Contract } from '../../contract/contract.ts';
import type { DecodedValue } from '../../contract/decoded.ts';
import { listOutcomes } from '../../contract/scenario-outcome.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Json } from '../../finding.ts';
import { findCredential } from '../../rules/credential.ts';
import { joinPointer } from '../../spec/pointer.ts';
import type { CheckResult } from '../../validate/check.ts';
import { nameOf } from './operation-items.ts';

/** Notes one thing that the consumer relies on; false where the operation does not offer it. */
type Use = (name: string) => boolean;

/** Notes everything that an interaction relies on: what its request carries and what it expects of the answer. */
export function recordUse(contract: Contract, exchange: Exchange, result: CheckResult, use: Use): void {
  const { operation, request, response } = result;
  if (operation) use(nameOf.operation(operation));
  for (const [index, { schemes }] of (operation?.security ?? []).entries()) {
    const carried = schemes.filter((scheme) => findCredential(exchange, scheme) === 'present');
    for (const scheme of carried) use(nameOf.credential(scheme.key));
    if (carried.length === schemes.length) use(nameOf.requirement(index));
  }
  for (const { parameter, state } of request?.parameters ?? [])
    if (state !== 'absent') use(nameOf.parameter(parameter.in, parameter.name));
  if (request?.mediaType) use(nameOf.mediaType('request', request.mediaType.name));
  if (request) useBody('request', request.body, use);
  if (!response?.definition) return;
  const { status } = response.definition;
  use(nameOf.status(status));
  for (const { parameter, state } of response.headers)
    if (state !== 'absent') use(nameOf.header(status, parameter.name));
  if (response.mediaType) use(nameOf.mediaType(`response ${status}`, response.mediaType.name));
  useBody(`response ${status}`, response.body, use);
  const value = readBody(response.body);
  if (value === undefined) return;
  const { at } = response.definition;
  const expected = { at, name: '', value, invalid: false, credentials: 'valid' } as const;
  for (const outcome of listOutcomes(contract.document, response.mediaType?.schema, expected))
    use(nameOf.code(status, outcome.value));
}

/** Names each field of a value in the two ways that a document can declare it: by its key, or for every key. */
function useBody(side: string, body: DecodedValue, use: Use): void {
  const visit = (value: Json, pointers: readonly string[]): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, member] of Object.entries<Json>(value)) {
      const tokens = Array.isArray(value) ? ['*'] : [key, '*'];
      const inner = pointers.flatMap((pointer) => tokens.map((token) => joinPointer(pointer, token)));
      const known = inner.filter((pointer) => use(nameOf.field(side, pointer)));
      if (known.length > 0) visit(member, known);
    }
  };
  const value = readBody(body);
  if (value === undefined) return;
  use(nameOf.field(side, ''));
  visit(value, ['']);
}

function readBody(body: DecodedValue): Json | undefined {
  return body.state === 'present' ? body.candidates[0] : undefined;
}
