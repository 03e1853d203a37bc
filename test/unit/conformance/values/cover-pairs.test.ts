import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverPairs, type Row } from '../../../../src/conformance/values/cover-pairs.ts';

const everything = { most: 1000, apart: () => true, realise: (row: readonly number[]): Row => row };

describe('coverPairs', () => {
  it('begins with the first pair that is not there and adds the most new ones', () => {
    expect(coverPairs({ ...everything, levels: [2, 2, 2] })).toEqual({
      rows: [
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 0],
      ],
      impossible: 0,
      left: 0,
    });
  });

  it('counts what more rows would have had', () => {
    expect(coverPairs({ ...everything, most: 1, levels: [2, 2] })).toEqual({
      rows: [[0, 1]],
      impossible: 0,
      left: 2,
    });
  });

  it('counts the pairs that cannot be, and those of two factors that are no pair not at all', () => {
    const realise = (row: readonly number[]): Row | undefined =>
      row[0] === 1 && row[1] === 1 ? undefined : row;
    const { impossible, left } = coverPairs({ ...everything, realise, levels: [2, 2] });
    expect([impossible, left]).toEqual([1, 0]);
    expect(coverPairs({ ...everything, apart: () => false, levels: [3, 3] }).rows).toEqual([]);
  });

  it('has every pair in some row, or counts it', () => {
    const levels = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(levels, fc.integer({ min: 0, max: 40 }), fc.nat(6), (counts, most, broken) => {
        // Some rows turn out differently: a level that could not be.
        const realise = (row: readonly number[]): Row =>
          row.map((level, index) => (level === 3 && index === broken ? undefined : level));
        const { rows, impossible, left } = coverPairs({ levels: counts, most, apart: () => true, realise });
        expect(rows.length).toBeLessThanOrEqual(most);
        const seen = new Set<string>();
        for (const row of [counts.map(() => 0), ...rows])
          for (let a = 0; a < row.length; a += 1)
            for (let b = a + 1; b < row.length; b += 1)
              if (row[a] !== undefined && row[b] !== undefined) seen.add(`${a}:${row[a]} ${b}:${row[b]}`);
        let all = 0;
        for (let a = 0; a < counts.length; a += 1)
          for (let b = a + 1; b < counts.length; b += 1) all += (counts[a] ?? 0) * (counts[b] ?? 0);
        expect(seen.size + impossible + left).toBe(all);
      }),
    );
  });
});
