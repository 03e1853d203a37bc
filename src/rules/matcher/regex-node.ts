/** A regular expression, taken apart. Characters are code points. */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  /** `max` may be Infinity. */
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly min: number; readonly max: number }
  | { readonly kind: 'assertion'; readonly holds: (text: readonly number[], at: number) => boolean }
  | {
      readonly kind: 'look';
      readonly direction: 'ahead' | 'behind';
      readonly negative: boolean;
      readonly node: RegexNode;
    };

/** A set of characters: a test, and members to try; `exact` where these are all of them. */
export type CharSet = {
  has(char: number): boolean;
  readonly members: readonly number[];
  readonly exact: boolean;
};

/** The expression is none, or its dialects disagree about it, or this kit cannot read it. */
export class UnreadableRegex extends Error {}

const printable: readonly number[] = Array.from({ length: 0x7f - 0x20 }, (_, index) => index + 0x20);
/** Beyond ASCII: a letter, and a character that takes two UTF-16 units. */
const exotic: readonly number[] = [0xe9, 0x1f600];
/** Letters and digits first: a witness should look like a value. */
const likely: readonly number[] = [...'a0Z9z_A-. ~!/'].map((char) => char.codePointAt(0) ?? 0);
const pool: readonly number[] = [...new Set([...likely, ...printable, ...exotic])];

export function isWordChar(char: number): boolean {
  return char < 0x80 ? /\w/.test(String.fromCharCode(char)) : /[\p{L}\p{M}\p{N}\p{Pc}]/u.test(toText(char));
}

function toText(char: number): string {
  return String.fromCodePoint(char);
}

/** One character, or the characters from the first to the last. */
export function rangeSet(first: number, last: number = first): CharSet {
  const size = last - first + 1;
  const exact = size <= 256;
  const members = exact
    ? Array.from({ length: size }, (_, index) => first + index)
    : [...new Set([first, last, ...pool.filter((char) => char >= first && char <= last)])];
  return { has: (char) => char >= first && char <= last, members, exact };
}

/** A class of an ECMA-262 expression such as `\p{L}`. Witnesses are taken from what every dialect means by it: ASCII. */
export function classSet(source: string): CharSet {
  const regex = new RegExp(`^${source}$`, 'u');
  const has = (char: number) => regex.test(toText(char));
  const ascii = pool.filter((char) => char < 0x80 && has(char));
  return { has, members: ascii.length > 0 ? ascii : pool.filter(has), exact: false };
}

export function unionSet(sets: readonly CharSet[]): CharSet {
  const [first] = sets;
  if (sets.length === 1 && first) return first;
  return {
    has: (char) => sets.some((set) => set.has(char)),
    members: [...new Set(sets.flatMap(({ members }) => members))],
    exact: sets.every(({ exact }) => exact),
  };
}

/** No witness has a line break or a control character: dialects treat them differently. */
export function invertSet(set: CharSet): CharSet {
  const has = (char: number) => !set.has(char);
  return { has, members: pool.filter(has), exact: false };
}

export const anything: CharSet = dotSet(() => true);
export const anythingButBreak: CharSet = dotSet((char) => char !== 10);

function dotSet(has: (char: number) => boolean): CharSet {
  return { has, members: pool, exact: false };
}

/** Adds the other case of every letter. */
export function caselessSet(set: CharSet): CharSet {
  const has = (char: number) => set.has(char) || otherCases(char).some((other) => set.has(other));
  const members = [...new Set(set.members.flatMap((char) => [char, ...otherCases(char)]))];
  return { has, members, exact: set.exact };
}

function otherCases(char: number): number[] {
  const text = toText(char);
  return [text.toLowerCase(), text.toUpperCase()]
    .filter((other) => other !== text && [...other].length === 1)
    .map((other) => other.codePointAt(0) ?? char);
}

/** True where a character of the one may be in the other. */
export function overlaps(a: CharSet, b: CharSet): boolean {
  return [...a.members, ...b.members, ...pool].some((char) => a.has(char) && b.has(char));
}
