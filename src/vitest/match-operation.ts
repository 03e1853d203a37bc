import type { Contract, MediaType, Operation } from '../contract/contract.ts';
import { findResponse } from '../contract/decode-response.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Json } from '../finding.ts';
import { rules } from '../rules/rules.ts';
import { check } from '../validate/check.ts';
import { findOperation } from './find-operation.ts';
import { type MatcherResult, toMatcherResult, toUnknown } from './verdict.ts';

const bodyRules = rules.filter(({ id }) => id.includes('-body-') || id === 'response-status-unknown');

/** `expect(body).toMatchOperation('RunModifyPicture', 400)`; without a status the body is that of the request. */
export function matchOperation(
  contract: Contract,
  body: unknown,
  {
    name,
    status,
    isNot,
  }: { readonly name: string; readonly status: number | undefined; readonly isNot: boolean },
): MatcherResult {
  const operation = findOperation(contract, name);
  if (!operation) {
    const known = contract.operations.slice(0, 10).map(({ operationId, key }) => operationId ?? key);
    return toUnknown(`the document has no operation ${name}; it has ${known.join(', ')}`, isNot);
  }
  if (!isJson(body, new Set())) {
    return toUnknown('received a value that is no JSON, so it is no parsed body', isNot);
  }
  const side = status === undefined ? 'request' : 'response';
  const result = check(only(contract, operation), toExchange(operation, body, status), {
    sides: [side],
    rules: bodyRules,
  });
  const part = status === undefined ? 'the request body' : `the response body ${status}`;
  const subject = `expected the value to match ${part} of ${name} (${operation.key})`;
  return toMatcherResult(contract, result, { subject, isNot });
}

/** A message of the operation that holds nothing but the body, in the first media type that may hold it. */
function toExchange(operation: Operation, value: Json, status: number | undefined): Exchange {
  const content =
    status === undefined ? operation.requestBody?.content : findResponse(operation, status)?.content;
  const headers = { 'content-type': contentTypeOf(content ?? []) };
  const message = { headers, body: { kind: 'json', value } } as const;
  const target = { method: operation.method, url: operation.path };
  return {
    stance: 'observed',
    request: status === undefined ? { ...target, ...message } : { ...target, headers: {} },
    ...(status !== undefined && { response: { status, ...message } }),
    origin: { source: 'test' },
  };
}

function contentTypeOf(content: readonly MediaType[]): string {
  const json = content.find(({ name }) => /^application\/(?:[^;]*\+)?json\b/i.test(name));
  return json?.name ?? 'application/json';
}

const narrowed = new WeakMap<Operation, Contract>();

/** The same contract, validators included, in which every request belongs to the operation. */
function only(contract: Contract, operation: Operation): Contract {
  const known = narrowed.get(operation);
  if (known) return known;
  const own: Contract = { ...contract, match: () => ({ kind: 'operation', operation, pathValues: {} }) };
  narrowed.set(operation, own);
  return own;
}

function isJson(value: unknown, above: Set<object>): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || above.has(value)) return false;
  const isPlain = Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!isPlain) return false;
  above.add(value);
  const isRight = Object.values(value).every((member) => isJson(member, above));
  above.delete(value);
  return isRight;
}
