import type { Agents } from '../domain/agent.ts';
import type { Address, AutomaticKind } from '../domain/mail.ts';
import { automaticKind } from '../domain/mail/automatic.ts';
import { readBounce } from '../domain/mail/bounce.ts';
import { withEarlier, type Invitation } from '../domain/mail/invitation.ts';
import { isOfHouse } from '../domain/mail/recipients.ts';
import { listAddressesOf } from '../domain/mail/list.ts';
import { subjectKey } from '../domain/mail/subject.ts';
import type { MessageState } from '../domain/message.ts';
import type { Triage } from '../domain/triage.ts';
import type { NewDocument } from '../store/documents.ts';
import type { Message } from '../store/messages.ts';
import type { Queries } from '../store/queries.ts';
import { proveAnswered } from './answered-elsewhere.ts';
import type { InvitedMail } from './read-invitations.ts';
import { triageByCode } from './triage-by-code.ts';

/** Long enough to tell subjects apart, short enough for an index key. */
const subjectKeyLimit = 200;

export interface RecordedMail extends InvitedMail {
  /** Of a mail of the Sent folder (read-sent.ts). */
  sent?: 'by-client' | 'by-other';
  /** Addresses of the client, which take part in no conversation. */
  own: string[];
}

/** One transaction: thread, fields, documents, state. Gives the documents to read, and whether an answer is to be prepared. */
export async function recordMessage(
  q: Queries,
  message: Message,
  read: RecordedMail,
  documents: NewDocument[],
  triageByRules: Agents['triage'],
): Promise<{ documentIds: string[]; toAnswer: boolean }> {
  const { original, automatic, direction } = read;
  const { from, subject } = original;
  const { id, clientId, receivedAt } = message;
  // A date in the future would make every later answer look older than its question.
  const sentAt = original.date && original.date < receivedAt ? original.date : receivedAt;
  const references = [...new Set([...original.references, ...(original.inReplyTo ? [original.inReplyTo] : [])])];
  // Nobody's conversation is joined by what somebody only laid into the Sent folder.
  const threadId =
    read.sent === 'by-other' ? null : await q.threads.findOrCreate(cluesOf(message, read, references, sentAt));
  const documentIds = read.sent === 'by-other' ? [] : await q.documents.insertMany(documents);
  // Before the journal is written to: whoever sends holds a delivery first, and then the journal.
  const report = automatic && automatic !== 'own' ? readBounce(original) : null;
  if (report) await q.bounces.record({ clientId, mailboxId: message.mailboxId, messageId: id }, report);
  const { state, stateReason } = endOf(message, read, documentIds.length > 0);
  await q.messages.move(id, state, {
    threadId,
    direction,
    messageId: original.messageId,
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
    alsoFrom: original.alsoFrom.map(lower),
    subject,
    sentAt,
    text: original.text,
    readingText: read.readingText,
    hiddenText: read.hiddenText,
    invitations: threadId ? await withKnown(threadId) : [],
    language: read.language,
    automatic,
    defects: original.defects,
    stateReason,
  });
  const triage = automatic && (await settledBy(automatic));
  if (triage) await q.runs.setTriage(message, 'code', triage);
  // A fraud is told even where its sender says that nobody reads the answers.
  if (triage?.category === 'fraud') await q.arrivals.note(id, 'settled', 'triage-notify');
  if (threadId && read.sent === 'by-client') {
    const recipients = [...original.to, ...original.cc].map(({ address }) => address.toLowerCase());
    // What a machine of the mailbox sent (an absence, an accepted invitation) answers nothing.
    if (!automaticKind(original, []))
      await proveAnswered(q, { id, clientId, threadId, references, at: sentAt, recipients });
  }
  if (threadId && !read.sent && (!automatic || automatic === 'own')) await markOpenProposal(q, threadId);
  return { documentIds, toAnswer: state === 'preparing' };

  /** An invitation that moves or cancels another says what it was before. */
  async function withKnown(thread: string): Promise<Invitation[]> {
    if (read.invitations.length === 0) return [];
    const sender = from?.address.toLowerCase() ?? null;
    return withEarlier(
      read.invitations,
      await q.invitations.around({ clientId, messageId: id, threadId: thread, sender }),
    );
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

function cluesOf({ clientId, mailboxId }: Message, read: RecordedMail, references: string[], at: Date) {
  const { from, replyTo, to, cc, messageId, subject } = read.original;
  const own = new Set(read.own.map((address) => address.toLowerCase()));
  const others = (people: (Address | null)[]): string[] => [
    ...new Set(
      people.flatMap((person) => (person ? lower(person).address : [])).filter((address) => !own.has(address)),
    ),
  ];
  const writer = replyTo.length > 0 ? replyTo : [from];
  return {
    clientId,
    mailboxId,
    messageId,
    references,
    subjectKey: subjectKey(subject).slice(0, subjectKeyLimit),
    correspondents: others(read.direction === 'out' ? to : isOneHouse(from, replyTo) ? writer : []),
    sender: read.direction === 'in' ? (from?.address.toLowerCase() ?? '') : null,
    proved: read.sent === 'by-client',
    participants: others([from, ...replyTo, ...to, ...cc]),
    at,
  };
}

/** Whoever has his answers sent elsewhere is let into no conversation for its subject alone. */
const isOneHouse = (from: Address | null, replyTo: Address[]): boolean =>
  replyTo.every(({ address }) => from !== null && isOfHouse(address, [from.address]));

/** Where a mail just read goes on, or ends. */
function endOf(
  message: Message,
  { sent, automatic, forwardedBy, invitations }: RecordedMail,
  hasDocuments: boolean,
): { state: MessageState; stateReason: string | null } {
  if (sent === 'by-client') return { state: 'settled', stateReason: 'sent-elsewhere' };
  if (sent === 'by-other') return { state: 'settled', stateReason: 'sent-by-other' };
  // Who was not reached waits for our words, whoever forwards wants something done, a meeting is off: a person hears of it.
  const isOff = invitations.some(({ method }) => method === 'cancel');
  const isNews = automatic === 'bounce' || (automatic && (forwardedBy || isOff));
  if (automatic) return { state: 'settled', stateReason: isNews ? 'triage-notify' : `automatic-${automatic}` };
  // Its flag said so when it came (arrive.ts).
  if (message.stateReason === 'answered-elsewhere') return { state: 'settled', stateReason: 'answered-elsewhere' };
  return { state: hasDocuments ? 'reading' : 'preparing', stateReason: null };
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
