import { beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { loadTestContract, reportedRules, runTest } from '../mutants/run-test.ts';
import { serveBehind } from '../mutants/serve.ts';
import { variants } from '../variants/variants.ts';

let contract: Contract;
beforeAll(async () => {
  contract = await loadTestContract();
});

describe.each(Object.entries(variants))('correct %s choices', (_kind, list) => {
  it.each(list.map((variant) => [variant.name, variant] as const))(
    '%s is no error',
    async (_name, variant) => {
      const served = await serveBehind(variant);
      try {
        const result = await runTest(contract, served);
        expect(reportedRules(result)).toEqual(variant.warns.map((rule) => `warning ${rule}`).sort());
        expect(result.unchecked).toEqual([]);
      } finally {
        await served.close();
      }
    },
  );
});
