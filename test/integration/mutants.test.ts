import { describe, expect, it } from 'vitest';
import { fixtures } from '../mutants/fixtures.ts';
import { reportedRules, runTest } from '../mutants/run-test.ts';
import { sampleOf } from '../mutants/sample.ts';

describe.each(fixtures.map((table) => [table.fixture.name, table] as const))('%s', (_name, table) => {
  const { fixture } = table;
  for (const [kind, list] of Object.entries(table.mutants))
    describe(`broken ${kind}`, () => {
      it.for(sampleOf(fixture, list).map((mutant) => [mutant.name, mutant] as const))(
        '%s is found',
        async ([, mutant]) => {
          const served = await fixture.serve(mutant);
          try {
            const more = mutant.silent ? ['--timeout', '400'] : [];
            const result = await runTest(fixture, served, more);
            const reported = reportedRules(result);
            if (mutant.unstable) expect(reported).toEqual(expect.arrayContaining([...mutant.reports]));
            else expect(reported).toEqual([...mutant.reports].sort());
            // The goal of the field: found in few requests, without a wait.
            expect(result.exchanges).toBeLessThan(2000);
          } finally {
            await served.close();
          }
        },
      );
    });

  it('has each mutant once, and none that expects nothing without a reason', () => {
    const all = Object.values(table.mutants).flat();
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    const expectsNothing = all.filter(({ reports }) => reports.length === 0);
    expect(expectsNothing.filter(({ missed }) => missed === undefined)).toEqual([]);
  });
});
