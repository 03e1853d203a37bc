import type { Json } from '../../finding.ts';
import { isObject, type JsonObject } from '../../spec/walk.ts';
import { type Html, html } from './html.ts';

/** What a value has to be, in a few words. */
export function describeType(schema: Json): string {
  if (schema === false || isNothing(schema)) return 'not included';
  if (!isObject(schema)) return 'any value';
  const { type, format, items, nullable } = schema;
  const names = Array.isArray(type) ? type.map(String) : typeof type === 'string' ? [type] : [];
  const words = names.map((name) =>
    name === 'array' && isObject(items) ? `array of ${itemType(items)}` : name,
  );
  if (nullable === true) words.push('null');
  if (words.length === 0) return schema.properties !== undefined ? 'object' : 'any value';
  return `${words.join(' or ')}${typeof format === 'string' ? ` (${format})` : ''}`;
}

/** `not: {}` allows no value at all. */
function isNothing(schema: Json): boolean {
  return (
    isObject(schema) &&
    (schema.not === true || (isObject(schema.not) && Object.keys(schema.not).length === 0))
  );
}

function itemType({ type, $ref }: JsonObject): string {
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? 'values';
  return typeof type === 'string' ? type : 'values';
}

const constraints = [
  'const',
  'enum',
  'default',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'readOnly',
  'writeOnly',
  'deprecated',
] as const;

/** The keywords of a schema that restrict or mark its value, each with its own. */
export function describeConstraints(schema: JsonObject): Html | undefined {
  const found = constraints.filter((keyword) => schema[keyword] !== undefined);
  const closed = schema.additionalProperties === false;
  if (found.length === 0 && !closed) return undefined;
  return html`<p class="small soft">${found.map((keyword) => html`${keyword} <code>${show(schema[keyword] as Json)}</code> `)}${closed && 'no other properties'}</p>`;
}

function show(value: Json): string {
  if (Array.isArray(value)) return value.map((item: Json) => JSON.stringify(item)).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
