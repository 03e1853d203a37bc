import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHarScanner, type HarPiece } from '../../src/traffic/har-scanner.ts';
import { chunksOf } from '../unit/traffic/chunks-of.ts';

function scan(bytes: Uint8Array, sizes: readonly number[], limit = 1_000_000): HarPiece[] {
  const scanner = createHarScanner(limit);
  const pieces: HarPiece[] = [];
  for (const chunk of chunksOf(bytes, sizes)) {
    for (const piece of scanner.scan(chunk)) pieces.push(piece);
    // A reader may use its buffer again.
    chunk.fill(0x22);
  }
  pieces.push(...scanner.end());
  return pieces;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
/** Texts that look like structure, with escapes, quotes and characters of several bytes. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\\"', '{"entries":[', ']}', '},{"request":', 'é€😀', '\u0000', '\\\\'),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.constantFrom(null, true, -1.5e3, 0), text, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.oneof(text, fc.constantFrom('entries', 'log', 'request')), tie('value'), {
    maxKeys: 4,
  }),
}));
/** A HAR file: its entries among members in any order, some with the same names at other depths. */
const har = fc
  .record({
    entries: fc.array(value, { maxLength: 6 }),
    before: fc.dictionary(text, value, { maxKeys: 2 }),
    after: fc.record({ pages: value, creator: fc.record({ entries: value, log: value }) }),
    outside: fc.record({ _entries: value, entries: value }),
    turned: fc.boolean(),
    space: fc.constantFrom<string | number>('', 2, '\t', '\r\n '),
    mark: fc.constantFrom('', '\ufeff'),
  })
  .map(({ entries, before, after, outside, turned, space, mark }) => {
    const log = { ...before, version: '1.2', entries, ...after };
    const whole = turned ? { ...outside, log } : { log, ...outside };
    return { entries, file: mark + JSON.stringify(whole, null, space) + (mark && '\r\n') };
  });

describe('the HAR scanner', () => {
  it('gives the entries that JSON.parse gives, however the bytes are cut', () => {
    fc.assert(
      fc.property(har, sizes, ({ file }, lengths) => {
        const expected: unknown[] = JSON.parse(file.replace(/^\ufeff/, '')).log.entries;
        expect(scan(Buffer.from(file), lengths)).toEqual(
          expected.map((entry, index) => ({ kind: 'value', entry: index + 1, value: entry })),
        );
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('tells the same of damaged bytes however they are cut, and never throws or hangs', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.boolean() });
    fc.assert(
      fc.property(har, sizes, change, ({ file }, lengths, { at, byte, cut }) => {
        const bytes = Buffer.from(file);
        const place = at % bytes.length;
        bytes[place] = byte;
        const damaged = cut ? bytes.subarray(0, place) : bytes;
        expect(scan(damaged, lengths)).toEqual(scan(damaged, [damaged.length || 1]));
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('is silent about a list of entries only when JSON.parse reads it to the same', () => {
    const entries = fc.array(value, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 0, max: 255 }), (list, at, byte) => {
        const bytes = Buffer.from(JSON.stringify(list));
        bytes[at % bytes.length] = byte;
        const file = Buffer.concat([Buffer.from('{"log":{"entries":'), bytes, Buffer.from('}}')]);
        const pieces = scan(file, [64]);
        if (pieces.some(({ kind }) => kind === 'damaged')) return;
        const { log } = JSON.parse(file.toString());
        expect(pieces.map((piece) => piece.kind === 'value' && piece.value)).toEqual(log.entries);
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  it('loses one entry to a damaged byte and judges the others', () => {
    const entry = (id: number) => ({
      startedDateTime: 'x',
      request: { url: `http://api.test/${id}`, headers: [{ name: 'A', value: 'b "c" \\' }] },
    });
    const texts = Array.from({ length: 6 }, (_, id) => JSON.stringify(entry(id), null, id % 2));
    const middle = texts[2] ?? '';
    const places = fc.integer({ min: 0, max: middle.length - 1 });
    fc.assert(
      fc.property(
        places,
        fc.constantFrom('', '"', '{', '}', ']', '\\', 'x', '\n'),
        sizes,
        (at, byte, lengths) => {
          const broken = middle.slice(0, at) + byte + middle.slice(at + 1);
          const file = `{"log":{"entries":[${texts.with(2, broken).join(',')}]}}`;
          const pieces = scan(Buffer.from(file), lengths);
          const read = pieces.flatMap((piece) => (piece.kind === 'value' ? [piece.value] : []));
          const others = [0, 1, 3, 4, 5].map(entry);
          // A change inside a string can leave the entry readable.
          expect(
            others.every((other) => read.some((found) => JSON.stringify(found) === JSON.stringify(other))),
          ).toBe(true);
          expect(read.length === 6 || pieces.some(({ kind }) => kind === 'damaged')).toBe(true);
        },
      ),
      { numRuns: 1000, seed: 4 },
    );
  });

  it('holds no more than the longest entry may have', () => {
    const file = `{"log":{"entries":[{"time":1,"a":"${'x'.repeat(500)}"},{"time":2},{"time":3,"b":"${'y'.repeat(500)}`;
    for (const size of [1, 7, 100]) {
      const pieces = scan(Buffer.from(file), [size], 300);
      expect(pieces[0]).toEqual({
        kind: 'damaged',
        entry: 1,
        offset: 19,
        reason: 'the entry is longer than 300 bytes',
      });
      expect(pieces[1]).toEqual({ kind: 'value', entry: 2, value: { time: 2 } });
      expect(pieces.length).toBe(3);
    }
  });
});
