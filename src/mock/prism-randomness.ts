/** Any day: what is generated "now" has to be the same in every run. */
const fixedTime = Date.UTC(2024, 0, 1);

const RealDate = Date;

class FixedDate extends RealDate {
  constructor(...values: [] | [string | number | Date]) {
    if (values.length === 0) super(fixedTime);
    else super(...values);
  }
  static override now(): number {
    return fixedTime;
  }
}

/**
 * Makes everything that generators take from chance or from the clock depend on a seed, for as long as a call runs. The
 * thread is Prism's own, so its globals may be replaced; Prism seeds one of its generators only.
 *
 * @returns puts back what was there before
 */
export function useRandomness(seed: string, require: NodeJS.Require): () => void {
  const { random } = Math;
  const seedrandom = require('seedrandom') as (seed: string) => () => number;
  const { faker } = require('@faker-js/faker') as {
    faker: { seed(seed?: number): void; setDefaultRefDate(date?: Date): void };
  };
  const seeded = seedrandom(seed);
  Math.random = seeded;
  globalThis.Date = FixedDate as DateConstructor;
  faker.seed(Math.floor(seeded() * 2 ** 31));
  faker.setDefaultRefDate(new RealDate(fixedTime));
  return () => {
    Math.random = random;
    globalThis.Date = RealDate;
    faker.seed();
    faker.setDefaultRefDate();
  };
}
