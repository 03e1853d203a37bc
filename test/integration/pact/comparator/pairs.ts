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
 * One pair of each document, by a fixed seed. Of the changes that a document allows, the one that was taken least so far
 * is taken, so that those come too that few documents allow.
 */
export function listPairs(count: number, seed: number): readonly Pair[] {
  const arbitrary = fc.constantFrom<OpenApi>('3.0.3', '3.1.0').chain((openApi) =>
    fc.record({
      openApi: fc.constant(openApi),
      list: cases(openApi),
      version: fc.constantFrom<PactVersion>(2, 3, 4),
      index: fc.nat(),
    }),
  );
  const taken = new Map<string, number>();
  return fc.sample(arbitrary, { seed, numRuns: count }).map(({ list, index, ...versions }, number) => {
    const found = choose(list, taken, index);
    taken.set(nameOf(found), (taken.get(nameOf(found)) ?? 0) + 1);
    return toPair(found, versions, number);
  });
}

function nameOf({ mutation, side, parameter }: Case): string {
  return [mutation, ...(side ? [`in the ${side}`] : []), ...(parameter ? [`of ${parameter}`] : [])].join(' ');
}

function choose(list: readonly Case[], taken: ReadonlyMap<string, number>, index: number): Case {
  const counts = list.map((found) => taken.get(nameOf(found)) ?? 0);
  const rarest = list.filter((_, position) => counts[position] === Math.min(...counts));
  const found = rarest[index % rarest.length];
  if (!found) throw new Error('every plan has at least the right interaction');
  return found;
}

function toPair(found: Case, versions: Pick<Pair, 'openApi' | 'version'>, number: number): Pair {
  const name = `${number}: ${nameOf(found)}, OpenAPI ${versions.openApi}, Pact V${versions.version}`;
  return { ...found, ...versions, pact: toPact(found.call, versions.version), name };
}
