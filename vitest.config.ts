import { defineConfig } from 'vitest/config';
import { corporaFolder } from './tests/support/corpora.ts';
import { LongestFirst } from './tests/support/longest-first.ts';

const measured = 'tests/corpora/**';
if (!corporaFolder) process.stdout.write(`No corpora beside the checkout: ${measured} is left out.\n`);

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: corporaFolder ? [] : [measured],
    globalSetup: ['tests/support/cluster.ts'],
    execArgv: ['--import', './src/quick-imports.ts'],
    setupFiles: ['tests/support/setup.ts'],
    // Most of a test's time is waiting: for servers, a browser, a clock.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Real servers and a browser on two busy cores; no test waits by the clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
  },
});
