import { ftruncateSync, readSync, writeSync } from 'node:fs';

const block = 64 * 1024;
const lineFeed = 0x0a;

/** Where the last line feed before `end` stands; -1 where there is none. */
export function findLineFeed(descriptor: number, end: number): number {
  for (let to = end; to > 0; ) {
    const from = Math.max(0, to - block);
    const index = readBytes(descriptor, from, to).lastIndexOf(lineFeed);
    if (index >= 0) return from + index;
    to = from;
  }
  return -1;
}

export function readBytes(descriptor: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  let length = 0;
  while (length < bytes.length) {
    const count = readSync(descriptor, bytes, length, bytes.length - length, from + length);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

/**
 * Writes all of the bytes, or throws and leaves the file as long as it was: a disk that is full must not leave half an
 * entry in front of the next one. `position` is null for a file that is opened for appending.
 */
export function writeBytes(
  descriptor: number,
  bytes: Uint8Array,
  { position, size }: { position: number | null; size: number },
): void {
  let length = 0;
  try {
    while (length < bytes.length) {
      const at = position === null ? null : position + length;
      length += writeSync(descriptor, bytes, length, bytes.length - length, at);
    }
  } catch (error) {
    ftruncateSync(descriptor, size);
    throw error;
  }
}

/** Whether a text is whole. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // The only error of JSON.parse is a broken text, which is an answer here.
    return false;
  }
}
