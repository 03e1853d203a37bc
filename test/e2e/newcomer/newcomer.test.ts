import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSteps } from './read-steps.ts';
import { createScratch, type Scratch } from './scratch.ts';

describe('a newcomer who follows the README from an empty folder', () => {
  const steps = readSteps('## Pact: consumer contracts');
  let scratch: Scratch;

  beforeAll(async () => {
    scratch = await createScratch();
  }, 300_000);
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

  it.each(readSteps('### Publishing contracts').map((step) => [step.title, step] as const))(
    'walks it with a folder in place of the broker: %s',
    (_, step) => scratch.walk({ ...step, text: toOffline(step.text) }),
    60_000,
  );
});

/** The same commands with `--offline`; what is verified is named then, as a folder is not asked for pacts. */
function toOffline(text: string): string {
  return text
    .replaceAll(/contract-kit pact (\S+)/g, 'contract-kit pact $1 --offline matrix')
    .replaceAll('pact verify', 'pact verify contracts');
}
