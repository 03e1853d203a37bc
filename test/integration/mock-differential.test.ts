import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareSuite, type Pair } from './mock/compare.ts';
import { suites } from './mock/differential-cases.ts';
import { differences } from './mock-differences.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const present = suites.filter(({ document }) => existsSync(`${root}${document}`));

/** How many documents are compared at a time; each needs a process of its own. */
const lanes = 2;

const pairs = new Map<string, readonly Pair[]>();

beforeAll(async () => {
  const waiting = [...present];
  const work = async () => {
    for (let suite = waiting.shift(); suite; suite = waiting.shift())
      pairs.set(suite.document, await compareSuite(suite));
  };
  await Promise.all(Array.from({ length: lanes }, work));
}, 240_000);

const listed = (document: string) => differences.flatMap(({ requests }) => requests[document] ?? []);

describe('the mock and prism mock 5.16.0', () => {
  it.skipIf(present.length === suites.length)(
    'skipped some: ../shared/corpora/openapi-examples is not there',
    () => {},
  );

  it('are compared by as many requests as the README tells', () => {
    const count = suites.reduce((sum, { cases }) => sum + cases.length, 0);
    const different = differences.flatMap(({ requests }) => Object.values(requests).flat()).length;
    const [, told, toldDifferent] =
      /^(\d+) requests to `prism mock` .*?the (\d+) answers that differ/ms.exec(
        readFileSync(`${root}README.md`, 'utf8'),
      ) ?? [];
    expect([told, toldDifferent]).toEqual([String(count), String(different)]);
  });

  it('differ for one reason where they do', () => {
    for (const { document, cases } of suites) {
      const names = listed(document);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
      const known = new Set(cases.map(({ name }) => name));
      expect(names.filter((name) => !known.has(name))).toEqual([]);
    }
  });

  it.each(present)('answer alike for $document, but for the listed differences', ({ document }) => {
    const different = (pairs.get(document) ?? []).filter(
      ({ prism, ours }) => JSON.stringify(prism) !== JSON.stringify(ours),
    );
    const unlisted = different.filter(({ name }) => !listed(document).includes(name));
    expect(unlisted).toEqual([]);
    const names = different.map(({ name }) => name);
    // An entry that no longer occurs has to go.
    expect(listed(document).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(present)('ours keeps to $document in every answer', ({ document }) => {
    const faulty = (pairs.get(document) ?? []).filter(({ faults }) => faults.length > 0);
    expect(faulty.map(({ name, faults }) => ({ name, faults }))).toEqual([]);
  });
});
