import fc from 'fast-check';
import { type Case, cases } from './cases.ts';
import { type PactVersion, toPact } from './pact.ts';
import type { JsonObject, OpenApi } from './piece.ts';

export type Pair = Case & {
  readonly name: string;
  readonly openApi: OpenApi;
  readonly version: PactVersion;
  readonly pact: JsonObject;
};

/**
 * One pair of each document, by a fixed seed. The change is taken by its name first, so that a name with many places is
 * not taken more often than others.
 */
export function listPairs(count: number, seed: number): readonly Pair[] {
  const arbitrary = fc
    .constantFrom<OpenApi>('3.0.3', '3.1.0')
    .chain((openApi) =>
      fc
        .record({
          list: cases(openApi),
          version: fc.constantFrom<PactVersion>(2, 3, 4),
          name: fc.nat(),
          index: fc.nat(),
        })
        .map(({ list, version, name, index }) =>
          toPair({ found: choose(list, name, index), openApi, version }),
        ),
    );
  return fc
    .sample(arbitrary, { seed, numRuns: count })
    .map((pair, number) => ({ ...pair, name: `${number}: ${pair.name}` }));
}

function choose(list: readonly Case[], name: number, index: number): Case {
  const byMutation = [...Map.groupBy(list, ({ mutation, side }) => `${mutation} ${side}`).values()];
  const group = byMutation[name % byMutation.length] ?? [];
  const found = group[index % group.length];
  if (!found) throw new Error('every plan has at least the right interaction');
  return found;
}

function toPair({ found, openApi, version }: { found: Case; openApi: OpenApi; version: PactVersion }): Pair {
  const what = [found.mutation, ...(found.side ? [`in the ${found.side}`] : [])].join(' ');
  return {
    ...found,
    openApi,
    version,
    pact: toPact(found.call, version),
    name: `${what}, OpenAPI ${openApi}, Pact V${version}`,
  };
}
