import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromLines } from '../../../src/traffic/from-lines.ts';

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

it('gives the same lines however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary' })),
      fc.integer({ min: 1, max: 9 }),
      async (texts, size) => {
        const lines = texts.map((text) => text.toWellFormed().replaceAll('\n', ' '));
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const read = await Array.fromAsync(fromLines(chunksOf(bytes, size), 1000));
        expect(read.map((line) => [line.number, Buffer.from(line.bytes ?? []).toString()])).toEqual(
          lines.map((line, index) => [index + 1, line]),
        );
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});

it('reads a last line without an end, and tells of lines over the limit', async () => {
  const bytes = Buffer.from('aaaa\nbbbbb\n\ncc');
  const read = await Array.fromAsync(fromLines(chunksOf(bytes, 3), 4));
  expect(read.map((line) => [line.number, line.bytes && Buffer.from(line.bytes).toString()])).toEqual([
    [1, 'aaaa'],
    [2, undefined],
    [3, ''],
    [4, 'cc'],
  ]);
});
