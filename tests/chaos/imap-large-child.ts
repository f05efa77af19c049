import { createImapKeeper } from '../../src/connectors/imap.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import type { LargeResult } from './imap-large.ts';

/** One first sync of the mailbox at this port; says what it cost on one line and ends. */
const proxy = await startTcpProxy(Number(process.argv[2]));
const startedAt = performance.now();
let mails = 0;
let peakRssBytes = 0;
const sample = () => {
  peakRssBytes = Math.max(peakRssBytes, process.memoryUsage().rss);
};
setInterval(sample, 10);

const keeper = createImapKeeper({
  settings: { host: '127.0.0.1', port: proxy.port, secure: false, user: 'large', password: 'azerty' },
  marks: {},
  firstSyncDays: 30,
  pollMs: 3_600_000,
  onBatch: async (batch) => {
    mails += batch.mails.length;
    sample();
  },
  onState: (state) => {
    if (state === 'ok') void end();
  },
  log: { info: () => undefined, warn: () => undefined },
});
keeper.start();

async function end(): Promise<void> {
  const { commands, receivedBytes } = proxy.carried();
  const result: LargeResult = { mails, commands, receivedBytes, ms: performance.now() - startedAt, peakRssBytes };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  await keeper.stop();
  await proxy.stop();
  process.exit(0);
}
