import { type CharSet, classSet, invertSet, rangeSet, UnreadableRegex, unionSet } from './regex-node.ts';

/** Where a reader of an expression stands. */
export type Cursor = { readonly chars: readonly string[]; at: number };

const digit = classSet('\\p{Nd}');
const word = classSet('[\\p{L}\\p{M}\\p{N}\\p{Pc}]');
const space = classSet('\\s');
const shorthands: Readonly<Record<string, CharSet>> = {
  d: digit,
  D: invertSet(digit),
  w: word,
  W: invertSet(word),
  s: space,
  S: invertSet(space),
};

/** What Java and POSIX call classes, in the words of Unicode. */
const namedClasses: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '\\p{Nd}',
  alnum: '[\\p{L}\\p{N}]',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  punct: '[\\p{P}$+<=>^`|~]',
  space: '\\s',
  blank: '[ \\t]',
  xdigit: '[0-9A-Fa-f]',
  word: '[\\p{L}\\p{M}\\p{N}\\p{Pc}]',
  ascii: '[\\x00-\\x7f]',
  graph: '[\\x21-\\x7e]',
  print: '[\\x20-\\x7e]',
  cntrl: '\\p{Cc}',
};

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7, e: 27 };

/** Reads what stands after a backslash and means characters, in a class and outside; undefined where it means another thing. */
export function readEscape(cursor: Cursor): CharSet | undefined {
  const char = cursor.chars[cursor.at];
  if (char === undefined) throw new UnreadableRegex('it ends with a backslash');
  const shorthand = Object.hasOwn(shorthands, char) ? shorthands[char] : undefined;
  if (shorthand) return advance(cursor, 1, shorthand);
  if (char === 'p' || char === 'P') return readProperty(cursor, char === 'P');
  const code = readCode(cursor, char);
  if (code !== undefined) return rangeSet(code);
  if (/[A-Za-z0-9]/.test(char)) return undefined;
  return advance(cursor, 1, rangeSet(char.codePointAt(0) ?? 0));
}

/** Moves on over what the pattern finds at the cursor; it looks at 200 characters and must be anchored. */
export function takePattern(cursor: Cursor, pattern: RegExp): string | undefined {
  const found = pattern.exec(cursor.chars.slice(cursor.at, cursor.at + 200).join(''))?.[0];
  if (found !== undefined) cursor.at += [...found].length;
  return found;
}

function advance<Value>(cursor: Cursor, count: number, value: Value): Value {
  cursor.at += count;
  return value;
}

/** `\x41`, `\x{1F600}`, `\u0041`, `\u{1F600}`, `\012`, `\cA`, `\t`. */
function readCode(cursor: Cursor, char: string): number | undefined {
  const rest = cursor.chars.slice(cursor.at, cursor.at + 12).join('');
  const hex = /^(?:[xu]\{([0-9a-f]{1,6})\}|x([0-9a-f]{2})|u([0-9a-f]{4}))/i.exec(rest);
  if (hex) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16);
    if (code > 0x10ffff) throw new UnreadableRegex('it names a character beyond Unicode');
    return advance(cursor, hex[0].length, code);
  }
  const octal = /^0([0-7]{0,3})/.exec(rest);
  if (octal) return advance(cursor, octal[0].length, Number.parseInt(octal[1] || '0', 8));
  const control = /^c([A-Za-z])/.exec(rest);
  if (control) return advance(cursor, 2, (control[1]?.toUpperCase().charCodeAt(0) ?? 0) - 64);
  const known = Object.hasOwn(controls, char) ? controls[char] : undefined;
  return known === undefined ? undefined : advance(cursor, 1, known);
}

/** `\p{Lu}`, `\pL`, `\p{Alpha}`, `\p{^L}`, `\P{L}`. */
function readProperty(cursor: Cursor, negative: boolean): CharSet {
  const rest = cursor.chars.slice(cursor.at + 1, cursor.at + 60).join('');
  const written = /^(?:\{(\^?)(?:Is)?([^}]+)\}|([A-Z]))/.exec(rest);
  const name = written?.[2] ?? written?.[3];
  if (!written || name === undefined) throw new UnreadableRegex('it has a property without a name');
  cursor.at += 1 + written[0].length;
  const set = propertySet(name);
  return negative !== (written[1] === '^') ? invertSet(set) : set;
}

function propertySet(name: string): CharSet {
  const known = namedClasses[name.toLowerCase()];
  if (known !== undefined) return classSet(known);
  for (const source of [`\\p{${name}}`, `\\p{Script=${name}}`]) {
    try {
      return classSet(source);
    } catch {
      // Not a name of this kind.
    }
  }
  throw new UnreadableRegex(`it names the unknown property ${name}`);
}

/** `[:alpha:]` and `[:^alpha:]` inside a class; undefined where there is none. */
export function readPosixClass(cursor: Cursor): CharSet | undefined {
  const written = /^\[:(\^?)([a-z]+):\]/.exec(cursor.chars.slice(cursor.at, cursor.at + 16).join(''));
  if (!written) return undefined;
  const source = Object.hasOwn(namedClasses, written[2] ?? '') ? namedClasses[written[2] ?? ''] : undefined;
  if (source === undefined) throw new UnreadableRegex(`it names the unknown class ${written[2]}`);
  const set = classSet(source);
  return advance(cursor, written[0].length, written[1] ? invertSet(set) : set);
}

/** Reads a class after its opening bracket, up to and with the closing one. */
export function readClass(cursor: Cursor): CharSet {
  const { chars } = cursor;
  const negative = chars[cursor.at] === '^';
  if (negative) cursor.at += 1;
  const sets: CharSet[] = [];
  for (let first = true; first || chars[cursor.at] !== ']'; first = false) {
    const set = readMember(cursor);
    const next = chars[cursor.at + 1];
    if (chars[cursor.at] === '-' && next !== ']' && next !== undefined && isOne(set)) {
      cursor.at += 1;
      const last = readMember(cursor);
      const [from = 0, to = 0] = [set.members[0], last.members[0]];
      if (!isOne(last) || to < from) throw new UnreadableRegex('a range of its characters is out of order');
      sets.push(rangeSet(from, to));
    } else sets.push(set);
  }
  cursor.at += 1;
  return negative ? invertSet(unionSet(sets)) : unionSet(sets);
}

function isOne(set: CharSet): boolean {
  return set.exact && set.members.length === 1;
}

function readMember(cursor: Cursor): CharSet {
  const char = cursor.chars[cursor.at];
  if (char === undefined) throw new UnreadableRegex('a class of characters has no end');
  if (char === '[') {
    const posix = readPosixClass(cursor);
    if (posix) return posix;
    throw new UnreadableRegex('it has a class inside a class, which not every dialect reads alike');
  }
  if (char === '&' && cursor.chars[cursor.at + 1] === '&')
    throw new UnreadableRegex('it intersects classes, which not every dialect does');
  cursor.at += 1;
  if (char !== '\\') return rangeSet(char.codePointAt(0) ?? 0);
  if (cursor.chars[cursor.at] === 'b') return advance(cursor, 1, rangeSet(8));
  const set = readEscape(cursor);
  if (!set) throw new UnreadableRegex(`it has \\${cursor.chars[cursor.at]} in a class`);
  return set;
}
