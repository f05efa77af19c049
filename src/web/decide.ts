import { judge } from '../domain/gate/judge.ts';
import { blocking } from '../domain/gate/lane.ts';
import type { Finding } from '../domain/gate/finding.ts';
import { findGaps } from '../domain/gap.ts';
import type { InvoiceEdit } from '../domain/invoice/content.ts';
import {
  contentHash,
  DismissReason,
  letterOf,
  redraftReasons,
  RejectReason,
  type MailContent,
} from '../domain/proposal.ts';
import type { Enqueue } from '../queues/queue.ts';
import type { Proposal, Revision } from '../store/proposals.ts';
import type { Queries } from '../store/queries.ts';
import type { Store } from '../store/store.ts';
import type { BuiltMail } from './build-mail.ts';
import { createInvoiceDecisions } from './decide-invoice.ts';
import { reopen } from './reopen.ts';

/** Who decides: a signed-in person, or the bearer of the API token. */
export type Actor = { kind: 'person'; userId: string } | { kind: 'api' };

/** As the journal names him. */
export const actorName = (by: Actor): string => (by.kind === 'person' ? `person:${by.userId}` : 'api');

/** What the person saw: a decision on anything else is stale. */
export interface Seen {
  proposalId: string;
  revision: number;
  contentHash: string;
  /** When the last mail of the thread was marked on the card, RFC 3339 or null; absent where the decider does not say. */
  newerMessageAt?: string | null;
}

export type DecisionResult =
  | { kind: 'done'; proposalId: string; deliveryId: string | null; dueAt: Date | null }
  /** Somebody or something changed it first: the present revision, hash and state. */
  | { kind: 'stale'; revision: number; contentHash: string; state: string }
  /** Open gaps or findings of level `stop` forbid it. */
  | { kind: 'blocked'; gaps: string[]; findings: Finding[] }
  /** What was given is not for a proposal of its kind: the content of a letter, a reason for an invoice. */
  | { kind: 'other-kind' }
  | { kind: 'missing' };

export interface Decide {
  /** `confirmedAccount`: of an invoice, that the supplier was rung on the number on file and its account is right. */
  approve(seen: Seen, by: Actor, said?: { confirmedAccount?: boolean | undefined }): Promise<DecisionResult>;
  /** A new revision by a person; the gate runs again. */
  edit(seen: Seen, content: MailContent | InvoiceEdit, by: Actor): Promise<DecisionResult>;
  reject(seen: Seen, reason: RejectReason | DismissReason, note: string, by: Actor): Promise<DecisionResult>;
  /**
   * Takes back an approved invoice within the undo delay, and an approval whose mail has not left, or a rejection. `stale` when it is too late. Where a newer draft lies in
   * the thread by now, the mail is stopped all the same and its proposal withdrawn: the newer one stands for both.
   */
  undo(proposalId: string, by: Actor): Promise<DecisionResult>;
}

export interface DecideDeps {
  store: Store;
  enqueue: Enqueue;
  buildMail(proposal: Proposal, revision: Revision): Promise<BuiltMail>;
  storeFile(clientId: string, bytes: Uint8Array): Promise<string>;
  undoSeconds: number;
  now(): Date;
  log: { warn(fields: object, text: string): void };
}

interface Current {
  proposal: Proposal;
  revision: Revision;
}

/** What a person may do with a proposal. Each decision is bound to the revision and hash that was on the screen. */
export function createDecide(deps: DecideDeps): Decide {
  const { store, enqueue, buildMail, storeFile, undoSeconds, now, log } = deps;
  const invoices = createInvoiceDecisions({ undoSeconds, now });
  return { approve, edit, reject, undo };

  async function approve(
    seen: Seen,
    by: Actor,
    { confirmedAccount = false }: { confirmedAccount?: boolean | undefined } = {},
  ): Promise<DecisionResult> {
    const before = await store.office((q) => current(q, seen.proposalId));
    if (!before) return { kind: 'missing' };
    if (isStale(before, seen)) return stale(before);
    if (before.proposal.kind === 'invoice')
      return decided(seen, by, (q, found, decision) =>
        invoices.approve(q, found, decision, { calledBack: confirmedAccount, actor: actorName(by) }),
      );
    const blocked = await store.office((q) => whatBlocks(q, before.revision));
    if (blocked) return blocked;
    const { raw, envelope, messageId, mailbox } = await buildMail(before.proposal, before.revision);
    const rawHash = await storeFile(before.proposal.clientId, raw);
    const dueAt = new Date(now().getTime() + undoSeconds * 1000);
    const freed: string[] = [];
    const result = await decided(seen, by, async (q, { proposal, revision }, decision) => {
      const decisionId = await q.proposals.decide({ ...decision, decision: 'approve' });
      await q.proposals.setState(proposal, 'approved');
      const { subject } = letterOf(revision.content);
      const { clientId, id: proposalId } = proposal;
      const ids = { clientId, proposalId, decisionId, mailboxId: mailbox.id };
      const delivery = await q.deliveries.insert({ ...ids, messageId, envelope, subject, rawHash, dueAt });
      freed.push(...(await q.messages.releaseKept(proposal.threadId)));
      return { kind: 'done', proposalId, deliveryId: delivery.id, dueAt };
    });
    for (const id of freed) await hint('prepare-answer', id);
    if (result.kind === 'done' && result.deliveryId) await hint('send-mail', result.deliveryId, undoSeconds * 1000);
    return result;
  }

  async function edit(seen: Seen, content: MailContent | InvoiceEdit, by: Actor): Promise<DecisionResult> {
    return decided(seen, by, async (q, found, decision) => {
      const { proposal, revision } = found;
      if ('data' in content)
        return proposal.kind === 'invoice' ? invoices.edit(q, found, decision, content) : { kind: 'other-kind' };
      if (proposal.kind === 'invoice') return { kind: 'other-kind' };
      await q.proposals.decide({ ...decision, decision: 'edit' });
      const client = (await q.clients.byId(proposal.clientId))!;
      const message = (await q.messages.byId(proposal.messageId))!;
      const { language } = revision;
      // Claims whose words are gone would put a source beside a fact that is no longer there.
      const claims = revision.claims.filter((claim) => content.body.includes(claim.text));
      const judged = judge(await q.evidence.gather(client, message, { content, claims, now: now() }));
      await q.proposals.revise(proposal, { author: 'person', userId: userOf(by), language, content, claims, judged });
      return done(proposal.id);
    });
  }

  async function reject(
    seen: Seen,
    reason: RejectReason | DismissReason,
    note: string,
    by: Actor,
  ): Promise<DecisionResult> {
    const redraft: string[] = [];
    const result = await decided(seen, by, async (q, found, decision) => {
      const { proposal } = found;
      if (proposal.kind === 'invoice') {
        const why = DismissReason.safeParse(reason);
        return why.success ? invoices.dismiss(q, found, decision, { reason: why.data, note }) : { kind: 'other-kind' };
      }
      if (!RejectReason.safeParse(reason).success) return { kind: 'other-kind' };
      await q.proposals.decide({ ...decision, decision: 'reject', reason, note });
      await q.proposals.setState(proposal, 'rejected');
      const { messageId } = proposal;
      if (redraftReasons.includes(reason)) {
        await q.messages.move(messageId, 'preparing');
        redraft.push(messageId);
      } else await q.messages.move(messageId, 'settled', { stateReason: `rejected-${reason}` });
      redraft.push(...(await q.messages.releaseKept(proposal.threadId)));
      return done(proposal.id);
    });
    for (const id of redraft) await hint('prepare-answer', id);
    return result;
  }

  async function undo(proposalId: string, by: Actor): Promise<DecisionResult> {
    return store.office(async (q) => {
      // The thread first, as whoever lays a draft takes it: a newer one cannot slip in between.
      const proposal = await q.proposals.byId(proposalId);
      if (proposal) await q.threads.lock(proposal.threadId);
      const found = await current(q, proposalId);
      if (!found) return { kind: 'missing' };
      const decision = await q.proposals.lastDecision(proposalId);
      const undoable = decision && ['approved', 'rejected'].includes(found.proposal.state);
      if (found.proposal.kind === 'invoice') {
        if (!undoable || !(await invoices.undo(q, found, decision))) return stale(found);
        await write(q, found.proposal, by, 'decision-undone');
        return done(proposalId);
      }
      if (!undoable || !(await stopDelivery(q, decision.id))) return stale(found);
      const reopened = await reopen(q, proposalId);
      if (!reopened && decision.decision === 'reject') return stale(found);
      await write(q, found.proposal, by, 'decision-undone');
      return done(proposalId);
    });
  }

  /** One transaction around a decision: the row is held, what was seen is what is, the journal has it. */
  async function decided(
    seen: Seen,
    by: Actor,
    act: (
      q: Queries,
      found: Current,
      decision: Omit<Parameters<Queries['proposals']['decide']>[0], 'decision'>,
    ) => Promise<DecisionResult>,
  ): Promise<DecisionResult> {
    return store.office(async (q) => {
      const found = await current(q, seen.proposalId);
      if (!found) return { kind: 'missing' };
      if (isStale(found, seen)) return stale(found);
      const { id: proposalId, clientId, revision } = found.proposal;
      const { contentHash: hash } = found.revision;
      const result = await act(q, found, { clientId, proposalId, revision, contentHash: hash, userId: userOf(by) });
      if (result.kind !== 'done') return result;
      const decision = await q.proposals.lastDecision(proposalId);
      await write(q, found.proposal, by, `decision-${decision?.decision ?? 'unknown'}`, { revision, hash });
      return result;
    });
  }

  function write(q: Queries, { id, clientId }: Proposal, by: Actor, action: string, detail = {}): Promise<void> {
    return q.journal.write({ clientId, actor: actorName(by), action, subjectId: id, detail });
  }

  /** The rows are committed; should the queue be away, the sweep gives them their job. */
  async function hint(...job: Parameters<Enqueue>): Promise<void> {
    await enqueue(...job).catch((error: Error) => log.warn({ error: error.message }, 'no job yet'));
  }
}

/** The register before the proposal, in the order of whoever lays an invoice. */
async function current(q: Queries, proposalId: string): Promise<Current | null> {
  const before = await q.proposals.byId(proposalId);
  if (before?.kind === 'invoice') await q.invoices.lockRegister(before.clientId);
  const proposal = await q.proposals.lock(proposalId);
  return proposal && { proposal, revision: await q.proposals.currentRevision(proposal) };
}

const isStale = ({ proposal, revision }: Current, seen: Seen): boolean =>
  proposal.state !== 'open' ||
  revision.number !== seen.revision ||
  revision.contentHash !== seen.contentHash ||
  contentHash(revision.content) !== seen.contentHash ||
  (seen.newerMessageAt !== undefined && seen.newerMessageAt !== (proposal.newerMessageAt?.toISOString() ?? null));

const stale = ({ proposal, revision }: Current): DecisionResult => ({
  kind: 'stale',
  revision: revision.number,
  contentHash: revision.contentHash,
  state: proposal.state,
});

const done = (proposalId: string): DecisionResult => ({ kind: 'done', proposalId, deliveryId: null, dueAt: null });

const userOf = (by: Actor): string | null => (by.kind === 'person' ? by.userId : null);

async function whatBlocks(q: Queries, revision: Revision): Promise<DecisionResult | null> {
  const gaps = findGaps(letterOf(revision.content).body).map((gap) => gap.label);
  const findings = blocking(await q.proposals.findingsOf(revision.id));
  return gaps.length > 0 || findings.length > 0 ? { kind: 'blocked', gaps, findings } : null;
}

/** True when nothing of the decision can leave any more. */
async function stopDelivery(q: Queries, decisionId: string): Promise<boolean> {
  const delivery = await q.deliveries.ofDecision(decisionId);
  if (!delivery || delivery.state === 'cancelled') return true;
  const { state } = delivery;
  return (state === 'queued' || state === 'failed') && (await q.deliveries.move(delivery.id, state, 'cancelled'));
}
