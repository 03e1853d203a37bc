import type { Json } from '../finding.ts';
import type { Shape } from './decode-shape.ts';
import { readItems, readMembers, readText } from './decode-text.ts';
import { allTypes, typeBits } from './decode-types.ts';
import type { DecodedValue } from './decoded.ts';

/** A member of an object on the wire. */
export type Member = readonly [string, string];

/**
 * What a serialised value can be taken apart into, before types are known. A text that breaks the syntax of a form has
 * none of it; `undefined` members are malformed percent-encoding.
 */
export type Forms = {
  readonly primitive: () => string | undefined;
  /** Alternative ways to see a list of items. */
  readonly arrays: () => readonly (readonly string[])[];
  readonly objects: () => readonly (readonly Member[])[];
};

const primitives = typeBits.string | typeBits.number | typeBits.boolean | typeBits.null;

/** All readings of the forms that the shape allows; `syntax` says what the style demands, for when there is none. */
export function readForms(forms: Forms, shape: Shape, syntax: string): DecodedValue {
  const candidates: Json[] = [];
  if (shape.isArray) for (const texts of forms.arrays()) candidates.push(...readItems(texts, shape));
  if (shape.isObject) for (const members of forms.objects()) candidates.push(...readMembers(members, shape));
  if (shape.types === allTypes || shape.types & primitives) {
    const text = forms.primitive();
    if (text !== undefined) candidates.push(...readText(text, shape));
  }
  return candidates.length > 0
    ? { state: 'present', candidates }
    : { state: 'unreadable', reason: `it breaks the syntax of ${syntax}` };
}

/** Splits into decoded items; undefined when one of them is malformed. */
export function splitItems(
  text: string,
  separator: string,
  decode: (text: string) => string | undefined,
): readonly string[] | undefined {
  const items: string[] = [];
  for (const part of text.split(separator)) {
    const item = decode(part);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

/** `R,100,G,200`: names and values by turns; undefined for an odd number of them. */
export function pairItems(items: readonly string[] | undefined): readonly Member[] | undefined {
  if (!items || items.length % 2 === 1) return undefined;
  const members: Member[] = [];
  for (let index = 0; index < items.length; index += 2)
    members.push([items[index] as string, items[index + 1] as string]);
  return members;
}

/** `R=100,G=200`: each part a name and a value; undefined when one is not. */
export function splitMembers(
  text: string,
  separator: string,
  decode: (text: string) => string | undefined,
): readonly Member[] | undefined {
  const members: Member[] = [];
  for (const part of text.split(separator)) {
    const equals = part.indexOf('=');
    const name = equals === -1 ? undefined : decode(part.slice(0, equals));
    const value = decode(part.slice(equals + 1));
    if (name === undefined || value === undefined) return undefined;
    members.push([name, value]);
  }
  return members;
}

/** The alternatives that exist, without the ones that are malformed. */
export function existing<Form>(...alternatives: readonly (Form | undefined)[]): readonly Form[] {
  return alternatives.filter((form) => form !== undefined);
}
