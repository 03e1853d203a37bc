import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { isReference } from '../plan/field-names.ts';
import { isValid, type SampleContext, sampleValue } from './sample.ts';
import { declaredProperties, findKeyword, findNumber, readSchema } from './schema-view.ts';

/** The longest text that a filled value has: enough to see one cut off, and no test of the limits of a server. */
const longest = 60;

/**
 * The object with a value for every property that a sender can set and with texts as long as they may be. Properties
 * that name something else stay as they are. Undefined where nothing can be added.
 */
export function fillValue(context: SampleContext, place: SchemaPlace, value: Json): Json | undefined {
  const { contract } = context;
  const view = readSchema(contract.document, place);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  let filled = value as Readonly<Record<string, Json>>;
  for (const [name, property] of declaredProperties(view)) {
    const own = readSchema(contract.document, property);
    const isSet = !findKeyword(own, 'readOnly').some((use) => use.value === true);
    if (!isSet || isReference(name)) continue;
    const old = Object.hasOwn(filled, name) ? filled[name] : sampleValue(context, property);
    if (old === undefined || old === null) continue;
    const isFree = !['enum', 'format', 'pattern', 'const'].some(
      (keyword) => findKeyword(own, keyword).length > 0,
    );
    const most = Math.min(longest, findNumber(own, 'maxLength')?.value ?? longest);
    const long = typeof old === 'string' && isFree && old !== '' ? lengthen(old, most) : old;
    const next = { ...filled, [name]: long };
    if (isValid(contract, place, next)) filled = next;
  }
  return JSON.stringify(filled) === JSON.stringify(value) ? undefined : filled;
}

/** Words in place of one letter many times: a text as a person would write it. */
function lengthen(text: string, most: number): string {
  if (text.length >= most) return text;
  const words = `${text} and more of it, word by word, until the end is reached here`;
  return words.slice(0, most).trimEnd();
}
