import { closeSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import type { RecordingFile, RecordingOptions } from './recording.ts';
import { findLineFeed, isJson, readBytes, writeBytes } from './recording-bytes.ts';

/** The longest rest of a file that is looked at as a whole. */
const longestRest = 256 * 1024 * 1024;

/** Opens NDJSON for appending. */
export function openLineFile({ path, log }: RecordingOptions): RecordingFile {
  const descriptor = openSync(path, 'a+');
  let { size } = fstatSync(descriptor);
  size = repair(descriptor, size, (lost) =>
    log(`${path} ended in the middle of a line: its last ${lost} bytes were cut off`),
  );
  return {
    get size() {
      return size;
    },
    get isEmpty() {
      return size === 0;
    },
    add(entry) {
      const line = Buffer.from(`${entry}\n`);
      writeBytes(descriptor, line, { position: null, size });
      size += line.length;
    },
    close: () => closeSync(descriptor),
  };
}

/** A last line without its line feed is torn, unless it is JSON: then something else wrote the file. */
function repair(descriptor: number, size: number, tell: (lost: number) => void): number {
  const end = findLineFeed(descriptor, size) + 1;
  if (end === size) return size;
  if (size - end <= longestRest && isJson(readBytes(descriptor, end, size).toString())) {
    writeBytes(descriptor, Buffer.from('\n'), { position: null, size });
    return size + 1;
  }
  ftruncateSync(descriptor, end);
  tell(size - end);
  return end;
}
