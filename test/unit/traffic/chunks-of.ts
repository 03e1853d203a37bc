/** Cuts bytes into chunks of these lengths, which are gone through again and again. Each is a copy. */
export function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    // The method of Buffer gives a view.
    yield new Uint8Array(bytes.subarray(start, start + size));
    start += size;
  }
}
