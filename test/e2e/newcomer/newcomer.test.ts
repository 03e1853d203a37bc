import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSteps } from './read-steps.ts';
import { createScratch, type Scratch } from './scratch.ts';

describe('a newcomer who follows the README from an empty folder', () => {
  const steps = readSteps('## Pact: consumer contracts');
  let scratch: Scratch;

  beforeAll(async () => {
    scratch = await createScratch();
  }, 120_000);
  afterAll(() => scratch?.close(), 60_000);

  it('finds the way to a verified contract', () => {
    expect(steps.map(({ title }) => title)).toEqual([
      'npm init -y',
      '// vitest.config.ts',
      '// save-tags.ts',
      '// save-tags.pact.test.ts',
      'npx vitest run',
      'npx contract-kit pact check contracts --quiet',
      'npx contract-kit pact verify contracts --target "$TARGET" --state-url "$TARGET/_provider/state" --quiet',
    ]);
  });

  it.each(steps.map((step) => [step.title, step] as const))(
    'walks it: %s',
    (_, step) => scratch.walk(step),
    300_000,
  );
});
