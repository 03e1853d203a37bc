import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    // A snapshot is written by hand with `npx vitest run -u`, never by a test run.
    update: 'none',
    // Colours of the terminal that runs the tests must not reach the command lines under test.
    env: { NO_COLOR: '1', FORCE_COLOR: '0' },
  },
});
