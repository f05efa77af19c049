import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { Client, Language } from '../../domain/client.ts';
import type { Lane } from '../../domain/gate/finding.ts';
import { isInvoiceContent, type InvoiceContent } from '../../domain/invoice/content.ts';
import type { InvoiceFinding } from '../../domain/invoice.ts';
import type { Invitation } from '../../domain/mail/invitation.ts';
import type { Address, OmittedPart, SenderDoubt } from '../../domain/mail.ts';
import { senderCandidates } from '../../domain/mail/forward/candidates.ts';
import type {
  Claim,
  DecisionKind,
  DismissReason,
  MailContent,
  MailKind,
  ProposalState,
  RejectReason,
} from '../../domain/proposal.ts';
import type { Triage } from '../../domain/triage.ts';
import type { DeliveryState } from '../../domain/delivery.ts';
import { clients, mailboxes } from '../schema/clients.ts';
import { messages, runs, triages } from '../schema/messages.ts';
import { decisions, deliveries, findings, proposals, revisions } from '../schema/proposals.ts';
import type { Tx } from '../tx.ts';
import { documentsOf } from './documents.ts';
import { invoiceOfCard, type InvoiceOfCard } from './invoice-card.ts';
import { withTitles } from './source-titles.ts';

export interface CardMessage {
  id: string;
  direction: 'in' | 'out';
  from: Address | null;
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  subject: string;
  receivedAt: Date;
  readingText: string;
  forwarderNote: string;
  forwardedBy: Address | null;
  invitations: Invitation[];
  omitted: OmittedPart[];
  senderDoubt: SenderDoubt | null;
  /** Who it may be, where that is in doubt. */
  senderCandidates: Address[];
  documents: Awaited<ReturnType<typeof documentsOf>>;
}

export interface CardRun {
  agent: string;
  prompt: string;
  promptVersion: string;
  model: string;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  ms: number;
  /** As in RunRecord; of a letter's runs also why one ended without a value. */
  error: string | null;
  createdAt: Date;
}

/** All that the page and the API say of one proposal. */
export type Card = MailCard | InvoiceCard;

export interface MailCard extends CardHead {
  kind: MailKind;
  content: MailContent;
}

/** A proposal of kind `invoice`: what was read, where, and what stands in the register. */
export interface InvoiceCard extends CardHead, InvoiceOfCard {
  kind: 'invoice';
  content: InvoiceContent;
}

export interface CardHead {
  id: string;
  client: Client;
  from: Address;
  /** Where answers are wanted, when that is not `from`. */
  replyTo: string | null;
  state: ProposalState;
  lane: Lane;
  urgent: boolean;
  newerMessageAt: Date | null;
  /** Why the message may need no answer any more: a code of `answered.*`. */
  answered: 'answered-elsewhere' | 'flagged-answered' | null;
  leftInbox: boolean;
  createdAt: Date;
  revision: number;
  /** `code`: read exactly, of a structured invoice. */
  author: 'model' | 'rules' | 'code' | 'person';
  language: Language;
  contentHash: string;
  claims: (Claim & { sourceTitle: string })[];
  findings: InvoiceFinding[];
  triage: Triage | null;
  triageBy: 'code' | 'rules' | 'model' | null;
  message: CardMessage;
  /** The thread without the message answered, newest first, at most 50. */
  thread: CardMessage[];
  runs: CardRun[];
  decision: { decision: DecisionKind; reason: RejectReason | DismissReason | null; createdAt: Date } | null;
  delivery: { id: string; state: DeliveryState; dueAt: Date } | null;
}

/** Beyond it nobody unfolds a thread; the message page shows the rest. */
const threadLimit = 50;

export const cardListings = (tx: Tx) => ({
  async card(id: string): Promise<Card | null> {
    const [head] = await tx
      .select({
        proposal: proposals,
        client: clients,
        revision: revisions,
        triage: triages.value,
        triageBy: triages.by,
        stateReason: messages.stateReason,
        folder: messages.folder,
        vanishedAt: messages.vanishedAt,
        mailboxAddress: mailboxes.address,
        mailboxName: mailboxes.displayName,
        mailboxReplyTo: mailboxes.replyTo,
      })
      .from(proposals)
      .innerJoin(clients, eq(clients.id, proposals.clientId))
      .innerJoin(revisions, and(eq(revisions.proposalId, proposals.id), eq(revisions.number, proposals.revision)))
      .innerJoin(messages, eq(messages.id, proposals.messageId))
      .innerJoin(mailboxes, eq(mailboxes.id, messages.mailboxId))
      .leftJoin(triages, eq(triages.messageId, proposals.messageId))
      .where(eq(proposals.id, id));
    if (!head) return null;
    const { proposal, client, revision } = head;
    const thread = await readThread(tx, proposal.threadId, proposal.messageId, [
      client.address,
      head.mailboxAddress,
      ...client.profile.people.map((person) => person.email),
    ]);
    const message = thread.find((each) => each.id === proposal.messageId);
    if (!message) return null;
    const { content } = revision;
    const common: CardHead = {
      id: proposal.id,
      client,
      from: { name: head.mailboxName, address: head.mailboxAddress },
      replyTo: head.mailboxReplyTo,
      state: proposal.state,
      lane: proposal.lane,
      urgent: proposal.urgent,
      newerMessageAt: proposal.newerMessageAt,
      answered: answeredOf(head.stateReason),
      leftInbox: head.folder === 'inbox' && head.vanishedAt !== null,
      createdAt: proposal.createdAt,
      revision: revision.number,
      author: revision.author,
      language: revision.language,
      contentHash: revision.contentHash,
      claims: await withTitles(tx, client.id, revision.claims, client.name),
      findings: await findingsOf(tx, revision.id),
      triage: head.triage,
      triageBy: head.triageBy,
      message,
      thread: thread.filter((each) => each !== message),
      runs: await runsOf(tx, runsAbout(proposal.messageId, content)),
      ...(await outcomeOf(tx, proposal.id)),
    };
    if (!isInvoiceContent(content)) return { ...common, kind: proposal.kind as MailKind, content };
    return { ...common, kind: 'invoice', content, ...(await invoiceOfCard(tx, proposal.id)) };
  },
});

const answeredOf = (reason: string | null): Card['answered'] =>
  reason === 'answered-elsewhere' || reason === 'flagged-answered' ? reason : null;

async function readThread(tx: Tx, threadId: string, messageId: string, own: string[]): Promise<CardMessage[]> {
  const rows = await tx
    .select({
      id: messages.id,
      ...doubtColumns,
      direction: messages.direction,
      from: messages.from,
      replyTo: messages.replyTo,
      to: messages.to,
      cc: messages.cc,
      subject: messages.subject,
      receivedAt: messages.receivedAt,
      readingText: messages.readingText,
      forwarderNote: messages.forwarderNote,
      forwardedBy: messages.forwardedBy,
      invitations: messages.invitations,
      omitted: messages.omitted,
    })
    .from(messages)
    .where(eq(messages.threadId, threadId))
    .orderBy(sql`${messages.id} = ${messageId} desc`, desc(messages.receivedAt))
    .limit(threadLimit);
  const ids = rows.map((row) => row.id);
  const attached = rows.length > 0 ? await documentsOf(tx, ids) : [];
  return rows.map(({ doubtful, alsoFrom, ...row }) => ({
    ...row,
    senderCandidates: senderCandidates({ ...row, alsoFrom, text: doubtful }, own),
    documents: attached.filter((document) => document.messageId === row.id),
  }));
}

/** The words in which the writer is looked for: of a message in doubt alone, and not all of a long one. */
export const doubtColumns = {
  senderDoubt: messages.senderDoubt,
  alsoFrom: messages.alsoFrom,
  replyTo: messages.replyTo,
  doubtful: sql<string>`case when ${messages.senderDoubt} is null then '' else left(${messages.text}, 20000) end`,
};

/** Of an invoice, those that read its document; of a letter, those about the mail itself. */
function runsAbout(messageId: string, content: MailContent | InvoiceContent): SQL | undefined {
  if (!isInvoiceContent(content)) return and(eq(runs.messageId, messageId), isNull(runs.documentId));
  return content.documentId === null ? sql`false` : eq(runs.documentId, content.documentId);
}

const findingsOf = (tx: Tx, revisionId: string): Promise<InvoiceFinding[]> =>
  tx
    .select({
      check: findings.check,
      code: findings.code,
      level: findings.level,
      evidence: findings.evidence,
      fields: findings.fields,
    })
    .from(findings)
    .where(eq(findings.revisionId, revisionId))
    .orderBy(sql`array_position(array['stop','warn','note'], ${findings.level})`, asc(findings.id));

const runsOf = (tx: Tx, which: SQL | undefined): Promise<CardRun[]> =>
  tx
    .select({
      agent: runs.agent,
      prompt: runs.prompt,
      promptVersion: runs.promptVersion,
      model: runs.model,
      calls: runs.calls,
      inputTokens: runs.inputTokens,
      outputTokens: runs.outputTokens,
      ms: runs.ms,
      error: runs.error,
      createdAt: runs.createdAt,
    })
    .from(runs)
    .where(which)
    .orderBy(asc(runs.createdAt));

async function outcomeOf(tx: Tx, proposalId: string): Promise<Pick<CardHead, 'decision' | 'delivery'>> {
  const [last] = await tx
    .select({
      decision: decisions.decision,
      reason: decisions.reason,
      createdAt: decisions.createdAt,
      deliveryId: deliveries.id,
      deliveryState: deliveries.state,
      dueAt: deliveries.dueAt,
    })
    .from(decisions)
    .leftJoin(deliveries, eq(deliveries.decisionId, decisions.id))
    .where(and(eq(decisions.proposalId, proposalId), sql`${decisions.undoneAt} is null`))
    .orderBy(desc(decisions.createdAt), desc(decisions.id))
    .limit(1);
  if (!last) return { decision: null, delivery: null };
  const { decision, reason, createdAt, deliveryId, deliveryState, dueAt } = last;
  return {
    decision: { decision, reason, createdAt },
    delivery: deliveryId && deliveryState && dueAt ? { id: deliveryId, state: deliveryState, dueAt } : null,
  };
}
