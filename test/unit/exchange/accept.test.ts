import { describe, expect, it } from 'vitest';
import { parseAccept } from '../../../src/exchange/accept.ts';

describe('Accept', () => {
  it.each([
    ['*/*', 'text/csv', true],
    ['text/csv', 'text/csv; charset=utf-8', true],
    ['text/csv', 'application/json', false],
    ['TEXT/*', 'text/csv', true],
    ['text/*', 'application/json', false],
    ['text/csv;q=0.2, application/json;q=0.8', 'text/csv', true],
    ['application/json;q=0, */*', 'application/json', false],
    ['application/json;q=0, */*', 'text/csv', true],
    ['json;;q=', 'text/csv', true],
    ['', 'text/csv', true],
  ])('%s admits %s: %s', (field, mediaType, admits) => {
    expect(parseAccept(field)(mediaType)).toBe(admits);
  });
});
