import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

/** Says what a hostile document could do if it took over the reader. */
process.on('message', ({ id }: { id: number }) => {
  const tried = [
    ['secret', () => process.env['PARAPHEUR_TEST_SECRET'] ?? fail()],
    ['read', () => readFileSync('/etc/passwd')],
    ['write', () => writeFileSync(new URL('stolen.txt', import.meta.url), '')],
    ['spawn', () => spawnSync('true').error && fail()],
  ] as const;
  const could = tried.filter(([, attempt]) => succeeds(attempt)).map(([name]) => name);
  process.send?.({
    id,
    answer: { pages: 0, read: 0, text: could.join(','), layout: [], pictured: [], embedded: null },
  });
});

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

function fail(): never {
  throw new Error('refused');
}
