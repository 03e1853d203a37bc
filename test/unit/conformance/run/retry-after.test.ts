import { describe, expect, it } from 'vitest';
import { readRetryAfter } from '../../../../src/conformance/run/retry-after.ts';

const date = 'Sun, 06 Nov 1994 08:49:37 GMT';

describe('Retry-After', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-1' }, undefined],
    [{ 'retry-after': 'Sun, 06 Nov 1994 08:49:40 GMT', date }, 3000],
    [{ 'retry-after': 'Sunday, 06-Nov-94 08:49:40 GMT', date }, 3000],
    [{ 'retry-after': 'Sun Nov  6 08:49:40 1994', date }, 3000],
    [{ 'retry-after': 'Sun, 06 Nov 1994 08:49:30 GMT', date }, 0],
    [{ 'retry-after': 'Sun, 06 Nov 1994 08:49:40 GMT' }, undefined],
  ])('%j asks for %s', (headers, milliseconds) => {
    expect(readRetryAfter(headers)).toBe(milliseconds);
  });
});
