import type { Contract, Operation } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { CaseRequest } from '../plan/case.ts';
import type { Binding, Step } from '../plan/sequence.ts';
import { bindRequest, pathPattern } from '../request/bind-request.ts';
import { isValid } from '../values/sample.ts';
import { evaluateLink, findValue, type Seen } from './exchange-value.ts';

/** The request of a step with the values of the exchanges before it, or why it cannot be made. */
export function bindStep(
  contract: Contract,
  operation: Operation,
  from: { step: Step; seen: readonly Seen[] },
): CaseRequest | string {
  const { step, seen } = from;
  let { request } = step;
  for (const binding of step.bindings) {
    const source = seen[binding.step];
    if (!source) return `step ${binding.step + 1} has no exchange`;
    const value = boundValue(contract, source, { binding, operation });
    const what = 'from' in binding ? binding.from : JSON.stringify(binding.value);
    if (value === undefined) return `${source.operation.key} gave no value at ${what}`;
    const fitting = toFitting(contract, operation, { to: binding.to, value });
    const bound =
      fitting === undefined ? undefined : bindRequest(operation, request, { to: binding.to, value: fitting });
    if (!bound) return `the value that ${source.operation.key} gave at ${what} is none for ${binding.to}`;
    request = bound;
  }
  return request;
}

export function boundValue(
  contract: Contract,
  source: Seen,
  wanted: { binding: Binding; operation: Operation },
): Json | undefined {
  const { binding, operation } = wanted;
  if ('value' in binding) return evaluateLink(contract, source, binding.value);
  const value = findValue(contract, source, binding.from);
  const isLocation = binding.from === '/response/header/location' && binding.to.startsWith('/path/');
  return isLocation && typeof value === 'string'
    ? readLocation(operation, source, { value, name: binding.to.slice('/path/'.length) })
    : value;
}

/** The parameter in the path of a URI reference (RFC 9110 §10.2.2); undefined where it leads to another path. */
function readLocation(
  { path }: Operation,
  { exchange }: Seen,
  from: { value: string; name: string },
): string | undefined {
  const url = URL.parse(from.value, exchange.request.url);
  const values = url && pathPattern(path).exec(url.pathname);
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]);
  const raw = values?.[names.indexOf(from.name) + 1];
  try {
    return raw === undefined || raw === '' ? undefined : decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}

/** The value as the consumer's schema wants it; a number is a text in a path. Undefined where it is none. */
export function toFitting(
  contract: Contract,
  { parameters }: Operation,
  bound: { to: string; value: Json },
): Json | undefined {
  const parameter = parameters.find(({ in: place, name }) => `/${place}/${name}` === bound.to);
  const { value } = bound;
  if (!parameter?.schema) return value === null ? undefined : value;
  const forms: Json[] = [value];
  if (typeof value === 'number') forms.push(String(value));
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    forms.push(Number(value));
  const { schema } = parameter;
  return forms.find((form) => isValid(contract, schema, form));
}
