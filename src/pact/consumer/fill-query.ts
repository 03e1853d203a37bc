import type { Operation } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import type { DraftText } from './draft.ts';
import { type IntegrationMatcher, isMatcher } from './matchers.ts';

type Query = Record<string, readonly DraftText[]>;

/** The query of a request, each parameter in its documented style (OpenAPI 3.1 §4.8.12.3). */
export function fillQuery(operation: Operation, values: Readonly<Record<string, unknown>>): Query {
  const query: Query = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name);
    const { style = 'form', explode = true, mediaType } = parameter ?? {};
    if (isMatcher(value)) query[name] = [toText(name, value)];
    else if (mediaType) query[name] = [JSON.stringify(value)];
    else if (Array.isArray(value)) {
      query[name] = explode
        ? value.map((item) => toText(name, item))
        : [value.map((item) => toPlain(name, item)).join(delimiters[style] ?? ',')];
    } else if (typeof value === 'object' && value !== null) {
      Object.assign(query, fillObject(name, value, { style, explode }));
    } else query[name] = [toText(name, value)];
  }
  return query;
}

const delimiters: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

function fillObject(
  name: string,
  value: object,
  { style, explode }: { readonly style: string; readonly explode: boolean },
): Query {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  if (style === 'deepObject')
    return Object.fromEntries(entries.map(([key, member]) => [`${name}[${key}]`, [toText(name, member)]]));
  if (explode) return Object.fromEntries(entries.map(([key, member]) => [key, [toText(key, member)]]));
  return { [name]: [entries.flatMap(([key, member]) => [key, toPlain(name, member)]).join(',')] };
}

/** A value as it travels in a query or header; of a matcher its example does. */
export function toText(name: string, value: unknown): DraftText {
  if (!isMatcher(value)) return toPlain(name, value);
  const text: IntegrationMatcher = { ...value, value: toPlain(name, value.value) };
  return text;
}

function toPlain(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new KitError('usage-invalid', `the value of ${name} is no text, number or boolean`);
}
