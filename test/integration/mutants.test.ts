import { beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { mutants } from '../mutants/mutants.ts';
import { loadTestContract, reportedRules, runTest } from '../mutants/run-test.ts';
import { serveBehind } from '../mutants/serve.ts';

let contract: Contract;
beforeAll(async () => {
  contract = await loadTestContract();
});

/** Mutants that leave a request without an answer make the test wait this long, in milliseconds. */
const timeout = { transport: 400 } as Readonly<Record<string, number>>;

describe.each(Object.entries(mutants))('broken %s', (kind, list) => {
  it.each(list.map((mutant) => [mutant.name, mutant] as const))('%s is found', async (_name, mutant) => {
    const served = await serveBehind(mutant);
    try {
      const result = await runTest(contract, served, { timeout: timeout[kind] ?? 5000 });
      const reported = reportedRules(result);
      if (mutant.unstable) expect(reported).toEqual(expect.arrayContaining([...mutant.reports]));
      else expect(reported).toEqual([...mutant.reports].sort());
      // The goal of the field: found in few requests, without a wait.
      expect(result.exchanges).toBeLessThan(2000);
    } finally {
      await served.close();
    }
  });
});

it('has each mutant once, and none that expects nothing', () => {
  const all = Object.values(mutants).flat();
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(all.filter(({ reports }) => reports.length === 0)).toEqual([]);
});
