import { expect, it } from 'vitest';
import { createHarScanner, type HarPiece } from '../../../src/traffic/har-scanner.ts';
import { chunksOf } from './chunks-of.ts';

const limit = 4 * 1024 * 1024;

function count(text: string): { values: number; damaged: number } {
  const scanner = createHarScanner(limit);
  const pieces: Record<HarPiece['kind'], number> = { value: 0, damaged: 0 };
  for (const chunk of chunksOf(Buffer.from(text), [64 * 1024]))
    for (const { kind } of scanner.scan(chunk)) pieces[kind] += 1;
  for (const { kind } of scanner.end()) pieces[kind] += 1;
  return { values: pieces.value, damaged: pieces.damaged };
}

const entries = 20_000;
const file = (entry: string) => `{"log":{"entries":[${Array(entries).fill(entry).join(',')}]}}`;

it('reads entries of any depth', () => {
  const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
  expect(count(`{"log":{"entries":[{"request":${deep}},{"request":{}}]}}`)).toEqual({
    values: 2,
    damaged: 0,
  });
});

it.each([
  ['a quote is missing', '{"request":{"url":"http://api.test/,"method":"GET"},"time":1}'],
  ['a bracket is missing', '{"request":{"headers":[{"name":"a"},"url":"x"},"time":1}'],
  ['a brace is missing', '{"request":{"url":"x","time":1}'],
  ['a string never ends', '{"request":{"url":"x'],
  ['there is one brace too many', '{"request":{"url":x"}}},"time":1}'],
])(
  'takes no more than linear time when in every entry %s',
  (_, entry) => {
    const { damaged } = count(file(entry));
    expect(damaged).toBeGreaterThan(entries / 4);
  },
  20_000,
);

it('goes on after a string that swallows everything up to the limit', () => {
  const swallowed = '{"request":{"url":"';
  const good = `{"request":{"text":"${'x'.repeat(1000)}"}}`;
  const all = `{"log":{"entries":[${swallowed},${Array(9000).fill(good.replaceAll('"', '\\"')).join(',')},${good}]}}`;
  const { values, damaged } = count(all);
  expect([values, damaged > 0]).toEqual([1, true]);
});
