/** One level of each factor, by number; undefined where a row has none of the levels. */
export type Row = readonly (number | undefined)[];

/** Two levels of two factors. */
export type Pair = readonly [first: number, firstLevel: number, second: number, secondLevel: number];

/** Rows in which every pair of levels occurs, and the pairs that occur in none. */
export type Covering = {
  readonly rows: readonly Row[];
  /** Pairs that no row can have. */
  readonly impossible: number;
  /** Pairs that more rows would have had. */
  readonly left: number;
};

/** After so many pairs that cannot be, the others are left: each costs a try. */
const mostImpossible = 400;

/**
 * A covering array of strength two, made greedily row by row: each begins with the first pair that no row had, and takes
 * for every other factor the level that brings the most new pairs (AETG, Cohen et al. 1997). Deterministic. `realise` says
 * which levels a row really has once it was made, or undefined where the pair that it is for cannot be.
 */
export function coverPairs(from: {
  /** How many levels each factor has; level 0 of all together is there already. */
  readonly levels: readonly number[];
  readonly most: number;
  /** Whether two factors make a pair at all. */
  readonly apart: (first: number, second: number) => boolean;
  readonly realise: (row: readonly number[], pair: Pair) => Row | undefined;
}): Covering {
  const { levels, most, apart, realise } = from;
  const open = createOpenPairs(levels, apart);
  open.close(levels.map(() => 0));
  const rows: Row[] = [];
  let impossible = 0;
  for (let pair = open.first(); pair !== undefined && rows.length < most; pair = open.first()) {
    if (impossible > mostImpossible) break;
    const row = realise(completeRow(levels, open, pair), pair);
    if (row && row[pair[0]] === pair[1] && row[pair[2]] === pair[3]) {
      rows.push(row);
      open.close(row);
    } else {
      impossible += 1;
      open.drop(pair);
    }
  }
  return { rows, impossible, left: open.count() };
}

function completeRow(levels: readonly number[], open: OpenPairs, pair: Pair): readonly number[] {
  const [first, firstLevel, second, secondLevel] = pair;
  const chosen = new Map([
    [first, firstLevel],
    [second, secondLevel],
  ]);
  for (const [factor, count] of levels.entries()) {
    if (chosen.has(factor)) continue;
    let [best, bestGain] = [0, -1];
    for (let level = 0; level < count; level += 1) {
      let gain = 0;
      for (const [other, otherLevel] of chosen) if (open.has([factor, level, other, otherLevel])) gain += 1;
      if (gain > bestGain) [best, bestGain] = [level, gain];
    }
    chosen.set(factor, best);
  }
  return levels.map((_, factor) => chosen.get(factor) ?? 0);
}

type OpenPairs = {
  has(pair: Pair): boolean;
  first(): Pair | undefined;
  /** Takes out every pair of a row. */
  close(row: Row): void;
  drop(pair: Pair): void;
  count(): number;
};

function createOpenPairs(
  levels: readonly number[],
  apart: (first: number, second: number) => boolean,
): OpenPairs {
  const pairs = new Map<string, Pair>();
  // Keys are of the smaller factor first.
  const keyOf = ([a, x, b, y]: Pair): string => (a < b ? `${a}:${x}:${b}:${y}` : `${b}:${y}:${a}:${x}`);
  for (let first = 0; first < levels.length; first += 1)
    for (let second = first + 1; second < levels.length; second += 1)
      if (apart(first, second)) addPairs(first, second);
  function addPairs(first: number, second: number): void {
    for (let x = 0; x < (levels[first] ?? 0); x += 1)
      for (let y = 0; y < (levels[second] ?? 0); y += 1) {
        const pair: Pair = [first, x, second, y];
        pairs.set(keyOf(pair), pair);
      }
  }
  return {
    has: (pair) => pairs.has(keyOf(pair)),
    first: () => pairs.values().next().value,
    close(row) {
      for (let first = 0; first < row.length; first += 1)
        for (let second = first + 1; second < row.length; second += 1) {
          const [x, y] = [row[first], row[second]];
          if (x !== undefined && y !== undefined) pairs.delete(keyOf([first, x, second, y]));
        }
    },
    drop: (pair) => void pairs.delete(keyOf(pair)),
    count: () => pairs.size,
  };
}
