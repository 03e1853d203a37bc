import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fixtures } from '../../test/mutants/fixtures.ts';
import type { Mutant } from '../../test/mutants/mutant.ts';
import { type Detection, detect, type Subject } from './detect.ts';
import { checkLimits, renderTables } from './detection-table.ts';

/**
 * Every broken and every correct provider of the fixtures, each tested by the command `test` with its default options.
 * `npm run bench:detection`; `node bench/detection/run.ts --only search --every 5` runs a part, and
 * writes it only where `--out` says so.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});

const every = Math.max(1, Number(values.every));
const isWhole = values.only === '' && every === 1;
const out = values.out ?? (isWhole ? fileURLToPath(new URL('results.json', import.meta.url)) : undefined);
const results: Detection[] = [];

for (const { fixture, mutants, variants } of fixtures) {
  if (values.only !== '' && values.only !== fixture.name) continue;
  const subjects: readonly Subject[] = [
    { group: 'correct', kind: 'unmodified', name: 'unmodified', front: undefined },
    ...Object.entries(mutants).flatMap(([kind, list]) =>
      list.map(
        (front: Mutant): Subject => ({
          group: 'broken',
          kind,
          name: front.name,
          front,
          expected: front.reports,
          unstable: front.unstable === true,
        }),
      ),
    ),
    ...Object.entries(variants).flatMap(([kind, list]) =>
      list.map(
        (front): Subject => ({ group: 'correct', kind: `variants: ${kind}`, name: front.name, front }),
      ),
    ),
  ];
  for (const [index, subject] of subjects.entries()) {
    if (index % every !== 0) continue;
    const result = await detect(fixture, subject);
    results.push(result);
    const { outcome, requests, providerSeconds, reported, asExpected } = result;
    const line = [fixture.name, subject.kind, subject.name, outcome, `${requests} requests`];
    process.stdout.write(
      `${[...line, `${providerSeconds} s`, reported.join(' '), ...(asExpected ? [] : ['UNEXPECTED'])].join(' · ')}\n`,
    );
  }
}

const tables = renderTables(results);
process.stdout.write(`\n${tables}`);
if (out !== undefined) await writeFile(out, `${JSON.stringify(results, undefined, 1)}\n`);
const broken = checkLimits(results);
for (const line of broken) process.stderr.write(`${line}\n`);
if (broken.length > 0) process.exitCode = 1;
