import { afterEach, beforeEach } from 'vitest';

/** What a test did not expect to be said on the error console makes it fail; vitest itself fails on unhandled rejections. */
const said: unknown[][] = [];

beforeEach(() => {
  said.length = 0;
  console.error = (...parts: unknown[]) => void said.push(parts);
});

afterEach(() => {
  if (said.length > 0) throw new Error(`console.error was called: ${said.map((parts) => parts.join(' ')).join('\n')}`);
});
