import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';

/**
 * Whether a shown value is the sent one, whatever a server may have made of its form: blanks and letters in the other case,
 * the spelling of numbers and dates, the order of a list, members that it has added, nothing for an empty value.
 */
export function isSameValue(sent: Json, shown: Json | undefined): boolean {
  if (isEmpty(sent)) return shown === undefined || isEmpty(shown);
  if (shown === undefined || shown === null || sent === null) return false;
  if (Array.isArray(sent)) {
    if (!Array.isArray(shown)) return false;
    const others: readonly Json[] = shown;
    return sent.every((item: Json) => others.some((other) => isSameValue(item, other)));
  }
  if (typeof sent === 'object') {
    if (typeof shown !== 'object' || Array.isArray(shown)) return false;
    return Object.entries(sent).every(([name, member]) =>
      isSameValue(member, (shown as Readonly<Record<string, Json>>)[name]),
    );
  }
  if (typeof shown === 'object') return false;
  return sent === shown || plain(sent) === plain(shown) || isSameTime(sent, shown);
}

/** Nothing, in one of its spellings. */
export function isEmpty(value: Json): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

function plain(value: string | number | boolean): string {
  const text = String(value).normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ');
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}

/** Dates and times in two spellings of RFC 3339, to the second. */
function isSameTime(sent: Json, shown: Json): boolean {
  const [a, b] = [sent, shown].map((value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : Number.NaN,
  );
  return a !== undefined && b !== undefined && Math.abs(a - b) < 1000;
}

/** The places where two values differ, the innermost ones; a list of another length differs as a whole. */
export function listDifferences(before: Json | undefined, after: Json | undefined, pointer = ''): string[] {
  if (before === after) return [];
  const [a, b] = [membersOf(before), membersOf(after)];
  if (!a || !b || Array.isArray(before) !== Array.isArray(after)) return [pointer];
  if (Array.isArray(before) && a.size !== b.size) return [pointer];
  const names = [...new Set([...a.keys(), ...b.keys()])];
  return names.flatMap((name) => listDifferences(a.get(name), b.get(name), joinPointer(pointer, name)));
}

function membersOf(value: Json | undefined): ReadonlyMap<string, Json> | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  return new Map(Object.entries(value) as [string, Json][]);
}

/** A place with `*` for each index: what changes in one item of a list by itself changes in the others as well. */
export function withoutIndices(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/*');
}
