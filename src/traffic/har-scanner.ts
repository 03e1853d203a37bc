import { createEntryFinder } from './entry-finder.ts';
import { findEntryStart, startLength } from './entry-start.ts';
import { createHeldBytes } from './held-bytes.ts';
import { parseJson } from './parse-json.ts';

/** An entry of a HAR file as data, or damage. Entries count from 1, bytes from 0. */
export type HarPiece =
  | { readonly kind: 'value'; readonly entry: number; readonly value: unknown }
  /** `entry` is absent where the damage is not in one, `offset` where it is in no place. */
  | { readonly kind: 'damaged'; readonly entry?: number; readonly offset?: number; readonly reason: string };

/** Takes a HAR file chunk by chunk. A chunk may be changed when its pieces were read. */
export type HarScanner = {
  scan(chunk: Uint8Array): Generator<HarPiece>;
  /** The file has ended. */
  end(): Generator<HarPiece>;
};

/** What is kept of skipped bytes: the beginning of an entry, and as much before it. */
const tailLength = 2 * startLength;

/**
 * Finds the entries of a HAR file and parses each by itself, so that memory depends on the longest entry, never on the
 * file. Behind damage it goes on where the next entry seems to begin. Entries over `limit` bytes are damage.
 */
export function createHarScanner(limit: number): HarScanner {
  const finder = createEntryFinder();
  /** What an unfinished entry had in earlier chunks; while skipping, the end of what was skipped. */
  const held = createHeldBytes();
  let [skipping, isDamaged] = [false, false];
  /** The entry that is read: its number, and where it begins in the file. */
  let [entry, entryOffset] = [0, 0];
  /** The current chunk, where it begins in the file, and where reading goes on in it. */
  let [chunk, base, index]: [Uint8Array, number, number] = [new Uint8Array(0), 0, 0];

  const damage = (reason: string): HarPiece => {
    isDamaged = true;
    return { kind: 'damaged', entry, offset: entryOffset, reason };
  };
  /** Goes on in the bytes of the entry that are held, and what is left of the chunk. */
  const reread = (from: number): void => {
    chunk = held.bytes().slice(from);
    [base, index] = [entryOffset + from, 0];
    held.clear();
    finder.resume();
  };
  /** The beginning of the entry is left out: it must not be found again. */
  const startSkipping = (): void => {
    const bytes = held.length === 0 ? chunk.subarray(entryOffset - base) : held.bytes();
    const tail = bytes.slice(Math.max(1, bytes.length - tailLength));
    [index, skipping] = [chunk.length, true];
    held.clear();
    held.add(tail);
  };
  /** Goes on at the next place behind the beginning of the entry that looks like one. */
  const recover = (): void => {
    if (held.length > 0) {
      held.add(chunk.subarray(index));
      const next = findEntryStart(held.bytes(), 1);
      if (next < 0) startSkipping();
      else reread(next);
      return;
    }
    const next = findEntryStart(chunk, entryOffset - base + 1);
    if (next < 0) {
      startSkipping();
      return;
    }
    index = next;
    finder.resume();
  };
  /** Looks for the next entry in the chunk and where it meets what was skipped before. */
  const skip = (): void => {
    const border = Buffer.concat([held.bytes(), chunk.subarray(index, index + tailLength)]);
    // What stands further before was looked at; it tells what stands before a beginning.
    const inBorder = findEntryStart(border, Math.max(0, held.length - startLength));
    const next = inBorder < 0 ? findEntryStart(chunk, index + startLength) : index + inBorder - held.length;
    if (inBorder < 0 && next < 0) {
      const tail = Buffer.concat([held.bytes(), chunk.subarray(index).subarray(-tailLength)]);
      held.clear();
      held.add(tail.subarray(-tailLength));
      index = chunk.length;
      return;
    }
    if (next < index) {
      const begun = border.subarray(inBorder, held.length);
      [chunk, base] = [Buffer.concat([begun, chunk.subarray(index)]), base + next];
      index = 0;
    } else index = next;
    held.clear();
    skipping = false;
    finder.resume();
  };
  /** The entry has ended. */
  const finish = (): HarPiece => {
    const from = index;
    index = finder.at;
    const isWhole = held.length === 0;
    if (!isWhole) held.add(chunk.subarray(from, index));
    const bytes = isWhole ? chunk.subarray(entryOffset - base, index) : held.bytes();
    const parsed = parseJson(bytes);
    if (parsed.kind === 'value') {
      held.clear();
      return { kind: 'value', entry, value: parsed.value };
    }
    // A missing quote can make one entry out of several.
    const next = findEntryStart(bytes, 1);
    if (next < 0) held.clear();
    else recover();
    return damage(`the entry is ${parsed.reason}`);
  };
  const fail = (): HarPiece => {
    if (finder.inside) {
      recover();
      return damage('the entry is not JSON');
    }
    [index, isDamaged, skipping] = [finder.at, true, true];
    return { kind: 'damaged', offset: base + index, reason: 'the file is not JSON' };
  };
  /** The chunk has ended; true when that makes the entry too long. */
  const holdEntry = (): boolean => {
    const from = held.length === 0 ? entryOffset - base : 0;
    held.add(chunk.subarray(from));
    index = chunk.length;
    return held.length > limit;
  };
  function* run(): Generator<HarPiece> {
    while (index < chunk.length) {
      if (skipping) {
        skip();
        continue;
      }
      const boundary = finder.next(chunk, index);
      if (boundary === 'begin') {
        index = finder.at;
        entry += 1;
        entryOffset = base + index;
      } else if (boundary === 'end') yield finish();
      else if (boundary === 'fault') yield fail();
      else if (!finder.inside) return;
      else if (holdEntry()) {
        yield damage(`the entry is longer than ${limit} bytes`);
        recover();
      }
    }
  }

  return {
    *scan(next) {
      [base, chunk, index] = [base + chunk.length, next, 0];
      yield* run();
    },
    *end() {
      [base, chunk, index] = [base + chunk.length, new Uint8Array(0), 0];
      while (finder.inside && !skipping) {
        yield damage('the file ends in the middle of the entry');
        recover();
        yield* run();
        [base, chunk, index] = [base + chunk.length, new Uint8Array(0), 0];
      }
      if (isDamaged) return;
      if (finder.isBlank) yield { kind: 'damaged', reason: 'the file is empty' };
      else if (!finder.finished) yield { kind: 'damaged', offset: base, reason: 'the file ends too early' };
      else if (!finder.found)
        yield { kind: 'damaged', reason: 'the file is no HAR file, it has no list log.entries' };
    },
  };
}
