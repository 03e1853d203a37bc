import { closeSync, existsSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { KitError } from '../errors.ts';
import type { RecordingFile, RecordingOptions } from './recording.ts';
import { findLineFeed, isJson, readBytes, writeBytes } from './recording-bytes.ts';

const end = Buffer.from('\n]}}\n');
const opening = '"entries":[';
/** The head of a file that this program has written. */
const headPattern = /^\{"log":\{"version":"1\.2","creator":\{[^{}]*\},"entries":\[$/;
const longestHead = 4096;

/** Opens a HAR file with one entry a line. Each entry is written together with the end of the file, in one go. */
export function openHarFile({ path, creator, log }: RecordingOptions): RecordingFile {
  const descriptor = openSync(path, existsSync(path) ? 'r+' : 'w+');
  const found = fstatSync(descriptor).size;
  const head = found === 0 ? writeHead(descriptor, creator) : readHead(descriptor, found);
  if (head === undefined) {
    closeSync(descriptor);
    throw new KitError('usage-invalid', `${path} was not written by this command and cannot be continued`, {
      hint: 'give another file, or record to a .ndjson file',
    });
  }
  /** Where the end of the file begins. */
  let last = found === 0 ? head : repair(descriptor, { head, size: found });
  const lost = found === 0 ? 0 : found - last - end.length;
  if (lost > 0) log(`${path} ended in the middle of an entry: its last ${lost} bytes were cut off`);
  return {
    get size() {
      return last + end.length;
    },
    get isEmpty() {
      return last === head;
    },
    add(entry) {
      const text = Buffer.from(`${last === head ? '\n' : ',\n'}${entry}`);
      const bytes = Buffer.concat([text, end]);
      try {
        writeBytes(descriptor, bytes, { position: last, size: last });
      } catch (error) {
        writeBytes(descriptor, end, { position: last, size: last });
        throw error;
      }
      last += text.length;
    },
    close: () => closeSync(descriptor),
  };
}

function writeHead(descriptor: number, creator: RecordingOptions['creator']): number {
  const head = JSON.stringify({ log: { version: '1.2', creator, entries: [] } }).slice(0, -']}}'.length);
  writeBytes(descriptor, Buffer.concat([Buffer.from(head), end]), { position: 0, size: 0 });
  return Buffer.byteLength(head);
}

/** The length of the head, or undefined for a file of another make. */
function readHead(descriptor: number, size: number): number | undefined {
  const start = readBytes(descriptor, 0, Math.min(size, longestHead)).toString('latin1');
  const length = start.indexOf(opening) + opening.length;
  return headPattern.test(start.slice(0, length)) ? length : undefined;
}

/** Cuts off what stands behind the last whole entry, and gives the file its end again. */
function repair(descriptor: number, { head, size }: { head: number; size: number }): number {
  const isWhole = size >= head + end.length && readBytes(descriptor, size - end.length, size).equals(end);
  if (isWhole) return size - end.length;
  let last = size;
  while (last > head) {
    const start = Math.max(findLineFeed(descriptor, last), head);
    const line = readBytes(descriptor, start, last).toString();
    // The comma, or a piece of the end, may be all that there is of the next entry.
    const entry = line.replace(/(?:,|\n)?(?:\]\}\}\n?)?$/, '');
    if (entry.trim() !== '' && isJson(entry)) {
      last = start + Buffer.byteLength(entry);
      break;
    }
    last = start;
  }
  ftruncateSync(descriptor, last);
  writeBytes(descriptor, end, { position: last, size: last });
  return last;
}
