import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPdfReader } from '../../src/documents/pdf/read.ts';
import { residentMb } from '../../src/documents/resident.ts';

const program = (name: string) => new URL(`programs/${name}.ts`, import.meta.url);
const bytes = Buffer.from('%PDF-1.7');

beforeEach(() => void vi.stubEnv('PARAPHEUR_TEST_SECRET', 'secret'));
afterEach(() => void vi.unstubAllEnvs());

test('a reader that hangs is killed, and the next document gets a new one', async () => {
  const read = createPdfReader({ program: program('hangs'), timeLimitMs: 300 });
  const both = await Promise.all([read(bytes), read(bytes)]);
  expect(both).toEqual([{ unreadable: 'too-slow' }, { unreadable: 'too-slow' }]);
});

test.each(['dies', 'lies'])('a reader that %s is a malformed document', async (name) => {
  const read = createPdfReader({ program: program(name) });
  expect(await read(bytes)).toEqual({ unreadable: 'malformed' });
  expect(await read(bytes)).toEqual({ unreadable: 'malformed' });
});

test.each([
  ['swells', 'its heap'],
  ['hoards', 'native memory'],
])('a reader that %s in %s is killed, and said to be too heavy', async (name) => {
  const read = createPdfReader({ program: program(name) });
  expect(await read(bytes)).toEqual({ unreadable: 'too-heavy' });
});

test('what this process holds is told in MiB, and nothing of a process that is not there', () => {
  const { rss } = process.memoryUsage();
  expect(residentMb(process.pid)).toBeGreaterThan(rss / 2 ** 21);
  expect(residentMb(process.pid)).toBeLessThan(rss / 2 ** 19);
  expect(residentMb(2 ** 30)).toBeNull();
});

test('a document that took over the reader could touch nothing', async () => {
  const read = createPdfReader({ program: program('reports') });
  expect(await read(bytes)).toEqual({ pages: 0, read: 0, text: '', layout: [], pictured: [], structured: null });
});
