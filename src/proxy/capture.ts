/** What is kept of a body that passes by. Plain data: there are two of them in every call. */
export type Capture = {
  readonly memory: Memory | undefined;
  chunks: Uint8Array[];
  /** The number of bytes that passed. */
  size: number;
  /** Why the body was not kept, in half a sentence. */
  omitted: string | undefined;
};

/** What captures share. */
export type Memory = {
  /** The longest body that is kept, in bytes. */
  readonly limit: number;
  /** The bytes of all bodies that are kept at the same time. */
  readonly total: number;
  used: number;
};

const nothing: Uint8Array = new Uint8Array();

/**
 * Makes a capture that keeps a body up to the limit of the memory, if the memory has room. A body beyond that is passed on
 * all the same, and is not kept at all: a part of a body cannot be judged. Without a memory bytes are only counted.
 */
export function createCapture(memory: Memory | undefined): Capture {
  return { memory, chunks: [], size: 0, omitted: memory === undefined ? 'nobody looks at it' : undefined };
}

export function addChunk(capture: Capture, chunk: Uint8Array): void {
  const { memory } = capture;
  capture.size += chunk.length;
  if (memory === undefined || capture.omitted !== undefined) return;
  const { limit, total, used } = memory;
  if (capture.size <= limit && used + chunk.length <= total) {
    memory.used += chunk.length;
    capture.chunks.push(chunk);
    return;
  }
  releaseCapture(capture);
  capture.omitted =
    capture.size > limit
      ? `it is longer than ${limit} bytes`
      : `the bodies of running calls fill ${total} bytes`;
}

/** The bytes; none where they were not kept. */
export function bytesOf({ chunks }: Capture): Uint8Array {
  return chunks.length === 0
    ? nothing
    : chunks.length === 1
      ? (chunks[0] as Uint8Array)
      : Buffer.concat(chunks);
}

/** The memory is free for other bodies. */
export function releaseCapture(capture: Capture): void {
  if (capture.memory) for (const chunk of capture.chunks) capture.memory.used -= chunk.length;
  capture.chunks = [];
}
