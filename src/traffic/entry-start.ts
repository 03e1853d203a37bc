/** How far the beginning of an entry is looked at together: `{`, white space, its first key and the colon. */
export const startLength = 256;

const windowLength = 16 * 1024;

/**
 * An object whose first key is one that an entry has (HAR 1.2 §4.4, and `_` for those of the recorder), and which is no
 * member of an object itself. Inside a string every quote has a backslash before it, so that a recorded HAR file in a
 * body is not taken for one.
 */
const entryStart =
  /(?<!:[\t\n\r ]*)\{[\t\n\r ]*"(?:startedDateTime|pageref|time|request|response|cache|timings|serverIPAddress|connection|comment|_\w+)"[\t\n\r ]*:/g;

/** Where the next entry seems to begin, or -1; to go on behind damage. */
export function findEntryStart(bytes: Uint8Array, from: number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let start = from; start < bytes.length; start += windowLength) {
    // What stands before the window belongs to the look behind.
    const behind = Math.min(start, startLength);
    entryStart.lastIndex = behind;
    const end = Math.min(start + windowLength + startLength, bytes.length);
    const found = entryStart.exec(buffer.toString('latin1', start - behind, end));
    if (found) return start - behind + found.index;
  }
  return -1;
}
