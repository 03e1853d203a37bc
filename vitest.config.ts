import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    testTimeout: 30_000,
    // A snapshot is written by hand with `npx vitest run -u`, never by a test run.
    update: 'none',
    // Colours of the terminal that runs the tests must not reach the command lines under test.
    env: { NO_COLOR: '1', FORCE_COLOR: '0', PACT_DO_NOT_TRACK: 'true' },
    projects: [
      {
        extends: true,
        test: {
          name: 'kit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.pact.test.ts', 'test/broker/**'],
        },
      },
      // Pact's native part lives in one process: one worker, one module graph.
      {
        extends: true,
        test: {
          name: 'pact',
          include: ['test/**/*.pact.test.ts'],
          // Those of the consumers are run in a run of their own, which writes contracts: test/consumers/contracts.test.ts.
          exclude: ['test/broker/**', 'test/consumers/**'],
          isolate: false,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
      // Needs Ruby and a real Pact Broker: `npm run test:broker`.
      {
        extends: true,
        test: {
          name: 'broker',
          include: ['test/broker/**/*.test.ts'],
          // A broker starts in seconds, and in many of them where the machine has other work.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
