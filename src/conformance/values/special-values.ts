import type { Json } from '../../finding.ts';
import { formatValues } from './format-values.ts';
import type { Site } from './list-sites.ts';
import { isValid, type SampleContext } from './sample.ts';
import { allowedTypes, findKeyword, findNumber, type SchemaView } from './schema-view.ts';
import { specialFormats, specialNumbers, specialTexts } from './special-texts.ts';

/** How many special values a place can have at most. */
export const specialCount = Math.max(specialTexts.length, specialNumbers.length);

/**
 * The special value of each number for a place, valid by its schema; undefined where the place has none of that number.
 * The same number stands for the same kind of text at every place that takes any text.
 */
export function listSpecials(
  context: SampleContext,
  { place, view, value }: Site,
): readonly (Json | undefined)[] {
  const fits = (candidate: Json | undefined): Json | undefined =>
    candidate !== undefined && isValid(context.contract, place, candidate) ? candidate : undefined;
  const stated = ['enum', 'const'].flatMap((keyword) =>
    findKeyword(view, keyword).flatMap((use) => (keyword === 'enum' ? (use.value as Json[]) : [use.value])),
  );
  if (stated.length > 0) return stated.filter((choice) => fits(choice) !== undefined);
  const types = allowedTypes(view);
  if (types.includes('string')) return listTexts(view).map(fits);
  if (types.includes('integer') || types.includes('number')) return listNumbers(view).map(fits);
  return types.includes('boolean') && typeof value === 'boolean' ? [!value, value] : [];
}

/** The texts of the place's formats, and any text, cut to the documented length. */
function listTexts(view: SchemaView): string[] {
  const formats = findKeyword(view, 'format').flatMap(({ value }) =>
    typeof value === 'string'
      ? [...(specialFormats[value] ?? []), ...(formatValues[value]?.valid ?? [])]
      : [],
  );
  const maximum = findNumber(view, 'maxLength')?.value;
  const texts = specialTexts.map(([, text]) => cut(text, maximum));
  return formats.length > 0 ? [...formats, ...texts].slice(0, specialCount) : texts;
}

/** Without the rest of the text, by whole characters (JSON Schema Validation §6.3.1). */
export function cut(text: string, maximum: number | undefined): string {
  return maximum === undefined || text.length <= maximum ? text : [...text].slice(0, maximum).join('');
}

/** The limits of the place first: the special numbers are seldom within them. */
function listNumbers(view: SchemaView): number[] {
  const limits = ['minimum', 'maximum'].flatMap((keyword) => findNumber(view, keyword)?.value ?? []);
  const numbers = [...specialNumbers.slice(0, 2), ...limits, ...specialNumbers.slice(2)];
  // A set would make a negative zero a plain one.
  return numbers.filter((number, index) => numbers.findIndex((one) => Object.is(one, number)) === index);
}
