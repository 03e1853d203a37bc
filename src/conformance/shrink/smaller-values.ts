import type { Json } from '../../finding.ts';

/** Deeper parts go when what is around them goes. */
const deepest = 12;
/** A list or an object with more is cut in halves first, and its members are not tried one by one. */
const mostMembers = 8;
/** A shorter text tells a reader nothing that a longer one does not. */
const longestText = 12;

/**
 * Smaller variants of a value, those that take the most away first: without members, with shorter lists and texts, with
 * numbers nearer to 0. None of them is the value itself, and the list is finite and short.
 */
export function* smallerValues(value: Json, depth = 0): Generator<Json> {
  if (typeof value === 'string') yield* smallerTexts(value);
  else if (typeof value === 'number') yield* smallerNumbers(value);
  else if (isList(value)) yield* smallerLists(value, depth);
  else if (value !== null && typeof value === 'object') yield* smallerObjects(value, depth);
}

/** Shorter texts, of whole characters. */
export function* smallerTexts(text: string): Generator<string> {
  const characters = [...text];
  if (characters.length <= longestText) return;
  yield 'a';
  const half = Math.ceil(characters.length / 2);
  yield characters.slice(0, half).join('');
  yield characters.slice(half).join('');
}

function* smallerNumbers(value: number): Generator<number> {
  if (Math.abs(value) < 10) return;
  yield 0;
  yield Math.sign(value);
  const half = Math.trunc(value / 2);
  if (Math.abs(half) < Number.MAX_SAFE_INTEGER) yield half;
}

function* smallerLists(list: readonly Json[], depth: number): Generator<Json> {
  if (list.length === 0) return;
  yield [];
  if (list.length > 1) yield* cuts(list);
  if (depth >= deepest || list.length > mostMembers) return;
  for (const [index, item] of list.entries())
    for (const smaller of smallerValues(item, depth + 1)) yield list.with(index, smaller);
}

function* smallerObjects(value: { readonly [name: string]: Json }, depth: number): Generator<Json> {
  const entries = Object.entries(value);
  if (entries.length === 0) return;
  yield {};
  if (entries.length > 1) for (const kept of cuts(entries)) yield Object.fromEntries(kept);
  if (depth >= deepest || entries.length > mostMembers) return;
  for (const [index, [name, member]] of entries.entries())
    for (const smaller of smallerValues(member, depth + 1))
      yield Object.fromEntries(entries.with(index, [name, smaller]));
}

/** One half, the other half, and where there are few each single one taken away. */
function* cuts<T>(list: readonly T[]): Generator<readonly T[]> {
  const half = Math.ceil(list.length / 2);
  yield list.slice(0, half);
  yield list.slice(half);
  if (list.length > 2 && list.length <= mostMembers)
    for (const index of list.keys()) yield list.toSpliced(index, 1);
}

/** `Array.isArray` does not narrow a read-only list. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
