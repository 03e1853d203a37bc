import type { Json } from '../finding.ts';
import { findJsonError } from '../spec/json-error.ts';
import type { DecodedValue } from './decoded.ts';

/** Deeper values than this are not judged: recursive readers and validators could overflow (RFC 8259 §9 allows a limit). */
const maxDepth = 500;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as UTF-8, without a byte order mark; undefined when they are none (RFC 8259 §8.1). */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    // The only error of a fatal decoder is malformed input, which is an answer here.
    return undefined;
  }
}

/** Reads a JSON text. Of equal keys the last one counts, as in `JSON.parse`. */
export function decodeJson(text: string): DecodedValue {
  if (isDeep(text))
    return { state: 'unchecked', reason: `JSON nested deeper than ${maxDepth} levels is not judged` };
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    // JSON.parse makes nothing but Json.
    return { state: 'present', candidates: [JSON.parse(json) as Json] };
  } catch {
    return { state: 'unreadable', reason: whyNot(json) };
  }
}

/** Only the place: the message of `JSON.parse` quotes the text around it, which may be a secret. */
function whyNot(text: string): string {
  const { offset } = findJsonError(text);
  return offset < text.length
    ? `it is not JSON from character ${offset + 1} on`
    : 'it ends in the middle of the JSON text';
}

/** True when brackets are open more than `maxDepth` times; only texts with so many brackets are looked through. */
function isDeep(text: string): boolean {
  if (text.length < 2 * maxDepth || !hasManyBrackets(text)) return false;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]|"(?:[^"\\]|\\.)*"/gs)) {
    if (bracket === '[' || bracket === '{') depth++;
    else if (bracket === ']' || bracket === '}') depth--;
    if (depth > maxDepth) return true;
  }
  return false;
}

function hasManyBrackets(text: string): boolean {
  let count = 0;
  for (const bracket of ['{', '['])
    for (let index = text.indexOf(bracket); index !== -1; index = text.indexOf(bracket, index + 1))
      if (++count > maxDepth) return true;
  return false;
}
