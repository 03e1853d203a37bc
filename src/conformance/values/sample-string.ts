import { formatValues } from './format-values.ts';
import { samplePattern } from './pattern.ts';
import { findKeyword, findNumber, type SchemaView } from './schema-view.ts';

/** Candidates for a string of the schema, the plainest first. Not all of them need to be valid. */
export function sampleStrings(view: SchemaView, seed: number): string[] {
  const candidates: string[] = [];
  for (const use of findKeyword(view, 'format'))
    if (typeof use.value === 'string') candidates.push(...(formatValues[use.value]?.valid ?? []));
  for (const use of findKeyword(view, 'pattern')) {
    if (typeof use.value !== 'string') continue;
    const matching = samplePattern(use.value, seed, 12);
    // Short and printable ones read best in a report.
    candidates.push(...[...matching].sort((a, b) => strangeness(a) - strangeness(b)));
  }
  candidates.push('example', 'a', '1');
  const minimum = findNumber(view, 'minLength')?.value ?? 0;
  const maximum = findNumber(view, 'maxLength')?.value ?? Number.POSITIVE_INFINITY;
  return candidates.flatMap((text) => fitLength(text, { minimum, maximum }));
}

function strangeness(text: string): number {
  const odd = [...text].filter((character) => !/[\w .:/-]/.test(character)).length;
  return odd * 100 + text.length + (text === '' ? 50 : 0);
}

/** The text, and the text made as long as it must be. */
function fitLength(text: string, length: { minimum: number; maximum: number }): string[] {
  const size = [...text].length;
  if (size >= length.minimum && size <= length.maximum) return [text];
  if (size > length.maximum) return [[...text].slice(0, length.maximum).join('')];
  return [withLength(text, length.minimum)];
}

/** The text cut or repeated to exactly `length` characters (code points, JSON Schema Validation §6.3.1). */
export function withLength(text: string, length: number): string {
  const whole = text === '' ? 'a' : text;
  const characters = [...whole];
  return (
    whole.repeat(Math.floor(length / characters.length)) +
    characters.slice(0, length % characters.length).join('')
  );
}
