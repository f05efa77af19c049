import { agentsByRules } from './agents/rules/rules.ts';
import { createAutoconfig } from './connectors/autoconfig.ts';
import { checkImap, createImapKeeper } from './connectors/imap.ts';
import { parseCalendar } from './connectors/calendar.ts';
import { parseMail } from './connectors/mime.ts';
import { authorizeUrl, exchangeCode } from './connectors/oauth.ts';
import { createReceiver } from './connectors/smtp-receiver.ts';
import { readPair, watchPair } from './connectors/smtp-receiver/key-pair.ts';
import { composeMime } from './connectors/smtp/compose.ts';
import { checkSmtp, createSmtpSender } from './connectors/smtp.ts';
import { createRaster } from './documents/raster/raster.ts';
import { readDocument } from './documents/read-document.ts';
import { createPageImage } from './page-image.ts';
import { FinalError } from './domain/errors.ts';
import type { Send } from './domain/delivery.ts';
import type { FolderRole } from './domain/mail.ts';
import type { FolderMark } from './domain/mail/folder-batch.ts';
import type { ProofLine } from './domain/mail/proof.ts';
import type { Office } from './office.ts';
import { createProveMailbox } from './prove-mailbox.ts';
import { createAcceptBatch } from './queues/arrive.ts';
import { openingMails } from './queues/enclosed-mail.ts';
import { createGiveUp } from './queues/give-up.ts';
import { createIngestMessage } from './queues/ingest-message.ts';
import { createMailboxKeepers } from './queues/keep-mailboxes.ts';
import { addressed } from './queues/lay-reply.ts';
import { createPrepareAnswer } from './queues/prepare-answer.ts';
import { createReadDocument } from './queues/read-document.ts';
import { createReadInvoice } from './queues/read-invoice.ts';
import { createRoom } from './queues/room.ts';
import { createSendMail } from './queues/send-mail.ts';
import { createSweep, startSweeping } from './queues/sweep.ts';
import type { Folder } from './store/folders.ts';
import type { Mailbox } from './store/mailboxes.ts';
import { createPasswordOf } from './store/password-of.ts';
import { createReader } from './store/reader.ts';
import { createAddClient } from './web/add-client.ts';
import { createApp } from './web/app.ts';
import { createBuildMail } from './web/build-mail.ts';
import { createChangeForwarding } from './web/change-forwarding.ts';
import { createChangePeople } from './web/change-people.ts';
import { createChangeMailbox } from './web/change-mailbox.ts';
import { createConfirmSender } from './web/confirm-sender.ts';
import { createConnectMailbox, type Authorization } from './web/connect-mailbox.ts';
import { createDecide } from './web/decide.ts';
import { testMailWords } from './web/proof-words.ts';
import { createMoveInvoice } from './web/move-invoice.ts';
import { createRetryDocument } from './web/retry-document.ts';
import { createRetryMessage } from './web/retry-message.ts';
import { serve, type WebServer } from './web/server.ts';
import { createSettleDelivery } from './web/settle-delivery.ts';
import { createUnlockDocument } from './web/unlock-document.ts';

/** A worker that is told to stop ends its jobs within this (a container's patience is 30 s). */
const drainMs = 20_000;

/** A provider that forwards for many clients stays under these, a flood does not. */
const receiverLimits = {
  perMinute: 300,
  perSender: 120,
  perConnection: 100,
  refusals: 10,
  connections: 20,
  lifeMs: 10 * 60_000,
};

/** Jobs, mailboxes and the sweep. */
export async function startWorker(office: Office): Promise<{ stop(): Promise<void> }> {
  const { store, files, secrets, queues, live, agents, log, now, config } = office;
  const { enqueue } = queues;
  const byRules = agentsByRules();
  const { renderPage } = createRaster();
  const passwordOf = createPasswordOf(secrets);
  const workers = queues.work(
    {
      'ingest-message': createIngestMessage({
        store,
        files,
        enqueue,
        parseMail,
        parseCalendar,
        triageByRules: byRules.triage,
      }),
      'read-document': createReadDocument({
        store,
        files,
        enqueue,
        readDocument: openingMails(readDocument, parseMail),
        passwordOf,
      }),
      'read-invoice': createReadInvoice({
        store,
        agents,
        byRules,
        pictureOf: createPageImage({ store, files, passwordOf, renderPage }),
        now,
      }),
      'prepare-answer': createPrepareAnswer({ store, agents, now, reader: (message) => createReader(store, message) }),
      'send-mail': createSendMail({ store, files, now, senderOf: (mailbox) => senderOf(office, mailbox) }),
      sweep: createSweep({ store, enqueue, now }),
    },
    createGiveUp({ store, enqueue }),
  );
  const sweeping = startSweeping(enqueue, log);
  const keepers = createMailboxKeepers({
    store,
    subscribe: live.subscribe,
    accept: createAcceptBatch({ store, files, enqueueAll: queues.enqueueAll, log }),
    readRaw: files.get,
    log,
    open: (mailbox, folders, handlers) =>
      createImapKeeper({
        ...handlers,
        settings: office.accounts.of(mailbox).imap!,
        marks: marksOf(folders),
        firstSyncDays: config.imap.firstDays,
        pollMs: config.imap.pollSeconds * 1000,
        log,
      }),
  });
  // The demo touches no server but its own, whatever is typed into a form.
  if (!office.demo) await keepers.start();
  return {
    async stop() {
      sweeping.stop();
      await Promise.all([keepers.stop(), workers.drain(drainMs)]);
    },
  };
}

/** The forwarding addresses' SMTP server. Gives its port. */
export async function startReceiver(office: Office): Promise<{ port: number; close(): Promise<void> }> {
  const { config, store, acceptMail, log, now } = office;
  const { host, port, tls, maxWaiting, minFreeBytes } = config.receiver;
  const receiver = createReceiver({
    host,
    port,
    maxBytes: config.maxMailBytes,
    limits: receiverLimits,
    tls: tls && (await readPair(tls)),
    async resolve(address) {
      const mailbox = await store.office((q) => q.mailboxes.byReceivingAddress(address));
      return mailbox && { mailboxId: mailbox.id, forwarders: mailbox.forwarders };
    },
    isFull: createRoom({ store, dataFolder: config.dataFolder, maxWaiting, minFreeBytes, now }),
    accept: async (mail) => {
      await acceptMail(mail);
    },
    log,
  });
  const watching = tls && watchPair(tls, { renewed: receiver.renewTls, log });
  return {
    port: await receiver.listen(),
    async close() {
      watching?.stop();
      await receiver.close();
    },
  };
}

/** View and API. */
export async function startWeb(office: Office): Promise<WebServer> {
  const { store, files, secrets, queues, live, agents, log, now, config, demo, outbox, acceptMail } = office;
  const { enqueue } = queues;
  const buildMail = createBuildMail({ store, readFile: files.get, composeMime, parseMail, now });
  const { undoSeconds, publicUrl, apiToken, receiver, host, port, oauth } = config;
  const { tokensOf } = office.accounts;
  const check = demo ? null : { imap: checkImap, smtp: checkSmtp };
  const app = createApp({
    store,
    decide: createDecide({ store, enqueue, buildMail, storeFile: files.put, undoSeconds, now, log }),
    subscribe: live.subscribe,
    readFile: files.get,
    outbox: demo ? outbox : null,
    acceptMail,
    retryMessage: createRetryMessage({ store, enqueue }),
    retryDocument: createRetryDocument({ store, enqueue }),
    unlockDocument: createUnlockDocument({ store, secrets, enqueue }),
    moveInvoice: createMoveInvoice({ store }),
    pageImage: createPageImage({
      store,
      files,
      passwordOf: createPasswordOf(secrets),
      renderPage: createRaster().renderPage,
    }),
    // A large library for a rare file: loaded when it is asked for.
    toXlsx: async (...sheet) => (await import('./documents/sheet/write.ts')).toXlsx(...sheet),
    confirmSender: createConfirmSender({ store, addressed, now }),
    settleDelivery: createSettleDelivery({ store, enqueue, now }),
    changePeople: createChangePeople({ store }),
    changeForwarding: createChangeForwarding({ store, receivingDomain: receiver.domain, now }),
    addClient: createAddClient({ store, secrets, tokensOf, receivingDomain: receiver.domain, check }),
    changeMailbox: createChangeMailbox({ store, secrets, tokensOf, check }),
    findServers: createAutoconfig({ resolver: office.resolver }),
    connectMailbox: createConnectMailbox({ store, secrets, check, publicUrl, authorization: authorizationOf(oauth) }),
    registered: { google: oauth.google !== null, microsoft: oauth.microsoft !== null },
    proveMailbox: demo ? null : proveFirstMailbox(office),
    config: { publicUrl, apiToken, demo, undoSeconds },
    agentsBy: agents.by,
    log,
  });
  return serve(app, { host, port });
}

const authorizationOf = (clients: Office['config']['oauth']): Authorization => ({
  url: (signIn, asked) => clients[signIn] && authorizeUrl(clients[signIn], asked),
  exchange(signIn, given) {
    const client = clients[signIn];
    return client ? exchangeCode(client, given) : Promise.reject(new FinalError('oauth-client'));
  },
});

/** Null when the client has no mailbox. */
function proveFirstMailbox({ store, accounts, now, config }: Office) {
  const prove = createProveMailbox({ store, accounts, now, words: testMailWords(config.language) });
  return async (slug: string, { testMail }: { testMail: boolean }): Promise<ProofLine[] | null> => {
    const mailbox = await store.office(async (q) => {
      const client = await q.clients.bySlug(slug);
      return client && (await q.mailboxes.ofClient(client.id))[0];
    });
    const lines: ProofLine[] = [];
    if (!mailbox) return null;
    await prove(mailbox, { testMail, say: (line) => lines.push(line) });
    return lines;
  };
}

function marksOf(folders: Folder[]): Partial<Record<FolderRole, FolderMark>> {
  return Object.fromEntries(
    folders.map(({ role, path, uidValidity, lastUid, modseq, skipped }) => [
      role,
      { path, uidValidity, lastUid, modseq, skipped },
    ]),
  );
}

async function senderOf(office: Office, mailbox: Mailbox): Promise<Send> {
  if (office.demo) return office.outbox.send;
  const { smtp } = office.accounts.of(mailbox);
  if (!smtp) throw new FinalError('smtp-missing');
  return createSmtpSender(smtp).send;
}
