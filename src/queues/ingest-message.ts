import type { Agents } from '../domain/agent.ts';
import type { Client } from '../domain/client.ts';
import { FinalError } from '../domain/errors.ts';
import type { ParsedMail } from '../domain/mail.ts';
import type { NewDocument } from '../store/documents.ts';
import type { Files } from '../store/files.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Message } from '../store/messages.ts';
import type { Store } from '../store/store.ts';
import type { Enqueue, Process } from './queue.ts';
import { readInvitations, type ParseCalendar } from './read-invitations.ts';
import { readMail, type ReadMail } from './read-mail.ts';
import { readSent } from './read-sent.ts';
import { recordMessage, type RecordedMail } from './record-message.ts';

type BehindWall = ReturnType<Store['forClient']>;

export interface IngestDeps {
  store: Store;
  files: Files;
  enqueue: Enqueue;
  parseMail(bytes: Uint8Array): Promise<ParsedMail>;
  parseCalendar: ParseCalendar;
  triageByRules: Agents['triage'];
}

/** Raw bytes become a message of a thread, with its documents; automatic mail is settled here, before any agent. */
export function createIngestMessage({
  store,
  files,
  enqueue,
  parseMail,
  parseCalendar,
  triageByRules,
}: IngestDeps): Process {
  return async (id) => {
    const message = await store.office((q) => q.messages.beginTry(id));
    if (message?.state !== 'received') return;
    const read = await readRaw(message);
    if (!read) return;
    const documents = await storeDocuments(message, read);
    const { documentIds, toAnswer } = await store.forClient(message.clientId)((q) =>
      recordMessage(q, message, read, documents, triageByRules),
    );
    for (const documentId of documentIds) await enqueue('read-document', documentId);
    if (documentIds.length === 0 && toAnswer) await enqueue('prepare-answer', id);
  };

  async function readRaw(message: Message): Promise<RecordedMail | null> {
    const behindWall = store.forClient(message.clientId);
    try {
      const mail = await parseMail(await files.get(message.clientId, message.rawHash));
      const { client, mailboxes } = await behindWall(async (q) => ({
        client: (await q.clients.byId(message.clientId))!,
        mailboxes: await q.mailboxes.ofClient(message.clientId),
      }));
      const own = await behindWall((q) => q.mailboxes.ownAddresses(client));
      if (message.folder === 'sent' && message.direction === 'out')
        return { ...readSent(mail, [...own, ...usersOf(mailboxes), ...peopleOf(client)]), invitations: [], own };
      const read = await readMail(mail, client, own, parseMail);
      const { messageId } = mail;
      const back = messageId !== null && (await behindWall((q) => q.deliveries.isOurs(messageId)));
      const known = back ? ({ ...read, automatic: 'own' } as const) : await unlessAnswersUs(read, behindWall);
      return { ...readInvitations(known, client.profile.timeZone, parseCalendar), own };
    } catch (error) {
      if (!(error instanceof FinalError)) throw error;
      await behindWall((q) => q.messages.move(message.id, 'refused', { stateReason: error.code }));
      return null;
    }
  }

  async function storeDocuments({ id, clientId }: Message, { attachments }: RecordedMail): Promise<NewDocument[]> {
    return Promise.all(
      attachments.map(async ({ name, bytes }, position) => {
        const hash = await files.put(clientId, bytes);
        return { clientId, messageId: id, position, hash, name, size: bytes.length };
      }),
    );
  }
}

/** A helpdesk or a mailing platform carries a person's answer to a mail of ours: what we asked is answered by a person. */
async function unlessAnswersUs(read: ReadMail, behindWall: BehindWall): Promise<ReadMail> {
  const { automatic, original } = read;
  const { inReplyTo, from } = original;
  if ((automatic !== 'newsletter' && automatic !== 'notification') || !inReplyTo || !from) return read;
  const asked = await behindWall((q) => q.deliveries.reached(inReplyTo, from.address));
  return asked ? { ...read, automatic: null } : read;
}

const peopleOf = ({ profile }: Client): string[] => profile.people.map((person) => person.email);

const usersOf = (mailboxes: Mailbox[]): string[] =>
  mailboxes
    .flatMap(({ imap, replyTo }) => [imap?.user, replyTo])
    .filter((each) => each?.includes('@') === true) as string[];
