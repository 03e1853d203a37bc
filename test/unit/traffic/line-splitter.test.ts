import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLineSplitter } from '../../../src/traffic/line-splitter.ts';
import { chunksOf } from './chunks-of.ts';

function split(bytes: Uint8Array, size: number, limit: number): [number, string | undefined][] {
  const splitter = createLineSplitter(limit);
  const lines: [number, string | undefined][] = [];
  const take = (found: ReturnType<typeof splitter.split>) => {
    // The bytes of a line are valid until the next line only.
    for (const line of found) lines.push([line.number, line.bytes && Buffer.from(line.bytes).toString()]);
  };
  for (const chunk of chunksOf(bytes, [size])) take(splitter.split(chunk));
  take(splitter.end());
  return lines;
}

it('gives the same lines however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.integer({ min: 1, max: 9 }), (texts, size) => {
      const lines = texts.map((text) => text.toWellFormed().replaceAll('\n', ' '));
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      expect(split(bytes, size, 1000)).toEqual(lines.map((line, index) => [index + 1, line]));
    }),
    { numRuns: 200, seed: 1 },
  );
});

it.each([1, 3, 100])('tells of lines over the limit, in chunks of %i bytes', (size) => {
  expect(split(Buffer.from('aaaa\nbbbbb\n\ncccccc\ncc'), size, 4)).toEqual([
    [1, 'aaaa'],
    [2, undefined],
    [3, ''],
    [4, undefined],
    [5, 'cc'],
  ]);
  expect(split(Buffer.from('a\nbbbbb'), size, 4)).toEqual([
    [1, 'a'],
    [2, undefined],
  ]);
});
