import { describe, expect, it } from 'vitest';
import { findDifference } from '../../../../src/conformance/judge/shape-difference.ts';
import type { DecodedResponse } from '../../../../src/contract/decoded.ts';
import type { Json } from '../../../../src/finding.ts';

const answer = (value: Json, contentType = 'application/json'): DecodedResponse => ({
  status: 200,
  definition: undefined,
  headers: [],
  mediaType: undefined,
  contentType,
  body: { state: 'present', candidates: [value] },
  at: { uri: 'file:///a.yaml', pointer: '' },
});

describe('the shapes of two answers', () => {
  it.each<[Json, Json, string | undefined]>([
    [{ a: 1 }, { a: 2 }, undefined],
    [{ a: 1 }, { a: 1, b: 1 }, undefined],
    [{ a: null }, { a: 1 }, undefined],
    [[1], [], undefined],
    [[1], ['a'], undefined],
    [{}, { a: 1 }, undefined],
    [{ a: 1 }, { a: 'x' }, '/a number; string'],
    [{ a: { b: [] } }, { a: { b: {} } }, '/a/b array; object'],
    [{ a: 1 }, { b: 1 }, 'application/json object of a; application/json object of b'],
    [{ a: 1 }, [1], 'application/json object of a; application/json array'],
  ])('%j and %j', (before, after, difference) => {
    expect(findDifference(answer(before), answer(after))).toBe(difference);
  });

  it('names media types', () => {
    expect(findDifference(answer('a', 'text/plain'), answer('a', 'text/csv; header=present'))).toBe(
      'text/plain string; text/csv string',
    );
  });
});
