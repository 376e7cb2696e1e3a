import { defineConfig } from 'vitest/config';

/**
 * Tests that may open a native add-on: those of every room that is not pure, those of the edges,
 * and in the pure rooms those that say so by their name. All other tests are pure.
 */
const ENGINE = [
  'test/*.test.ts',
  'test/!(ingest|indicators|metrics)/**/*.test.ts',
  'test/ingest/kafka*.test.ts',
  'test/**/*.engine.test.ts',
];

/** The fault suite kills programs for minutes; it runs where Kafka is required (CI) and by its own commands. */
const FAULTS = ['test/faults/**'];
const withFaults =
  process.env['GIGACITY_TEST_KAFKA'] === 'required' || process.env['GIGACITY_TEST_CHAOS'] !== undefined;

export default defineConfig({
  test: {
    // Never threads: a worker thread that has loaded embedded ClickHouse brings the whole run down when it ends.
    pool: 'forks',
    maxWorkers: 2,
    // No test asserts on time; the limit only ends what hangs, on however busy a machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: 'test/support/scratch.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: ENGINE,
          // Pure modules keep nothing that one test could spoil for the next, so files share a process and its modules.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ENGINE,
          exclude: withFaults ? [] : FAULTS,
          // Embedded ClickHouse holds one data directory per process, so every file has a process to itself.
          isolate: true,
        },
      },
    ],
  },
});
