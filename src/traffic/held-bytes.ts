/** Bytes that are kept from chunk to chunk, in one buffer that is used again. */
export type HeldBytes = {
  readonly length: number;
  add(bytes: Uint8Array): void;
  /** All of them; valid until the next change. */
  bytes(): Uint8Array;
  clear(): void;
};

/** What a long piece needed is given back after it. */
const keptCapacity = 1024 * 1024;

export function createHeldBytes(): HeldBytes {
  let buffer = new Uint8Array(0);
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(bytes) {
      if (length + bytes.length > buffer.length) {
        const larger = new Uint8Array(Math.max(length + bytes.length, buffer.length * 2, 4096));
        larger.set(buffer.subarray(0, length));
        buffer = larger;
      }
      buffer.set(bytes, length);
      length += bytes.length;
    },
    bytes: () => buffer.subarray(0, length),
    clear() {
      length = 0;
      if (buffer.length > keptCapacity) buffer = new Uint8Array(0);
    },
  };
}
