import { afterEach } from 'vitest';
import {
  createReceiver,
  type ReceivedMail,
  type ReceiverLimits,
  type ReceiverOptions,
} from '../../src/connectors/smtp-receiver.ts';
import { createSmtpSender } from '../../src/connectors/smtp.ts';
import { leaves } from '../../src/domain/delivery.ts';
import { eml } from './eml.ts';

const raw = Buffer.from(eml({ subject: 'Bonjour' }));
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

export type ReceiverChanges = Omit<Partial<ReceiverOptions>, 'limits'> & {
  limits?: Partial<ReceiverLimits>;
  forwarders?: string[];
};

/** A receiver that knows k7f3@in.example and keeps what it takes; closed after the test. */
export async function receive({ limits, forwarders = [], ...more }: ReceiverChanges = {}) {
  const mails: ReceivedMail[] = [];
  const receiver = createReceiver({
    host: '127.0.0.1',
    port: 0,
    maxBytes: 100_000,
    limits: {
      perMinute: 100,
      perSender: 100,
      perConnection: 100,
      refusals: 10,
      connections: 20,
      lifeMs: 60_000,
      ...limits,
    },
    resolve: async (address) => (address === 'k7f3@in.example' ? { mailboxId: 'mailbox-1', forwarders } : null),
    isFull: async () => null,
    accept: async (mail) => void mails.push(mail),
    log: { info: () => {}, warn: () => {} },
    ...more,
  });
  const port = await receiver.listen();
  closing.push(() => receiver.close());
  const send = (to: string, { bytes = raw, from = 'camille@client.example' } = {}) =>
    createSmtpSender({ host: '127.0.0.1', port, secure: false, user: '', password: '' }).send(
      bytes,
      { from, to: [to] },
      leaves,
    );
  return { port, mails, send, raw, receiver };
}
