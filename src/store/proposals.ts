import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Language } from '../domain/client.ts';
import { StaleError } from '../domain/errors.ts';
import type { Finding, Lane } from '../domain/gate/finding.ts';
import { isInvoiceContent } from '../domain/invoice/content.ts';
import type { InvoiceFinding } from '../domain/invoice.ts';
import { findGaps } from '../domain/gap.ts';
import {
  contentHash,
  letterOf,
  transitProposal,
  type Claim,
  type Content,
  type DecisionKind,
  type DismissReason,
  type ProposalKind,
  type ProposalState,
  RejectReason,
} from '../domain/proposal.ts';
import { notify } from './live.ts';
import { decisions, findings, proposals, revisions } from './schema/proposals.ts';
import { storable } from './storable.ts';
import type { Tx } from './tx.ts';

export type Proposal = typeof proposals.$inferSelect;
export type Revision = typeof revisions.$inferSelect;
export type Decision = typeof decisions.$inferSelect;

export interface NewRevision {
  author: Revision['author'];
  userId: string | null;
  language: Language;
  content: Content;
  claims: Claim[];
  judged: Judged;
}

export interface Judged {
  findings: (Finding | InvoiceFinding)[];
  lane: Lane;
}

export interface NewProposal {
  kind: ProposalKind;
  clientId: string;
  threadId: string;
  messageId: string;
  urgent: boolean;
  revision: NewRevision;
}

/** An invoice lies beside the letters of its thread, and neither makes way for the other. */
const isMail = ne(proposals.kind, 'invoice');

const redrafting = sql`${decisions.decision} = 'reject' and ${decisions.undoneAt} is null`;

export const proposalQueries = (tx: Tx) => ({
  /** Lays it before a person. The thread must be locked and, for a mail, have no open mail proposal. Gives the new id. */
  async lay({ revision, ...rest }: NewProposal): Promise<string> {
    const { lane } = revision.judged;
    const [row] = await tx
      .insert(proposals)
      .values({ ...rest, lane, gaps: gapsIn(revision.content) })
      .returning({ id: proposals.id });
    await insertRevision(tx, { id: row!.id, clientId: rest.clientId, number: 1 }, revision);
    await notify(tx, { topic: 'proposal', id: row!.id, clientId: rest.clientId });
    return row!.id;
  },

  /** A new version of an open proposal; it becomes the current one. */
  async revise(proposal: Proposal, revision: NewRevision): Promise<number> {
    const number = proposal.revision + 1;
    await insertRevision(tx, { id: proposal.id, clientId: proposal.clientId, number }, revision);
    await tx
      .update(proposals)
      .set({ revision: number, lane: revision.judged.lane, gaps: gapsIn(revision.content) })
      .where(eq(proposals.id, proposal.id));
    await notify(tx, { topic: 'proposal', id: proposal.id, clientId: proposal.clientId });
    return number;
  },

  /** The same words judged again: what is known beside them has changed. */
  async rejudge(proposal: Proposal, revisionId: string, judged: Judged): Promise<void> {
    await tx.delete(findings).where(eq(findings.revisionId, revisionId));
    await insertFindings(tx, { clientId: proposal.clientId, revisionId }, judged);
    await tx.update(proposals).set({ lane: judged.lane }).where(eq(proposals.id, proposal.id));
    await notify(tx, { topic: 'proposal', id: proposal.id, clientId: proposal.clientId });
  },

  async byId(id: string): Promise<Proposal | null> {
    const [row] = await tx.select().from(proposals).where(eq(proposals.id, id));
    return row ?? null;
  },

  /** The same, held until the transaction ends. */
  async lock(id: string): Promise<Proposal | null> {
    const [row] = await tx.select().from(proposals).where(eq(proposals.id, id)).for('update');
    return row ?? null;
  },

  async currentRevision({ id, revision }: Proposal): Promise<Revision> {
    const [row] = await tx
      .select()
      .from(revisions)
      .where(and(eq(revisions.proposalId, id), eq(revisions.number, revision)));
    return row!;
  },

  async findingsOf(revisionId: string): Promise<Finding[]> {
    const { check, code, level, evidence } = findings;
    return tx.select({ check, code, level, evidence }).from(findings).where(eq(findings.revisionId, revisionId));
  },

  /** The open letter of a thread, held until the transaction ends: an approval under way is waited for, and then it is no longer open. */
  async openOfThread(threadId: string): Promise<Proposal | null> {
    const [row] = await tx
      .select()
      .from(proposals)
      .where(and(eq(proposals.threadId, threadId), eq(proposals.state, 'open'), isMail))
      .for('update');
    return row ?? null;
  },

  /** The same, of one message. */
  async openOfMessage(messageId: string): Promise<Proposal | null> {
    const [row] = await tx
      .select()
      .from(proposals)
      .where(and(eq(proposals.messageId, messageId), eq(proposals.state, 'open'), isMail))
      .for('update');
    return row ?? null;
  },

  /** Has a person put a hand to it? Then no agent may replace it. */
  async editedByPerson(id: string): Promise<boolean> {
    const [row] = await tx
      .select({ one: sql`1` })
      .from(revisions)
      .where(and(eq(revisions.proposalId, id), eq(revisions.author, 'person')))
      .limit(1);
    return row !== undefined;
  },

  async setState(proposal: Proposal, to: ProposalState): Promise<void> {
    const state = transitProposal(proposal.state, to);
    const [row] = await tx
      .update(proposals)
      .set({ state, stateAt: new Date() })
      .where(and(eq(proposals.id, proposal.id), eq(proposals.state, proposal.state)))
      .returning({ id: proposals.id });
    if (!row) throw new StaleError('proposal-state', { from: proposal.state, to });
    await notify(tx, { topic: 'proposal', id: proposal.id, clientId: proposal.clientId });
  },

  async markNewerMessage(proposal: Proposal): Promise<void> {
    await tx.update(proposals).set({ newerMessageAt: new Date() }).where(eq(proposals.id, proposal.id));
    await notify(tx, { topic: 'proposal', id: proposal.id, clientId: proposal.clientId });
  },

  async decide(decision: {
    clientId: string;
    proposalId: string;
    revision: number;
    contentHash: string;
    decision: DecisionKind;
    reason?: RejectReason | DismissReason;
    note?: string;
    userId: string | null;
  }): Promise<string> {
    const [row] = await tx.insert(decisions).values(decision).returning({ id: decisions.id });
    return row!.id;
  },

  async lastDecision(proposalId: string): Promise<Decision | null> {
    const [row] = await tx
      .select()
      .from(decisions)
      .where(and(eq(decisions.proposalId, proposalId), isNull(decisions.undoneAt)))
      .orderBy(desc(decisions.createdAt), desc(decisions.id))
      .limit(1);
    return row ?? null;
  },

  async markUndone(decisionId: string): Promise<void> {
    await tx.update(decisions).set({ undoneAt: new Date() }).where(eq(decisions.id, decisionId));
  },

  /** What a person sent back last for this message, with its words: the next draft must do better. */
  async lastRejection(messageId: string): Promise<{ body: string; reason: RejectReason; note: string } | null> {
    const [row] = await tx
      .select({ content: revisions.content, reason: decisions.reason, note: decisions.note })
      .from(decisions)
      .innerJoin(proposals, eq(proposals.id, decisions.proposalId))
      .innerJoin(revisions, and(eq(revisions.proposalId, proposals.id), eq(revisions.number, decisions.revision)))
      .where(and(eq(proposals.messageId, messageId), isMail, redrafting))
      .orderBy(desc(decisions.createdAt))
      .limit(1);
    if (!row) return null;
    const reason = RejectReason.catch('other').parse(row.reason);
    return { body: letterOf(row.content).body, reason, note: row.note };
  },
});

async function insertRevision(
  tx: Tx,
  proposal: { id: string; clientId: string; number: number },
  { judged, ...revision }: NewRevision,
): Promise<void> {
  const { id: proposalId, clientId, number } = proposal;
  const hash = contentHash(storable(revision.content));
  const [row] = await tx
    .insert(revisions)
    .values({ ...revision, content: storable(revision.content), clientId, proposalId, number, contentHash: hash })
    .returning({ id: revisions.id });
  await insertFindings(tx, { clientId, revisionId: row!.id }, judged);
}

async function insertFindings(
  tx: Tx,
  of: { clientId: string; revisionId: string },
  { findings: found }: Judged,
): Promise<void> {
  if (found.length > 0) await tx.insert(findings).values(found.map((finding) => ({ ...storable(finding), ...of })));
}

const gapsIn = (content: Content): number => (isInvoiceContent(content) ? 0 : findGaps(content.body).length);
