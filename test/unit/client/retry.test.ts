import { describe, expect, it } from 'vitest';
import { mayRetry, retryDelay } from '../../../src/client/retry.ts';

const at = Date.parse('Wed, 01 May 2024 00:00:00 GMT');
const clock = (chance: number) => ({ now: () => at, random: () => chance });

describe('mayRetry', () => {
  it.each([
    ['PUT', 429, true],
    ['PUT', 503, true],
    ['PUT', 504, true],
    ['PUT', undefined, true],
    ['GET', undefined, true],
    ['POST', undefined, false],
    ['POST', 503, false],
    ['PATCH', 429, false],
    ['PUT', 200, false],
    ['PUT', 400, false],
    ['PUT', 401, false],
    ['PUT', 500, false],
    ['PUT', 502, false],
  ])('says of %s answered with %s: %s', (method, status, expected) => {
    expect(mayRetry(method, status)).toBe(expected);
  });
});

describe('retryDelay', () => {
  it('doubles, up to ten seconds, and half of it is chance', () => {
    const attempts = [1, 2, 3, 4, 5, 6, 7, 8, 100];
    expect(attempts.map((attempt) => retryDelay(attempt, null, clock(0)))).toEqual([
      100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000,
    ]);
    expect(attempts.map((attempt) => retryDelay(attempt, null, clock(0.999999)))).toEqual([
      200, 400, 800, 1600, 3200, 6400, 10000, 10000, 10000,
    ]);
  });

  it.each([
    ['7', 7000],
    [' 0 ', 0],
    ['60', 60_000],
    ['61', undefined],
    ['Wed, 01 May 2024 00:00:09 GMT', 9000],
    ['Tue, 30 Apr 2024 23:59:59 GMT', 0],
    ['Wed, 01 May 2024 01:00:00 GMT', undefined],
    ['soon', 100],
    ['-1', 100],
    ['', 100],
  ])('reads Retry-After %j as %s', (value, expected) => {
    expect(retryDelay(1, value, clock(0))).toBe(expected);
  });
});
