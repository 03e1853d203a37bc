import { isDate } from '../../contract/format-date.ts';

/** A format of date and time as Pact writes it: the letters of Java's DateTimeFormatter. */
export type DateFormat =
  | { readonly kind: 'format'; matches(text: string): boolean; readonly witnesses: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reason: string };

type Part = { readonly source: string; readonly texts: readonly string[] };

/** Reads a format; never throws. */
export function readDateFormat(format: string): DateFormat {
  const parts: Part[] = [];
  const runs = format.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? [];
  if (runs.join('') !== format) return { kind: 'unreadable', reason: 'a quotation mark of it has no end' };
  for (const run of runs) {
    const part = /^[A-Za-z]/.test(run) ? toPart(run[0] ?? '', run.length) : toText(run);
    if (!part) return { kind: 'unreadable', reason: `it has the unknown letters ${run}` };
    // A letter that stands twice is told by its first value.
    const group = /^\(\?<\w+>/.exec(part.source)?.[0];
    const isAgain = group !== undefined && parts.some(({ source }) => source.startsWith(group));
    parts.push(isAgain ? { ...part, source: part.source.replace(group, '(?:') } : part);
  }
  const regex = new RegExp(`^${parts.map(({ source }) => source).join('')}$`, 'i');
  const witnesses = [0, 1, 2].map((round) =>
    parts.map(({ texts }) => texts[round % texts.length] ?? '').join(''),
  );
  const matches = (text: string) => {
    const found = regex.exec(text);
    return found !== null && isDay(found.groups ?? {});
  };
  return { kind: 'format', matches, witnesses: [...new Set(witnesses)].filter(matches) };
}

/** `'T'`, `''` and what is no letter stand for themselves. */
function toText(run: string): Part {
  const text = run === "''" ? "'" : run.replace(/^'(.*)'$/s, '$1').replaceAll("''", "'");
  return { source: text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), texts: [text] };
}

const monthNames =
  'January February March April May June July August September October November December'.split(' ');
const dayNames = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** The three instants of the witnesses: a leap day, the last second of a century, an afternoon. */
function toPart(letter: string, count: number): Part | undefined {
  switch (letter) {
    case 'y':
    case 'u':
    case 'Y':
      return count === 2
        ? { source: '(?<year>\\d{1,2})', texts: ['24', '99', '07'] }
        : { source: `(?<year>\\d{1,${Math.max(count, 4)}})`, texts: ['2024', '1999', '2007'] };
    case 'M':
    case 'L':
      return toMonth(count);
    case 'd':
      return number('(?<day>', count, [1, 31], [29, 31, 4]);
    case 'D':
      return number('(', count, [1, 366], [60, 365, 185]);
    case 'H':
      return number('(', count, [0, 23], [0, 23, 14]);
    case 'k':
      return number('(', count, [1, 24], [24, 23, 14]);
    case 'h':
      return number('(', count, [1, 12], [12, 11, 2]);
    case 'K':
      return number('(', count, [0, 11], [0, 11, 2]);
    case 'm':
      return number('(', count, [0, 59], [0, 59, 5]);
    case 's':
      return number('(', count, [0, 60], [0, 59, 9]);
    case 'S':
      return {
        source: `\\d{1,${count}}`,
        texts: [''.padEnd(count, '120'), '9'.repeat(count), '0'.repeat(count)],
      };
    case 'n':
    case 'A':
    case 'N':
      return { source: '\\d+', texts: ['0', '999', '120'] };
    case 'a':
      return { source: '[ap]m', texts: ['AM', 'PM'] };
    case 'G':
      return { source: '(?:ad|bc)', texts: ['AD'] };
    case 'E':
      return toNames(dayNames, count, ['Thursday', 'Friday', 'Wednesday']);
    case 'e':
    case 'c':
      return count > 2 ? toNames(dayNames, count, ['Thursday', 'Friday']) : number('(', 1, [1, 7], [4, 5, 3]);
    case 'w':
      return number('(', count, [1, 56], [9, 52, 27]);
    case 'W':
    case 'F':
      return number('(', count, [0, 5], [4, 4, 1]);
    case 'q':
    case 'Q':
      return count < 3 ? number('(', count, [1, 4], [1, 4, 3]) : toQuarter(count);
    default:
      return toZone(letter, count);
  }
}

function toMonth(count: number): Part {
  if (count <= 2) return number('(?<month>', count, [1, 12], [2, 12, 7]);
  const { source, texts } = toNames(monthNames, count, ['February', 'December', 'July']);
  return { source: source.replace('(?:', '(?<month>'), texts };
}

/** Three letters are the short name. */
function toNames(names: readonly string[], count: number, shown: readonly string[]): Part {
  const write = (name: string) => (count > 3 ? name : name.slice(0, 3));
  return { source: `(?:${names.map(write).join('|')})`, texts: shown.map(write) };
}

function toQuarter(count: number): Part {
  return count === 3
    ? { source: 'Q[1-4]', texts: ['Q1', 'Q4', 'Q3'] }
    : { source: '(?:1st|2nd|3rd|4th) quarter', texts: ['1st quarter', '4th quarter', '3rd quarter'] };
}

/** A number within bounds; leading zeros may be there or not, as in Pact. */
function number(
  open: string,
  count: number,
  [least, most]: readonly [number, number],
  values: readonly number[],
): Part {
  const numbers = Array.from({ length: most - least + 1 }, (_, index) => String(least + index));
  // The longest first: `1` must not take the beginning of `12`.
  const source = numbers.reverse().map((digits) => `0{0,${String(most).length - digits.length}}${digits}`);
  return {
    source: `${open.replace(/^\($/, '(?:')}${source.join('|')})`,
    texts: values.map((value) => String(value).padStart(count, '0')),
  };
}

const offsetSources: Readonly<Record<number, string>> = {
  1: '[+-]\\d{1,2}(?:\\d{2})?',
  2: '[+-]\\d{4}',
  3: '[+-]\\d{2}:\\d{2}',
  4: '[+-]\\d{4}(?:\\d{2})?',
  5: '[+-]\\d{2}:\\d{2}(?::\\d{2})?',
};

function toZone(letter: string, count: number): Part | undefined {
  const offset = offsetSources[count];
  const written = ['+01', '+0100', '+01:00', '+0100', '+01:00'][count - 1] ?? '';
  switch (letter) {
    case 'X':
      return offset === undefined ? undefined : { source: `(?:Z|${offset})`, texts: ['Z', written] };
    case 'x':
      return offset === undefined ? undefined : { source: offset, texts: [written] };
    case 'Z':
      if (count === 4) return { source: '(?:GMT|UTC)(?:[+-]\\d{1,2}:\\d{2})?', texts: ['GMT'] };
      return count < 4
        ? { source: '[+-]\\d{4}', texts: ['+0100'] }
        : { source: '[+-]\\d{2}:\\d{2}', texts: ['+01:00'] };
    case 'O':
      return { source: '(?:GMT|UTC)[+-]\\d{1,2}(?::\\d{2})?', texts: ['GMT+1:00'] };
    case 'z':
      return { source: '[A-Z][A-Za-z ]{2,}', texts: ['UTC'] };
    case 'V':
      return { source: '\\w+(?:/\\w+)+', texts: ['Europe/Warsaw'] };
    default:
      return undefined;
  }
}

/** Whether the month has the day, where the format has both. */
function isDay({ year = '2001', month, day }: Readonly<Record<string, string | undefined>>): boolean {
  if (day === undefined || month === undefined) return true;
  const named = monthNames.findIndex(
    (name) => name.slice(0, 3).toLowerCase() === month.slice(0, 3).toLowerCase(),
  );
  const number = /^\d/.test(month) ? Number(month) : named + 1;
  const [years, months, days] = [year.slice(-4).padStart(4, '0'), pad(number), pad(Number(day))];
  return isDate(`${years}-${months}-${days}`);
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
