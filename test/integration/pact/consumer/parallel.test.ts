import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSuite, descriptionsOf, preamble, run, vitest, vitestConfig } from './suite.ts';

const files = Array.from({ length: 8 }, (_, index) => index);
const tests = Array.from({ length: 5 }, (_, index) => index);
const all = files.flatMap((file) => tests.map((test) => `file ${file}, test ${test}`));

describe('8 files with 5 interactions each into one pact, by 4 workers', () => {
  it('the kit loses none of 40, and the bytes are equal from run to run', async () => {
    const suite = createSuite({ 'vitest.config.js': vitestConfig });
    for (const file of files)
      suite.write({
        [`${file}.spec.ts`]: `import { it } from 'vitest';${preamble}
          for (const test of ${JSON.stringify(tests)}) it(String(test), () => prove(\`file ${file}, test \${test}\`));`,
      });
    const pacts: (string | undefined)[] = [];
    for (const seed of ['1', '2', '3']) {
      const { code, output } = await run(suite, [
        ...vitest,
        'run',
        '--sequence.shuffle',
        `--sequence.seed=${seed}`,
      ]);
      expect(code, output).toBe(0);
      pacts.push(suite.readPact());
    }
    expect(descriptionsOf(pacts[0])).toEqual(all);
    expect(new Set(pacts).size).toBe(1);
  }, 240_000);

  // Not asserted: what it loses is chance, and in a good hour it loses nothing. What was seen is printed.
  it('plain pact-js, measured beside it, writes only what it was given', async () => {
    const suite = createSuite({ 'vitest.config.js': vitestConfig.replace(/globalSetup: \[[^\]]*\], /, '') });
    for (const file of files) suite.write({ [`${file}.spec.ts`]: plainFile(file) });
    const seen: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      rmSync(join(suite.folder, 'contracts'), { recursive: true, force: true });
      const { code, output } = await run(suite, [...vitest, 'run'], { PACT_DO_NOT_TRACK: 'true' });
      expect(code, output).toBe(0);
      const path = join(suite.folder, 'contracts/c-ImageSearch.json');
      const written = existsSync(path) ? (descriptionsOf(readFileSync(path, 'utf8')) ?? []) : [];
      expect(all).toEqual(expect.arrayContaining([...written]));
      seen.push(written.length);
    }
    process.stdout.write(`plain pact-js kept ${seen.join(' and ')} of ${all.length} interactions\n`);
  }, 240_000);
});

function plainFile(file: number): string {
  return `import { it } from 'vitest';
    import { PactV4, MatchersV3 } from '@pact-foundation/pact';
    const pact = new PactV4({ consumer: 'c', provider: 'ImageSearch', dir: 'contracts', logLevel: 'error' });
    for (const test of ${JSON.stringify(tests)})
      it(String(test), () =>
        pact
          .addInteraction()
          .given('an image exists')
          .uponReceiving(\`file ${file}, test \${test}\`)
          .withRequest('PUT', '/v1/p/i/image', (builder) => builder.jsonBody({ path: 'x', tags: {} }))
          .willRespondWith(200, (builder) => builder.jsonBody({ result: MatchersV3.like('Success') }))
          .executeTest(async ({ url }) => {
            await fetch(url + '/v1/p/i/image', {
              method: 'PUT',
              headers: { 'Content-Type': 'application/json' },
              body: JSON.stringify({ path: 'x', tags: {} }),
            });
          }),
      );`;
}
