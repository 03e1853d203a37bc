import { type ByteKind, kindOf } from './json-bytes.ts';
import { createKeyReader } from './key-reader.ts';
import { createStringEnd } from './string-end.ts';

/** What a finder stopped at. `more`: the chunk is used up. */
export type Boundary = 'begin' | 'end' | 'fault' | 'more';

/**
 * Finds the entries of a HAR file in its bytes, chunk by chunk, by following the structure of JSON (RFC 8259 §2) alone.
 * Only the list `entries` of the object `log` of the outermost object counts. Numbers, literals and strings are left to
 * `JSON.parse`; what breaks the structure is a fault at once, so that damage does not swallow what follows.
 */
export type EntryFinder = {
  /** Reads on. After `fault` only `resume` makes sense. */
  next(chunk: Uint8Array, from: number): Boundary;
  /** The index in the chunk: the first byte of the entry, the one behind its last, the one that is wrong. */
  readonly at: number;
  /** An entry has begun and has not ended. */
  readonly inside: boolean;
  /** The list `log.entries` has begun. */
  readonly found: boolean;
  /** The outermost value has ended. */
  readonly finished: boolean;
  /** Nothing but white space came. */
  readonly isBlank: boolean;
  /** Goes on before the first byte of an entry, whatever stood before it. */
  resume(): void;
};

const object = 0x7b;
const list = 0x5b;
/** What stood before, where it is no punctuation. */
const [start, key, value, literal] = [0, 1, 2, 3];
const [comma, colon] = [0x2c, 0x3a];

export function createEntryFinder(): EntryFinder {
  let open = new Uint8Array(64);
  let depth = 0;
  let before: number = start;
  let [at, inside, found, inString] = [0, false, false, false];
  /** In `log`, and in its list of entries. */
  let [inLog, inEntries] = [false, false];
  const stringEnd = createStringEnd();
  const keys = createKeyReader();

  const mayBegin = (): boolean => {
    if (depth === 0) return before === start;
    return open[depth - 1] === object ? before === colon : before === list || before === comma;
  };
  const isKeyNext = (): boolean =>
    depth > 0 && open[depth - 1] === object && (before === object || before === comma);
  const push = (bracket: number): void => {
    if (depth === open.length) open = grow(open);
    open[depth] = bracket;
    depth += 1;
    before = bracket;
    if (depth === 2) inLog = bracket === object && open[0] === object && keys.isAt(1, 'log');
    if (depth === 3 && inLog && bracket === list && keys.isAt(2, 'entries'))
      [inEntries, found] = [true, true];
  };
  const pop = (): void => {
    depth -= 1;
    before = value;
    if (depth === 2) inEntries = false;
    if (depth === 1) inLog = false;
  };
  const mayClose = (bracket: number): boolean =>
    depth > 0 &&
    open[depth - 1] === bracket &&
    (before === bracket || before === value || before === literal);
  const endString = (chunk: Uint8Array, from: number): number => {
    const close = stringEnd.find(chunk, from);
    inString = close < 0;
    if (before === key) keys.add(chunk, from, inString ? chunk.length : close, !inString);
    return close;
  };
  const stop = (boundary: Boundary, index: number): Boundary => {
    at = index;
    return boundary;
  };

  return {
    next(chunk, from) {
      let index = from;
      if (inString) {
        index = endString(chunk, index) + 1;
        if (inString) return stop('more', chunk.length);
      }
      for (; index < chunk.length; index += 1) {
        // A Uint8Array has a value at every index below its length.
        const byte = chunk[index] as number;
        const kind = kindOf[byte] as ByteKind;
        if (kind === 'space') continue;
        if (kind === 'mark' && depth === 0 && before === start) continue;
        if (kind === 'literal' && before === literal) continue;
        if (kind === 'open' || kind === 'quote' || kind === 'literal') {
          const isKey = kind === 'quote' && isKeyNext();
          if (!isKey && !mayBegin()) return stop('fault', index);
          if (inEntries && depth === 3 && !inside) {
            inside = true;
            return stop('begin', index);
          }
          if (kind === 'open') push(byte);
          else if (kind === 'literal') before = literal;
          else {
            before = isKey ? key : value;
            if (isKey) keys.start(depth);
            index = endString(chunk, index + 1);
            if (inString) return stop('more', chunk.length);
          }
          continue;
        }
        if (kind === 'colon') {
          if (before !== key) return stop('fault', index);
          before = colon;
          continue;
        }
        if (inside && depth === 3 && (kind === 'comma' || kind === 'close')) {
          // An entry that is no object ends where the next begins.
          inside = false;
          return stop('end', index);
        }
        if (kind === 'comma') {
          if (depth === 0 || (before !== value && before !== literal)) return stop('fault', index);
          before = comma;
          continue;
        }
        // The opening bracket stands two places before the closing one in ASCII.
        if (kind !== 'close' || !mayClose(byte - 2)) return stop('fault', index);
        pop();
        if (inside && depth === 3) {
          inside = false;
          return stop('end', index + 1);
        }
      }
      return stop('more', chunk.length);
    },
    get at() {
      return at;
    },
    get inside() {
      return inside;
    },
    get found() {
      return found;
    },
    get finished() {
      return depth === 0 && before === value;
    },
    get isBlank() {
      return before === start;
    },
    resume() {
      open.set([object, object, list]);
      depth = 3;
      before = list;
      [inside, found, inString, inLog, inEntries] = [false, true, false, true, true];
      stringEnd.reset();
    },
  };
}

function grow(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}
