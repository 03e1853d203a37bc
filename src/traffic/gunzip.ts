import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * Undoes gzip where the bytes are gzip, which their first two tell (RFC 1952 §2.3.1); no JSON text begins with them. Other
 * bytes pass as they are.
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < 2) {
    const next = await source.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  const beginning = Buffer.concat(first);
  const all = async function* (): AsyncGenerator<Uint8Array> {
    if (beginning.length > 0) yield beginning;
    yield* { [Symbol.asyncIterator]: () => source };
  };
  if (beginning[0] !== 0x1f || beginning[1] !== 0x8b) return yield* all();
  // The callback is there because pipeline wants one; the reader of the stream meets the error itself.
  yield* pipeline(Readable.from(all()), createGunzip({ chunkSize: 256 * 1024 }), () => {});
}
