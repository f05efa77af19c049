import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { keepMailbox } from '../../support/imap-keeping.ts';
import { eml } from '../../support/eml.ts';
import { startImapServer } from '../../support/imap-server/server.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

const minute = 60_000;

test('a half-open connection is found within six minutes, whenever it went dead, and mail comes by the next', async () => {
  const server = await startImapServer();
  const proxy = await startTcpProxy(server.port);
  const clock = createTestClock();
  const { keeper, states, subjects } = keepMailbox(proxy.port, 'anne', { clock, pollMs: 3 * minute });
  await until('kept', async () => states.at(-1) === 'ok');
  for (const quietFor of [0, 1.9 * minute, 7 * minute]) {
    await pass(quietFor);
    expect(states.at(-1)).toBe('ok');
    proxy.freeze();
    server.folders.append('INBOX', eml({ subject: `après ${quietFor}` }));
    const frozenAt = clock.now();
    while (states.at(-1) === 'ok' && clock.now() - frozenAt < 20 * minute) await pass(minute / 4);
    expect(states.at(-1)).toBe('error imap-unreachable');
    expect(clock.now() - frozenAt).toBeLessThanOrEqual(6 * minute);
    await until('connected again', async () => {
      await pass(minute / 60);
      return states.at(-1) === 'ok';
    });
    await until('the mail', async () => subjects().includes(`après ${quietFor}`));
  }
  await keeper.stop();
  await proxy.stop();
  await server.stop();

  /** In the keeper's time; the server gets its moment to answer at each quarter of a minute. */
  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= minute / 4) {
      clock.forward(Math.min(left, minute / 4));
      await sleep(20);
    }
  }
});

test('a silent server that is alive is asked, and kept', async () => {
  const server = await startImapServer();
  const clock = createTestClock();
  const { keeper, states } = keepMailbox(server.port, 'anne', { clock, pollMs: 3_600_000 });
  await until('kept', async () => states.at(-1) === 'ok' && server.commands.includes('IDLE'));
  for (let quarter = 0; quarter < 80; quarter += 1) {
    clock.forward(minute / 4);
    await sleep(20);
  }
  expect(states).toEqual(['connecting', 'ok']);
  // Being asked also ends IDLE, which starts anew: far oftener than each five minutes.
  expect(server.commands.filter((name) => name === 'NOOP').length).toBeGreaterThanOrEqual(20 / 5);
  await keeper.stop();
  await server.stop();
});
