import fc from 'fast-check';
import { formatValues } from './format-values.ts';
import { patternArbitrary } from './pattern.ts';
import { withLength } from './sample-string.ts';
import { findKeyword, findNumber, type SchemaView } from './schema-view.ts';
import { specialFormats, specialTexts } from './special-texts.ts';

/** Random texts are not longer than this; the long ones are cases of their own. */
const longest = 40;

/**
 * Texts for a schema, many of them odd: of its formats and patterns where it has some, of any characters otherwise, in
 * the lengths that it documents. Not all of them need to be valid.
 */
export function stringArbitrary(view: SchemaView): fc.Arbitrary<string> {
  const sources = [...formatSources(view), ...patternSources(view)];
  const minimum = findNumber(view, 'minLength')?.value ?? 0;
  const maximum = findNumber(view, 'maxLength')?.value ?? Number.POSITIVE_INFINITY;
  const texts = sources.length > 0 ? fc.oneof(...sources) : anyText({ minimum, maximum });
  return texts.map((text) => toLength(text, { minimum, maximum }));
}

function formatSources(view: SchemaView): fc.Arbitrary<string>[] {
  return findKeyword(view, 'format').flatMap(({ value }) => {
    if (typeof value !== 'string') return [];
    const known = [...(formatValues[value]?.valid ?? []), ...(specialFormats[value] ?? [])];
    return [...(known.length > 0 ? [fc.constantFrom(...known)] : []), ...(generated[value]?.() ?? [])];
  });
}

const toSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
const dates = (): fc.Arbitrary<Date> =>
  fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

/** Formats whose values are many. */
const generated: Readonly<Record<string, () => fc.Arbitrary<string>[]>> = {
  date: () => [dates().map((date) => date.toISOString().slice(0, 10))],
  'date-time': () => [dates().map(toSeconds)],
  time: () => [dates().map((date) => toSeconds(date).slice(11))],
  uuid: () => [fc.uuid()],
  ipv4: () => [fc.ipV4()],
  ipv6: () => [fc.ipV6()],
  email: () => [fc.emailAddress()],
  hostname: () => [fc.domain()],
  uri: () => [fc.webUrl({ withQueryParameters: true, withFragments: true })],
  byte: () => [fc.base64String({ maxLength: longest })],
};

function patternSources(view: SchemaView): fc.Arbitrary<string>[] {
  return findKeyword(view, 'pattern').flatMap(({ value }) => {
    const arbitrary = typeof value === 'string' ? patternArbitrary(value) : undefined;
    return arbitrary ? [arbitrary] : [];
  });
}

/** Texts of characters of every script and none, and of the special texts in pieces. */
export function anyText({ minimum, maximum }: { minimum: number; maximum: number }): fc.Arbitrary<string> {
  const maxLength = Math.max(minimum, Math.min(maximum, longest));
  const limits = { minLength: Math.min(minimum, longest), maxLength: Math.min(maxLength, longest) };
  const special = fc.constantFrom(...specialTexts.map(([, text]) => text));
  return fc.oneof(
    { weight: 3, arbitrary: textOf(fc.oneof(...characters), limits) },
    { weight: 3, arbitrary: fc.oneof(...characters.map((one) => textOf(one, limits))) },
    { weight: 2, arbitrary: special },
    { weight: 1, arbitrary: fc.tuple(special, special).map(([first, second]) => first + second) },
  );
}

/**
 * Printable ASCII, control characters, the basic plane, the planes behind it. Surrogates come in pairs only (RFC 8259
 * §8.2). The strings of fast-check do the same, and first spend seconds on what only shrinking needs.
 */
const characters: readonly fc.Arbitrary<string>[] = [
  codePoints(0x20, 0x7e),
  codePoints(0x00, 0x1f),
  codePoints(0x7f, 0x2fff),
  codePoints(0xe000, 0xffff),
  codePoints(0x1_f000, 0x1_faff),
  codePoints(0x1_0000, 0x10_ffff),
];

function codePoints(min: number, max: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map((code) => String.fromCodePoint(code));
}

function textOf(
  character: fc.Arbitrary<string>,
  limits: { minLength: number; maxLength: number },
): fc.Arbitrary<string> {
  return fc.array(character, limits).map((all) => all.join(''));
}

function toLength(text: string, { minimum, maximum }: { minimum: number; maximum: number }): string {
  const length = [...text].length;
  if (length > maximum) return [...text].slice(0, maximum).join('');
  return length < minimum ? withLength(text, Math.min(minimum, 100_000)) : text;
}
