import { defineConfig } from 'vitest/config';

// The consumers' tests with Pact, as their teams run them: `npm run contracts` writes the files in contracts/.
export default defineConfig({
  test: {
    include: ['test/consumers/**/*.pact.test.ts'],
    globalSetup: ['src/pact/vitest.ts'],
    pool: 'forks',
    // The first test of a file loads Pact and the document.
    testTimeout: 30_000,
    env: { PACT_DO_NOT_TRACK: 'true' },
  },
});
