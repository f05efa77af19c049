import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/cluster.ts'],
    setupFiles: ['tests/support/setup.ts'],
    maxWorkers: 2,
    // Real servers and a browser on two busy cores; no test waits by the clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
  },
});
