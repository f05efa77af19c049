import { describe, expect, test } from 'vitest';
import { killPoints } from '../chaos/kill-points.ts';
import { killWorkers } from '../chaos/kill-workers.ts';
import { backends } from '../support/backends.ts';
import { startTestOffice } from '../support/office.ts';

/** All seven on one queue, on the other those about the point of no return; `npm run chaos` runs all on both, at any size. */
const pointsOn = { postgres: killPoints, redis: ['in-data', 'after-250', 'after-commit'] } as const;

describe.each(backends)('workers killed with SIGKILL while they send ($name)', ({ name, start }) => {
  test('wherever it happens: nothing is sent twice, nothing is lost', async () => {
    const points = pointsOn[name];
    const backend = await start();
    const office = await startTestOffice({ redisUrl: backend.redisUrl, undoSeconds: 0 });
    try {
      const figures = await killWorkers(office, { points, mailsPerKill: 3, wipe: true, lagMs: 3_000 });
      expect(figures).toMatchObject({ kills: points.length, mails: 3 * points.length, duplicates: 0, lost: 0 });
      expect(figures.doubted, 'after the dot nobody knows, until Sent tells').toBeGreaterThan(0);
      expect(figures.settled + figures.asked.length, 'none given up').toBe(figures.mails);
      expect(figures.settled).toBeGreaterThanOrEqual(figures.mails - 1);
    } finally {
      await office.stop();
      await backend.stop();
    }
  }, 120_000);
});
