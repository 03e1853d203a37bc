import { describe, expect, it } from 'vitest';
import { readNative } from '../../../../src/pact/verify/read-native.ts';

const resultOf = (result: object) =>
  readNative(JSON.stringify({ interactionResults: [{ description: 'one', ...result }] }))?.get('one');
const mismatchOf = (entry: object) =>
  resultOf({ result: 'Error', mismatch: { type: 'mismatches', mismatches: [entry] } })?.mismatches[0];

describe('readNative', () => {
  it('reads a pass, a failure without an answer, and durations', () => {
    expect(resultOf({ result: 'OK', duration: '1h 2m 7s 52ms' })).toEqual({
      passed: true,
      mismatches: [],
      milliseconds: 3_727_052,
    });
    expect(
      resultOf({ result: 'Error', duration: '13ms', mismatch: { type: 'error', message: 'no' } }),
    ).toEqual({
      passed: false,
      mismatches: [],
      error: 'no',
      milliseconds: 13,
    });
  });

  it.each<[object, object]>([
    [
      { type: 'StatusMismatch', expected: 204, actual: 200, mismatch: 'expected 204 but was 200' },
      { part: 'status', path: '', expected: 204, actual: 200, message: 'expected 204 but was 200' },
    ],
    [
      { type: 'HeaderMismatch', key: 'X-Foo', expected: '1', actual: '2', mismatch: 'other.' },
      { part: 'header', path: '/x-foo', expected: '1', actual: '2', message: 'other' },
    ],
    [
      {
        type: 'BodyMismatch',
        path: "$.list[0]['a/b']",
        expected: '"S"',
        actual: '{"n":1}',
        mismatch: 'other',
      },
      { part: 'body', path: '/list/0/a~1b', expected: 'S', actual: { n: 1 }, message: 'other' },
    ],
    [
      { type: 'BodyMismatch', path: '$', actual: 'plain text', mismatch: 'other' },
      { part: 'body', path: '', actual: 'plain text', message: 'other' },
    ],
    [
      { type: 'BodyTypeMismatch', expected: 'application/json', actual: 'text/html', mismatch: 'other' },
      { part: 'body', path: '', expected: 'application/json', actual: 'text/html', message: 'other' },
    ],
  ])('gives a mismatch its place: %o', (entry, mismatch) => {
    expect(mismatchOf(entry)).toEqual(mismatch);
  });

  it('puts mismatches in one order, whichever they came in', () => {
    const entries = [
      { type: 'BodyMismatch', path: '$.b', mismatch: '2' },
      { type: 'StatusMismatch', expected: 1, actual: 2, mismatch: '0' },
      { type: 'BodyMismatch', path: '$.a', mismatch: '1' },
    ];
    for (const mismatches of [entries, entries.toReversed()]) {
      const result = resultOf({ result: 'Error', mismatch: { mismatches } });
      expect(result?.mismatches.map(({ message }) => message)).toEqual(['0', '1', '2']);
    }
  });

  it.each(['', 'no JSON', '[]', '{}', '{"interactionResults":1}'])('does not know %j', (text) => {
    expect(readNative(text)).toBeUndefined();
  });
});
