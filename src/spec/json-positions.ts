import { endOfString } from './json-scan.ts';
import type { Position } from './positions.ts';

/**
 * The positions in a text that is known to be JSON. Each object and array is scanned when something in it is asked for:
 * of a file of many megabytes only the way to the place.
 */
export function readJsonPositions(text: string): Position {
  return toPosition(text, skipSpace(text, 0));
}

type Children = Map<string, { readonly start: number; readonly position: Position }>;

function toPosition(text: string, start: number): Position {
  let children: Children | undefined;
  return {
    start,
    find(token) {
      children ??= readChildren(text, start);
      return children.get(token);
    },
  };
}

function readChildren(text: string, start: number): Children {
  const children: Children = new Map();
  const isObject = text[start] === '{';
  if (!isObject && text[start] !== '[') return children;
  let at = skipSpace(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; index++) {
    const first = at;
    let name = String(index);
    if (isObject) {
      const end = endOfString(text, at) + 1;
      // A key of JSON is a string of JSON.
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    children.set(name, { start: first, position: toPosition(text, at) });
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return children;
}

/** The offset behind the value that starts at `start`. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // `"`, then `[` and `{`, then `]` and `}`.
    if (code === 34) {
      index = endOfString(text, index);
      if (depth === 0) return index + 1;
    } else if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) {
      if (depth === 0) return index;
      if (--depth === 0) return index + 1;
    }
    // `,` or white space ends a number or a word.
    else if (depth === 0 && (code === 44 || code <= 32)) return index;
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  let index = start;
  while (text.charCodeAt(index) <= 32) index++;
  return index;
}
