import type { Contract, Operation } from '../../contract/contract.ts';
import { decodeRequest } from '../../contract/decode-request.ts';
import { decodeResponse } from '../../contract/decode-response.ts';
import { type RuntimeExpression, readTemplate } from '../../contract/runtime-expression.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { findHeader } from '../../exchange/message.ts';
import type { Json } from '../../finding.ts';
import { findAtPointer, joinPointer, pointerTokens } from '../../spec/pointer.ts';

/** One exchange of an operation, as a place where values come from. */
export type Seen = { readonly operation: Operation; readonly exchange: Exchange };

/**
 * The value at a place of an exchange: `/response/body/id`, `/response/header/location`, `/request/path/id`. Undefined
 * where there is none.
 *
 * @example findValue(contract, { operation, exchange }, '/response/body/0/id')
 */
export function findValue(contract: Contract, seen: Seen, source: string): Json | undefined {
  const [side, part, ...rest] = pointerTokens(source);
  const pointer = joinPointer('', ...rest);
  const { request, response } = seen.exchange;
  if (side === 'response') {
    if (!response) return undefined;
    if (part === 'header') return findHeader(response.headers, rest[0] ?? '');
    const { body } = decodeResponse(contract, seen.operation, response, 'observed');
    const value = body.state === 'present' ? body.candidates[0] : undefined;
    return value === undefined ? undefined : findAtPointer(value, pointer);
  }
  const route = contract.match(request.method, request.url);
  if (route.kind !== 'operation') return undefined;
  const decoded = decodeRequest(contract, seen.operation, route.pathValues, request, 'observed');
  if (part === 'body') {
    const value = decoded.body.state === 'present' ? decoded.body.candidates[0] : undefined;
    return value === undefined ? undefined : findAtPointer(value, pointer);
  }
  const found = decoded.parameters.find(
    ({ parameter }) =>
      parameter.in === part &&
      (part === 'header' ? parameter.name.toLowerCase() === rest[0] : parameter.name === rest[0]),
  );
  return found?.state === 'present' ? found.candidates[0] : undefined;
}

/** The value of a link with its expressions filled in (OpenAPI 3.1 §4.8.20.3); undefined where one of them has none. */
export function evaluateLink(contract: Contract, seen: Seen, value: Json): Json | undefined {
  if (typeof value === 'string') {
    const parts = readTemplate(value);
    if (!parts) return value;
    const values = parts.map((part) => (typeof part === 'string' ? part : evaluate(contract, seen, part)));
    if (values.length === 1) return values[0];
    return values.some((one) => one === undefined || (one !== null && typeof one === 'object'))
      ? undefined
      : values.join('');
  }
  if (value === null || typeof value !== 'object') return value;
  const entries: [string, Json][] = [];
  for (const [name, member] of Object.entries(value)) {
    const evaluated = evaluateLink(contract, seen, member as Json);
    if (evaluated === undefined) return undefined;
    entries.push([name, evaluated]);
  }
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}

function evaluate(contract: Contract, seen: Seen, expression: RuntimeExpression): Json | undefined {
  const { request, response } = seen.exchange;
  if (!('part' in expression)) {
    if (expression.source === 'url') return request.url;
    return expression.source === 'method' ? request.method : response?.status;
  }
  const start = `/${expression.source}/${expression.part}`;
  const pointer =
    expression.part === 'body' ? start + expression.pointer : joinPointer(start, expression.name);
  return findValue(contract, seen, pointer);
}
