import type { TrafficEntry } from './traffic-entry.ts';

/** A way in which calls are recorded. A new one is a file of its own and a line in `formats.ts`. */
export type TrafficFormat = {
  readonly name: string;
  /** Endings of file names, without the dot. */
  readonly endings: readonly string[];
  /** Whether the beginning of a recording without a name is of this format. */
  isLike(beginning: string): boolean;
  /** `name` is how the recording is called in messages. */
  createReader(name: string): TrafficReader;
};

/** Takes a recording chunk by chunk, gives its entries, and throws nothing. All of a chunk's are read before the next. */
export type TrafficReader = {
  read(chunk: Uint8Array): Iterable<TrafficEntry>;
  /** The recording has ended. */
  end(): Iterable<TrafficEntry>;
};

/** Longer entries are not read: one broken recording must not fill the memory. In bytes. */
export const longestEntry: number = 64 * 1024 * 1024;
