import { describe, expect, test } from 'vitest';
import { killPoints } from '../chaos/kill-points.ts';
import { killWorkers } from '../chaos/kill-workers.ts';
import { backends } from '../support/backends.ts';
import { startTestOffice } from '../support/office.ts';

/** `npm run chaos` runs the same at any size. */
describe.each(backends)('workers killed with SIGKILL while they send ($name)', ({ start }) => {
  test('at each of the seven points: nothing is sent twice, nothing is lost', async () => {
    const backend = await start();
    const office = await startTestOffice({ redisUrl: backend.redisUrl, undoSeconds: 0 });
    try {
      const figures = await killWorkers(office, { points: killPoints, mailsPerKill: 3, wipe: true, lagMs: 3_000 });
      expect(figures).toMatchObject({ kills: killPoints.length, mails: 3 * killPoints.length, duplicates: 0, lost: 0 });
      expect(figures.doubted, 'after the dot nobody knows, until Sent tells').toBeGreaterThan(0);
      expect(figures.settled + figures.asked.length, 'none given up').toBe(figures.mails);
      expect(figures.settled).toBeGreaterThanOrEqual(figures.mails - 1);
    } finally {
      await office.stop();
      await backend.stop();
    }
  }, 120_000);
});
