/** One line of a text file; `bytes` is absent where the line is longer than the limit. */
export type Line = { readonly number: number; readonly bytes?: Uint8Array };

const lineFeed = 0x0a;

/**
 * Splits chunks of bytes into lines without ever holding more than one line. A line over `limit` bytes comes without its
 * bytes, so that one broken recording cannot fill the memory.
 */
export async function* fromLines(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 1;
  const take = (part: Uint8Array) => {
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  const toLine = (): Line => (length > limit ? { number } : { number, bytes: Buffer.concat(parts) });
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      take(chunk.subarray(start, end));
      yield toLine();
      [parts, length, start] = [[], 0, end + 1];
      number += 1;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  if (length > 0) yield toLine();
}
