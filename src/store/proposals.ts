import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Language } from '../domain/client.ts';
import { StaleError } from '../domain/errors.ts';
import type { Finding, Lane } from '../domain/gate/finding.ts';
import { findGaps } from '../domain/gap.ts';
import {
  contentHash,
  transitProposal,
  type Claim,
  type DecisionKind,
  type MailContent,
  type ProposalState,
  type RejectReason,
} from '../domain/proposal.ts';
import { notify } from './live.ts';
import { decisions, findings, proposals, revisions } from './schema/proposals.ts';
import type { Tx } from './tx.ts';

export type Proposal = typeof proposals.$inferSelect;
export type Revision = typeof revisions.$inferSelect;
export type Decision = typeof decisions.$inferSelect;

export interface NewRevision {
  author: Revision['author'];
  userId: string | null;
  language: Language;
  content: MailContent;
  claims: Claim[];
  judged: { findings: Finding[]; lane: Lane };
}

export interface NewProposal {
  clientId: string;
  threadId: string;
  messageId: string;
  urgent: boolean;
  revision: NewRevision;
}

const redrafting = sql`${decisions.decision} = 'reject' and ${decisions.undoneAt} is null`;

export const proposalQueries = (tx: Tx) => ({
  /** Lays a reply before a person. The thread must be locked and have no open mail proposal. Gives the new id. */
  async lay({ revision, ...rest }: NewProposal): Promise<string> {
    const { lane } = revision.judged;
    const gaps = findGaps(revision.content.body).length;
    const [row] = await tx
      .insert(proposals)
      .values({ ...rest, kind: 'reply', lane, gaps })
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
      .set({ revision: number, lane: revision.judged.lane, gaps: findGaps(revision.content.body).length })
      .where(eq(proposals.id, proposal.id));
    await notify(tx, { topic: 'proposal', id: proposal.id, clientId: proposal.clientId });
    return number;
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

  /** Held until the transaction ends: an approval under way is waited for, and then it is no longer open. */
  async openOfThread(threadId: string): Promise<Proposal | null> {
    const [row] = await tx
      .select()
      .from(proposals)
      .where(and(eq(proposals.threadId, threadId), eq(proposals.state, 'open')))
      .for('update');
    return row ?? null;
  },

  /** The same, of one message. */
  async openOfMessage(messageId: string): Promise<Proposal | null> {
    const [row] = await tx
      .select()
      .from(proposals)
      .where(and(eq(proposals.messageId, messageId), eq(proposals.state, 'open')))
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
    reason?: RejectReason;
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
      .where(and(eq(proposals.messageId, messageId), redrafting))
      .orderBy(desc(decisions.createdAt))
      .limit(1);
    return row ? { body: row.content.body, reason: row.reason ?? 'other', note: row.note } : null;
  },
});

async function insertRevision(
  tx: Tx,
  proposal: { id: string; clientId: string; number: number },
  { judged, ...revision }: NewRevision,
): Promise<void> {
  const { id: proposalId, clientId, number } = proposal;
  const hash = contentHash(revision.content);
  const [row] = await tx
    .insert(revisions)
    .values({ ...revision, clientId, proposalId, number, contentHash: hash })
    .returning({ id: revisions.id });
  if (judged.findings.length === 0) return;
  await tx.insert(findings).values(judged.findings.map((finding) => ({ ...finding, clientId, revisionId: row!.id })));
}
