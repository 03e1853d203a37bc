import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSpec } from '../../../src/spec/load.ts';
import { type Comparison, compare } from './comparator/compare.ts';
import { bodyMutations, messageMutations } from './comparator/mutations.ts';
import { listPairs, type Pair } from './comparator/pairs.ts';
import { type Accusation, differences } from './comparator-differences.ts';

const pairs = listPairs(2000, 32);
const comparisons = new Map<Pair, Comparison>();

beforeAll(async () => {
  for (const pair of pairs) comparisons.set(pair, await compare(pair.document, pair.pact));
}, 240_000);

const compared = (): readonly [Pair, Comparison][] => [...comparisons];

/** What the tool that accuses alone says. */
function accusationsOf({ ours, theirs, findings, results }: Comparison): readonly Accusation[] {
  if (ours === theirs) return [];
  return ours
    ? findings
        .filter(({ severity }) => severity === 'error')
        .map((finding) => ({ by: 'kit', finding }) as const)
    : results.filter(({ type }) => type === 'error').map((result) => ({ by: 'comparator', result }) as const);
}

function show(accusation: Accusation): string {
  return accusation.by === 'kit'
    ? `${accusation.finding.rule}: ${accusation.finding.message}`
    : `${accusation.result.code}: ${accusation.result.message} at ${accusation.result.specDetails?.location}`;
}

describe('pact check and the truth of generated pairs', () => {
  it('accuses no interaction that agrees with its document, and misses none that does not', () => {
    const wrong = compared().filter(([pair, { ours }]) => ours !== pair.contradicts);
    expect(
      wrong.map(([pair, { findings }]) => ({
        pair: pair.name,
        truth: `${pair.contradicts ? 'contradicts' : 'agrees'}: ${pair.why}`,
        findings: findings.map(({ rule, message }) => `${rule}: ${message}`),
      })),
    ).toEqual([]);
  });

  it('leaves nothing unchecked', () => {
    const unchecked = compared().filter(([, comparison]) => comparison.unchecked.length > 0);
    expect(unchecked.map(([pair, comparison]) => [pair.name, comparison.unchecked])).toEqual([]);
  });

  it('meets pairs of both kinds, of every change, and of every version', () => {
    const names = (of: (pair: Pair) => string) => [...new Set(pairs.map(of))].sort();
    expect(names(({ openApi, version }) => `${openApi} V${version}`)).toHaveLength(6);
    expect(names(({ contradicts }) => String(contradicts))).toEqual(['false', 'true']);
    expect(names(({ mutation }) => mutation)).toEqual(
      [...Object.keys(bodyMutations), ...Object.keys(messageMutations)].sort(),
    );
  });
});

describe('pact check and openapi-pact-comparator 2.3.1', () => {
  it('are compared without an accident', () => {
    expect(
      compared().flatMap(([pair, { crash }]) => (crash === undefined ? [] : [[pair.name, crash]])),
    ).toEqual([]);
  });

  it('agree, but for the listed differences', () => {
    const unlisted = compared().flatMap(([pair, comparison]) =>
      accusationsOf(comparison)
        .filter((accusation) => !differences.some(({ explains }) => explains(pair, accusation)))
        .map((accusation) => `${pair.name} [${pair.features.join(', ')}] ${show(accusation)}`),
    );
    expect(unlisted).toEqual([]);
  });

  it.each(differences)('still differ where $reason', ({ explains }) => {
    const shown = compared().some(([pair, comparison]) =>
      accusationsOf(comparison).some((accusation) => explains(pair, accusation)),
    );
    expect(shown).toBe(true);
  });
});

describe('the contracts of the two consumers', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const files = readdirSync(`${root}contracts`).filter((name) => name.endsWith('.json'));

  it.each(files)('are right to both tools: %s', async (file) => {
    const document = await loadSpec('openapi/imagesearch.yaml', { cwd: root });
    const pact = JSON.parse(readFileSync(`${root}contracts/${file}`, 'utf8'));
    const { findings, unchecked, results } = await compare(document.root, pact);
    expect({
      findings: findings.filter(({ severity }) => severity === 'error'),
      unchecked,
      results: results
        .filter(({ type }) => type === 'error')
        .map(({ code, message }) => `${code}: ${message}`),
    }).toEqual({ findings: [], unchecked: [], results: [] });
  });
});
