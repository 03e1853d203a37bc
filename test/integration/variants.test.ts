import { describe, expect, it } from 'vitest';
import { fixtures } from '../mutants/fixtures.ts';
import { reportedRules, runTest } from '../mutants/run-test.ts';
import { sampleOf } from '../mutants/sample.ts';

describe.each(fixtures.map((table) => [table.fixture.name, table] as const))('%s', (_name, table) => {
  const { fixture } = table;

  it('is accused of nothing', async () => {
    const served = await fixture.serve();
    try {
      const { findings, unchecked } = await runTest(fixture, served);
      expect({ findings, unchecked }).toEqual({ findings: [], unchecked: [] });
    } finally {
      await served.close();
    }
  });

  for (const [kind, list] of Object.entries(table.variants))
    describe(`correct ${kind} choices`, () => {
      it.for(sampleOf(fixture, list).map((variant) => [variant.name, variant] as const))(
        '%s is no error',
        async ([, variant]) => {
          const served = await fixture.serve(variant);
          try {
            const result = await runTest(fixture, served);
            expect(reportedRules(result)).toEqual(variant.warns.map((rule) => `warning ${rule}`).sort());
            expect(result.unchecked).toEqual([]);
          } finally {
            await served.close();
          }
        },
      );
    });
});
