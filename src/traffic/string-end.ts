const quote = 0x22;
const backslash = 0x5c;

/** Most strings of a recording are shorter; for them a loop is faster than a search by the runtime. */
const short = 32;

/** Finds the ends of JSON strings (RFC 8259 §7), also of strings that are cut by the border of a chunk. */
export type StringEnd = {
  /** The index of the closing quote, or -1 where the string goes on in the next chunk. */
  find(chunk: Uint8Array, from: number): number;
  /** Forgets a string that was cut. */
  reset(): void;
};

export function createStringEnd(): StringEnd {
  /** The last chunk ended behind a backslash that escapes the next byte. */
  let escaped = false;
  return {
    find(chunk, from) {
      let index = from;
      if (escaped && index < chunk.length) {
        escaped = false;
        index += 1;
      }
      while (index < chunk.length) {
        for (const stop = index + short; index < stop && index < chunk.length; index += 1) {
          if (chunk[index] === quote) return index;
          if (chunk[index] === backslash) index += 1;
        }
        if (index >= chunk.length) break;
        const close = chunk.indexOf(quote, index);
        const end = close < 0 ? chunk.length : close;
        const isEscaped = countBackslashes(chunk, index, end) % 2 === 1;
        if (close >= 0 && !isEscaped) return close;
        index = isEscaped ? end + 1 : end;
      }
      if (index > chunk.length) escaped = true;
      return -1;
    },
    reset() {
      escaped = false;
    },
  };
}

/** How many stand right before `end`; none before `from` counts. */
function countBackslashes(chunk: Uint8Array, from: number, end: number): number {
  let start = end;
  while (start > from && chunk[start - 1] === backslash) start -= 1;
  return end - start;
}
