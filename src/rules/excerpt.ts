import type { Redactor } from '../exchange/redact.ts';
import type { Json } from '../finding.ts';

const deepest = 4;
const mostMembers = 20;
const longestText = 200;
const longestLine = 80;
const more = '…';

/**
 * A received value as it can be shown: what lies deep or far behind is left out, secrets are taken out, and only then
 * long texts are cut, as half a secret would not be recognised. `pointer` says where the value stands.
 */
export function excerpt(value: Json, redactor: Redactor, pointer: string): Json {
  return cutTexts(redactor.json(prune(value, 0), pointer));
}

/** A documented value as it can be shown: it holds no secrets. */
export function excerptDocumented(value: Json): Json {
  return cutTexts(prune(value, 0));
}

/** A value in at most 80 characters of JSON, for a message. The value is an excerpt. */
export function showValue(value: Json): string {
  return cut(JSON.stringify(value), longestLine);
}

/** A name that stands in a message: as it is, unless it holds something that no name holds. */
export function showName(name: string): string {
  return /^[\w.$@:~+*#/{}-]{1,80}$/.test(name) ? name : showValue(cut(name, longestText));
}

function prune(value: Json, depth: number): Json {
  if (value === null || typeof value !== 'object') return value;
  if (depth === deepest) return more;
  if (isList(value)) {
    const items = value.slice(0, mostMembers).map((item) => prune(item, depth + 1));
    return value.length > mostMembers ? [...items, more] : items;
  }
  const keys = Object.keys(value);
  const members = keys
    .slice(0, mostMembers)
    .map((key): [string, Json] => [cut(key, longestText), prune(value[key] ?? null, depth + 1)]);
  return Object.fromEntries(keys.length > mostMembers ? [...members, [more, more]] : members);
}

function cutTexts(value: Json): Json {
  if (typeof value === 'string') return cut(value, longestText);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(cutTexts);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cutTexts(item)]));
}

/** Never between the halves of a surrogate pair. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '') + more;
}

/** `Array.isArray` does not narrow a read-only list. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
