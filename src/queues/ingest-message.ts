import type { Agents } from '../domain/agent.ts';
import { FinalError } from '../domain/errors.ts';
import type { Address, AutomaticKind, ParsedMail } from '../domain/mail.ts';
import { listAddressesOf } from '../domain/mail/list.ts';
import { readBounce } from '../domain/mail/bounce.ts';
import { subjectKey } from '../domain/mail/subject.ts';
import type { Triage } from '../domain/triage.ts';
import type { Files } from '../store/files.ts';
import type { Message } from '../store/messages.ts';
import type { NewDocument } from '../store/documents.ts';
import type { Queries } from '../store/queries.ts';
import type { Store } from '../store/store.ts';
import { withEarlier, type Invitation } from '../domain/mail/invitation.ts';
import { readInvitations, type InvitedMail, type ParseCalendar } from './read-invitations.ts';
import { readMail } from './read-mail.ts';
import type { Enqueue, Process } from './queue.ts';
import { triageByCode } from './triage-by-code.ts';

export interface IngestDeps {
  store: Store;
  files: Files;
  enqueue: Enqueue;
  parseMail(bytes: Uint8Array): Promise<ParsedMail>;
  parseCalendar: ParseCalendar;
  triageByRules: Agents['triage'];
}

/** Long enough to tell subjects apart, short enough for an index key. */
const subjectKeyLimit = 200;

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
    const documentIds = await store.forClient(message.clientId)((q) =>
      record(q, message, read, documents, triageByRules),
    );
    for (const documentId of documentIds) await enqueue('read-document', documentId);
    if (documentIds.length === 0 && !read.automatic) await enqueue('prepare-answer', id);
  };

  async function readRaw(message: Message): Promise<InvitedMail | null> {
    const behindWall = store.forClient(message.clientId);
    try {
      const mail = await parseMail(await files.get(message.clientId, message.rawHash));
      const { client, own } = await behindWall(async (q) => ({
        client: (await q.clients.byId(message.clientId))!,
        own: (await q.mailboxes.ofClient(message.clientId)).map((mailbox) => mailbox.address),
      }));
      const read = await readMail(mail, client, [client.address, ...own], parseMail);
      const { messageId } = mail;
      const back = messageId !== null && (await behindWall((q) => q.deliveries.isOurs(messageId)));
      return readInvitations(back ? { ...read, automatic: 'own' } : read, client.profile.timeZone, parseCalendar);
    } catch (error) {
      if (!(error instanceof FinalError)) throw error;
      await behindWall((q) => q.messages.move(message.id, 'refused', { stateReason: error.code }));
      return null;
    }
  }

  async function storeDocuments({ id, clientId }: Message, { attachments }: InvitedMail): Promise<NewDocument[]> {
    return Promise.all(
      attachments.map(async ({ name, bytes }, position) => {
        const hash = await files.put(clientId, bytes);
        return { clientId, messageId: id, position, hash, name, size: bytes.length };
      }),
    );
  }
}

/** One transaction: thread, fields, documents, state. Gives the ids of the documents to read. */
async function record(
  q: Queries,
  message: Message,
  read: InvitedMail,
  documents: NewDocument[],
  triageByRules: Agents['triage'],
): Promise<string[]> {
  const { original, automatic, direction } = read;
  const { from, subject } = original;
  const { id, clientId, mailboxId, receivedAt } = message;
  // A date in the future would make every later answer look older than its question.
  const sentAt = original.date && original.date < receivedAt ? original.date : receivedAt;
  const references = [...new Set([...original.references, ...(original.inReplyTo ? [original.inReplyTo] : [])])];
  const others = direction === 'in' ? [from] : original.to;
  const correspondents = others.flatMap((person) => (person?.address ? [person.address.toLowerCase()] : []));
  const key = subjectKey(subject).slice(0, subjectKeyLimit);
  const { messageId } = original;
  const clues = { clientId, mailboxId, messageId, references, subjectKey: key, correspondents, at: sentAt };
  const threadId = await q.threads.findOrCreate(clues);
  const documentIds = await q.documents.insertMany(documents);
  // Before the journal is written to: whoever sends holds a delivery first, and then the journal.
  const report = automatic && automatic !== 'own' ? readBounce(original) : null;
  const sentBack = report !== null && (await q.bounces.record({ clientId, mailboxId, messageId: id }, report));
  const state = automatic ? 'settled' : documentIds.length > 0 ? 'reading' : 'preparing';
  await q.messages.move(id, state, {
    threadId,
    direction,
    messageId,
    inReplyTo: original.inReplyTo,
    references,
    from: from && lower(from),
    replyTo: original.replyTo,
    to: original.to.map(lower),
    cc: original.cc.map(lower),
    listAddresses: listAddressesOf(original),
    forwardedBy: read.forwardedBy,
    forwarderNote: read.forwarderNote,
    senderDoubt: read.senderDoubt,
    subject,
    sentAt,
    text: original.text,
    readingText: read.readingText,
    hiddenText: read.hiddenText,
    invitations: await withKnown(),
    language: read.language,
    automatic,
    defects: original.defects,
    // Who was not reached waits for our words: that is news.
    ...(automatic && { stateReason: sentBack ? 'triage-notify' : `automatic-${automatic}` }),
  });
  if (automatic) await q.runs.setTriage(message, 'code', await settledBy(automatic));
  if (!automatic || automatic === 'own') await markOpenProposal(q, threadId);
  return automatic ? [] : documentIds;

  /** An invitation that moves or cancels another says what it was before. */
  async function withKnown(): Promise<Invitation[]> {
    if (read.invitations.length === 0) return [];
    const sender = from?.address.toLowerCase() ?? null;
    return withEarlier(read.invitations, await q.invitations.around({ clientId, messageId: id, threadId, sender }));
  }

  /** Frauds dress as notices from no-reply addresses: the rules, which are code, say what a notice is about. */
  async function settledBy(kind: AutomaticKind): Promise<Triage> {
    if (kind !== 'notification') return triageByCode(kind, subject);
    const client = (await q.clients.byId(clientId))!;
    const conversation = await q.evidence.conversation((await q.messages.byId(id))!);
    const input = { client, now: receivedAt, message: conversation.find((other) => other.id === id)!, thread: [] };
    return { ...(await triageByRules(input)).value, action: 'notify', asks: [] };
  }
}

/** Addresses are compared and searched in lower case. */
const lower = ({ name, address }: Address): Address => ({ name, address: address.toLowerCase() });

/**
 * Somebody wrote in the thread since the draft: the card says so. Also for a mail that says it is the client's own: until
 * its sender is proved (Sent folder, DKIM) it may be anybody's, and must not make a draft go away.
 */
async function markOpenProposal(q: Queries, threadId: string): Promise<void> {
  const open = await q.proposals.openOfThread(threadId);
  if (open) await q.proposals.markNewerMessage(open);
}
