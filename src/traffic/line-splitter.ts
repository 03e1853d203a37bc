import { createHeldBytes } from './held-bytes.ts';

/** One line of a text file, valid until the next; `bytes` is absent where the line is longer than the limit. */
export type Line = { readonly number: number; readonly bytes?: Uint8Array };

/** Takes a text chunk by chunk and gives its lines, without their ends. */
export type LineSplitter = {
  split(chunk: Uint8Array): Generator<Line>;
  /** The last line, where the text does not end with a line feed. */
  end(): Generator<Line>;
};

const lineFeed = 0x0a;

/**
 * Splits chunks of bytes into lines without ever holding more than one line. A line over `limit` bytes comes without its
 * bytes, so that one broken recording cannot fill the memory.
 */
export function createLineSplitter(limit: number): LineSplitter {
  const held = createHeldBytes();
  let [number, isTooLong] = [1, false];
  const hold = (part: Uint8Array): void => {
    isTooLong ||= held.length + part.length > limit;
    if (isTooLong) held.clear();
    else held.add(part);
  };
  const toLine = (): Line => (isTooLong ? { number } : { number, bytes: held.bytes() });
  return {
    *split(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
        if (held.length === 0 && !isTooLong && end - start <= limit) {
          yield { number, bytes: chunk.subarray(start, end) };
        } else {
          hold(chunk.subarray(start, end));
          yield toLine();
        }
        held.clear();
        isTooLong = false;
        start = end + 1;
        number += 1;
      }
      if (start < chunk.length) hold(chunk.subarray(start));
    },
    *end() {
      if (held.length > 0 || isTooLong) yield toLine();
    },
  };
}
