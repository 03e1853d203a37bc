import type { Json } from '../finding.ts';
import type { Parameter } from './contract.ts';
import { existing, type Forms, type Member, pairItems, readForms } from './decode-forms.ts';
import { decodeFormText } from './decode-percent.ts';
import type { Shape } from './decode-shape.ts';
import { combineMembers, readItems, readText } from './decode-text.ts';
import type { DecodedValue } from './decoded.ts';

/** One `name=value` of a query or a form body; the name is decoded, the value is not. */
export type Pair = { readonly name: string; readonly value: string; taken: boolean };

/** A field of a query or a form: a query parameter, or a property of a form body. */
export type FormField = Pick<Parameter, 'name' | 'style' | 'explode' | 'allowEmptyValue'> & {
  readonly shape: Shape;
};

/** The pairs of a query string without its `?`, or of a form body. Empty pairs are left out. */
export function parsePairs(text: string): Pair[] {
  const pairs: Pair[] = [];
  if (text === '') return pairs;
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = equals === -1 ? part : part.slice(0, equals);
    pairs.push({
      name: decodeFormText(name) ?? name,
      value: equals === -1 ? '' : part.slice(equals + 1),
      taken: false,
    });
  }
  return pairs;
}

/** The query of a URL, without `?` and fragment; empty where there is none. */
export function queryOf(url: string): string {
  const start = url.indexOf('?');
  if (start === -1) return '';
  const end = url.indexOf('#', start);
  return end === -1 ? url.slice(start + 1) : url.slice(start + 1, end);
}

/**
 * Reads a field in its style (OpenAPI 3.1 §4.8.12.4) and marks the pairs that belong to it. Objects of exploded form
 * style take the pairs of their properties; `pairs` of other fields must be taken before.
 */
export function decodeField(field: FormField, pairs: readonly Pair[]): DecodedValue & { raw?: string } {
  if (field.style === 'deepObject') return decodeDeepObject(field, pairs);
  const isExploded = field.explode && field.shape.isObject;
  if (isExploded && field.shape.names.includes(field.name)) return decodeExplodedObject(field, pairs);
  const own = take(pairs, (pair) => pair.name === field.name);
  if (own.length === 0 && isExploded) return decodeExplodedObject(field, pairs);
  const [first] = own;
  if (!first) return { state: 'absent' };
  const raw = own.map(({ value }) => value).join('&');
  if (field.allowEmptyValue && raw === '') return { state: 'present', candidates: [], raw };
  return { ...decodeOwn(field, own), raw };
}

function take(pairs: readonly Pair[], belongs: (pair: Pair) => boolean): readonly Pair[] {
  const taken = pairs.filter(belongs);
  for (const pair of taken) pair.taken = true;
  return taken;
}

const separators: Readonly<Partial<Record<Parameter['style'], string>>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
};

function decodeOwn(field: FormField, own: readonly Pair[]): DecodedValue {
  const { style, explode, shape } = field;
  const values = own.map(({ value }) => decodeFormText(value));
  if (!values.every((value) => value !== undefined))
    return { state: 'unreadable', reason: 'its percent-encoding is malformed' };
  if (own.length > 1 && !(explode && shape.isArray))
    return { state: 'unreadable', reason: `it was sent ${own.length} times, a single time is documented` };
  const [value = ''] = values;
  const whole = splitValue(own[0]?.value ?? '', style);
  // A list of another separator than `&` may come joined, exploded or not.
  const lists = !explode ? whole : own.length === 1 && separators[style] ? [values, ...whole] : [values];
  // `ids=` may mean an empty list or a list of one empty text.
  const arrays = value === '' && values.length === 1 ? [[], values] : lists;
  const forms: Forms = {
    primitive: () => (values.length === 1 ? value : undefined),
    arrays: () => arrays,
    objects: () => existing(...lists.map(pairItems)),
  };
  return readForms(forms, shape, `style ${style}`);
}

/**
 * The items of a value that holds them all. A comma of form style separates before decoding; the other separators
 * must be encoded in a URL, so they separate after it.
 */
function splitValue(raw: string, style: Parameter['style']): readonly (readonly string[])[] {
  const separator = separators[style];
  const decoded = decodeFormText(raw) ?? raw;
  if (separator !== undefined) return [decoded.split(separator)];
  const items = raw.split(',').map((item) => decodeFormText(item) ?? item);
  // Many clients encode the comma too.
  return decoded.includes(',') && !raw.includes(',') ? [decoded.split(','), items] : [items];
}

/** `R=100&G=200`: the properties stand for themselves. */
function decodeExplodedObject({ shape }: FormField, pairs: readonly Pair[]): DecodedValue {
  const names = new Set(shape.names);
  const own = take(pairs, (pair) => !pair.taken && (shape.takesOthers || names.has(pair.name)));
  return own.length === 0 ? { state: 'absent' } : readProperties(shape, toMembers(own));
}

/** `color[R]=100&color[G]=200`; deeper brackets are not defined by OpenAPI. */
function decodeDeepObject({ name, shape }: FormField, pairs: readonly Pair[]): DecodedValue {
  const own = take(pairs, (pair) => pair.name.startsWith(`${name}[`) && pair.name.endsWith(']'));
  if (own.length === 0) {
    const plain = take(pairs, (pair) => pair.name === name);
    return plain.length === 0
      ? { state: 'absent' }
      : { state: 'unreadable', reason: 'it breaks the syntax of style deepObject' };
  }
  const members = toMembers(own)?.map(([key, value]): Member => [key.slice(name.length + 1, -1), value]);
  if (members?.some(([key]) => /[[\]]/.test(key)))
    return { state: 'unchecked', reason: 'nested values of style deepObject are not defined by OpenAPI' };
  return readProperties(shape, members);
}

function toMembers(pairs: readonly Pair[]): readonly Member[] | undefined {
  const members = pairs.map(({ name, value }): [string, string | undefined] => [name, decodeFormText(value)]);
  return members.every((member): member is [string, string] => member[1] !== undefined) ? members : undefined;
}

/** Several members of the same name are the items of an array. */
function readProperties(shape: Shape, members: readonly Member[] | undefined): DecodedValue {
  if (!members) return { state: 'unreadable', reason: 'its percent-encoding is malformed' };
  const byName = Map.groupBy(members, ([name]) => name);
  const readings = [...byName].map(([name, group]): [string, readonly Json[]] => {
    const texts = group.map(([, text]) => text);
    const property = shape.property(name);
    const lists = property.isArray || texts.length > 1 ? readItems(texts, property) : [];
    return [name, texts.length > 1 ? lists : [...lists, ...readText(texts[0] ?? '', property)]];
  });
  return { state: 'present', candidates: combineMembers(readings) };
}
