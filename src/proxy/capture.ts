/** What is kept of a body that passes by. */
export type Capture = {
  add(chunk: Uint8Array): void;
  /** The number of bytes that passed. */
  readonly size: number;
  /** Why the body was not kept, in one sentence without a full stop. */
  readonly omitted: string | undefined;
  /** The bytes; none where they were not kept. */
  bytes(): Uint8Array;
  /** The memory is free for other bodies. */
  release(): void;
};

/** Makes captures that share one memory. */
export type Captures = { create(): Capture };

const nothing: Uint8Array = new Uint8Array();

/**
 * Keeps bodies up to `limit` bytes each and `total` bytes together. A body beyond that is passed on all the same, and is
 * not kept at all: a part of a body cannot be judged.
 */
export function createCaptures({ limit, total }: { limit: number; total: number }): Captures {
  let used = 0;
  return {
    create() {
      let chunks: Uint8Array[] = [];
      let size = 0;
      let held = 0;
      let omitted: string | undefined;
      const release = () => {
        used -= held;
        held = 0;
        chunks = [];
      };
      return {
        add(chunk) {
          size += chunk.length;
          if (omitted !== undefined) return;
          if (size > limit) omitted = `it is longer than ${limit} bytes`;
          else if (used + chunk.length > total) omitted = `the bodies of running calls fill ${total} bytes`;
          if (omitted !== undefined) return release();
          used += chunk.length;
          held += chunk.length;
          chunks.push(chunk);
        },
        get size() {
          return size;
        },
        get omitted() {
          return omitted;
        },
        bytes() {
          return chunks.length === 0
            ? nothing
            : chunks.length === 1
              ? (chunks[0] as Uint8Array)
              : Buffer.concat(chunks);
        },
        release,
      };
    },
  };
}

/** Keeps nothing: for calls that nobody looks at. */
export function createCounter(): Capture {
  let size = 0;
  return {
    add(chunk) {
      size += chunk.length;
    },
    get size() {
      return size;
    },
    omitted: 'it was not kept',
    bytes: () => nothing,
    release() {},
  };
}
