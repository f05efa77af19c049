import { setTimeout as sleep } from 'node:timers/promises';
import { startWeb, startWorker } from '../../src/roles.ts';
import { createApiClient, type ProposalJson } from '../support/api.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { until } from '../support/until.ts';
import { openBenchOffice } from './bench-office.ts';
import { timeRows, type Row } from './row.ts';
import { startBare } from './smtp-accepted.ts';
import { openSmtp } from './smtp-peer.ts';

const mails = 60;
const warmUp = 10;
/** Issue 8. */
const target = { p95: 200 };

/** From the click on approve, with no undo delay, until a real SMTP server has the mail, beside a bare SMTP dialogue. */
export async function approveToSmtp(): Promise<Row[]> {
  const bench = await openBenchOffice({ undoSeconds: 0 });
  try {
    const sink = await startMailSink();
    bench.onStop(sink.stop);
    const web = await startWeb(bench.office);
    bench.onStop(web.close);
    const worker = await startWorker(bench.office);
    bench.onStop(worker.stop);
    const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '' };
    const { mailboxId } = await bench.addClient('client0', smtp);
    for (let n = 0; n < warmUp + mails; n += 1) {
      const bytes = Buffer.from(eml({ from: `p${n}@correspondant.example`, subject: `Merci de me rappeler (${n})` }));
      await bench.office.acceptMail({ mailboxId, bytes, envelope: null });
    }
    const approve = createApproval(createApiClient(bench));
    const proposals = await until('all prepared', async () => {
      const all = await approve.open();
      return all.length === warmUp + mails && all;
    });
    const samples: number[] = [];
    for (const { id } of proposals) {
      const seen = await approve.ready(id);
      const arrived = arrival(sink);
      const began = performance.now();
      await approve.sign(seen);
      samples.push((await arrived) - began);
    }
    return timeRows('approve-to-smtp', samples.slice(warmUp), { floor: await dialogues(), atMost: target });
  } finally {
    await bench.stop();
  }
}

function createApproval({ all, call }: ReturnType<typeof createApiClient>) {
  return {
    open: () => all<ProposalJson>('/proposals?status=open'),

    /** Its gaps filled. */
    async ready(id: string): Promise<ProposalJson> {
      const { json: seen } = await call<ProposalJson>('GET', `/proposals/${id}`);
      if (seen.gaps.length === 0) return seen;
      const body = seen.content.body.replaceAll(/\[\[gap:[^\]]*\]\]/gu, 'à voir avec vous');
      await decide(seen, { decision: 'edit', content: { ...seen.content, body } });
      return (await call<ProposalJson>('GET', `/proposals/${id}`)).json;
    },

    async sign(seen: ProposalJson): Promise<void> {
      const status = await decide(seen, { decision: 'approve' });
      if (status !== 200) throw new Error(`approval answered ${status}`);
    },
  };

  async function decide({ id, revision, contentHash }: ProposalJson, decision: object): Promise<number> {
    return (await call('POST', `/proposals/${id}/decisions`, { ...decision, revision, contentHash })).status;
  }
}

/** When the next mail is at the server, by `performance.now()`. */
async function arrival({ received }: MailSink): Promise<number> {
  const before = received.length;
  while (received.length === before) await sleep(1);
  return performance.now();
}

/** What one mail over a connection of its own costs at least. */
async function dialogues(): Promise<number[]> {
  const bare = await startBare();
  const raw = Buffer.from(eml());
  const samples: number[] = [];
  for (let n = 0; n < mails; n += 1) {
    const began = performance.now();
    const peer = await openSmtp(bare.port);
    await peer.send('contact@client0.example', 'p@correspondant.example', raw);
    samples.push(performance.now() - began);
    await peer.close();
  }
  await bare.close();
  return samples;
}
