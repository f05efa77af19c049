import type { InvoiceContent, InvoiceEdit } from '../domain/invoice/content.ts';
import { isInvoiceContent } from '../domain/invoice/content.ts';
import { blockingInvoice } from '../domain/invoice/blocking.ts';
import { correctionsOf, keptMarks } from '../domain/invoice/corrections.ts';
import { judgeDocument } from '../domain/invoice/judge-document.ts';
import { partyKey } from '../domain/invoice/party-key.ts';
import { otherParty, registerFields } from '../domain/invoice/register.ts';
import { invoiceMayBecome } from '../domain/invoice/state.ts';
import type { DismissReason } from '../domain/proposal.ts';
import { dayOf } from '../domain/invoice/days.ts';
import type { Invoice } from '../store/invoices.ts';
import type { Decision, Proposal, Revision } from '../store/proposals.ts';
import type { Queries } from '../store/queries.ts';
import type { DecisionResult } from './decide.ts';

type NewDecision = Omit<Parameters<Queries['proposals']['decide']>[0], 'decision'>;

export interface OpenInvoice {
  proposal: Proposal;
  revision: Revision;
}

/**
 * What a decision on an `invoice` proposal does, inside its transaction. The register must be locked. What is decided of one
 * invoice bears on the supplier's others: they are judged again.
 */
export function createInvoiceDecisions({ undoSeconds, now }: { undoSeconds: number; now(): Date }) {
  return { approve, edit, dismiss, undo };

  /** Judged once more: the ledger and the register may have changed since it was laid. */
  async function approve(
    q: Queries,
    { proposal, revision }: OpenInvoice,
    decision: NewDecision,
    { calledBack, actor }: { calledBack: boolean; actor: string },
  ): Promise<DecisionResult> {
    const invoice = await invoiceOf(q, proposal);
    const findings = await judgedAgain(q, invoice, proposal, revision);
    const blocked = blockingInvoice(findings, calledBack);
    if (blocked.length > 0) return { kind: 'blocked', gaps: [], findings: blocked };
    const decisionId = await q.proposals.decide({ ...decision, decision: 'approve' });
    await q.proposals.setState(proposal, 'approved');
    await q.invoices.move(invoice, 'checked');
    const { clientId, direction, iban, day } = invoice;
    const account = direction === 'purchase' ? iban : null;
    const confirmed = calledBack ? { by: decision.userId, at: now() } : null;
    if (account !== null) await q.ledger.enter({ supplier: invoice, iban: account, day, decisionId, confirmed });
    // Before the journal is written to: whoever joins threads holds proposals first, and then the journal.
    await judgeSiblings(q, invoice);
    if (account !== null && confirmed)
      await q.journal.write({ clientId, actor, action: 'account-confirmed', subjectId: proposal.id });
    return { kind: 'done', proposalId: proposal.id, deliveryId: null, dueAt: undoEnd(now()) };
  }

  /** The values as a person wants them: judged again, and kept for the next invoice of this supplier. */
  async function edit(
    q: Queries,
    { proposal, revision }: OpenInvoice,
    decision: NewDecision,
    { direction, data }: InvoiceEdit,
  ): Promise<DecisionResult> {
    const invoice = await invoiceOf(q, proposal);
    const before = contentOf(revision);
    const content: InvoiceContent = {
      direction,
      documentId: before.documentId,
      read: { by: 'person', data, ...keptMarks(before.read, data) },
    };
    const { clientId, userId } = decision;
    await q.proposals.decide({ ...decision, decision: 'edit' });
    const client = (await q.clients.byId(clientId))!;
    const judged = judgeDocument(
      await q.invoiceEvidence.gather({ client, content, invoiceId: invoice.id, now: now() }),
    );
    const { language, claims } = revision;
    await q.proposals.revise(proposal, { author: 'person', userId, language, content, claims, judged });
    const fields = registerFields(content, dayOf(invoice.createdAt, client.profile.timeZone));
    await q.invoices.refresh(invoice.id, fields);
    const pages = content.documentId ? await q.documentPages.of(content.documentId) : [];
    const keys = { partyKey: fields.partyKey, readKey: partyKey(otherParty(before.direction, before.read.data)) };
    const corrections = correctionsOf(before.read, data, pages);
    await q.corrections.keep({ clientId, ...keys, proposalId: proposal.id, userId }, corrections);
    await judgeSiblings(q, invoice);
    await judgeSiblings(q, { ...invoice, ...fields });
    return { kind: 'done', proposalId: proposal.id, deliveryId: null, dueAt: null };
  }

  async function dismiss(
    q: Queries,
    { proposal }: OpenInvoice,
    decision: NewDecision,
    because: { reason: DismissReason; note: string },
  ): Promise<DecisionResult> {
    const invoice = await invoiceOf(q, proposal);
    await q.proposals.decide({ ...decision, decision: 'reject', ...because });
    await q.proposals.setState(proposal, 'rejected');
    await q.invoices.move(invoice, 'dismissed', because.reason);
    await judgeSiblings(q, invoice);
    return { kind: 'done', proposalId: proposal.id, deliveryId: null, dueAt: null };
  }

  /** An approval within the undo delay, a dismissal at any time; false when it is too late. */
  async function undo(q: Queries, { proposal, revision }: OpenInvoice, decision: Decision): Promise<boolean> {
    const invoice = await invoiceOf(q, proposal);
    const late = decision.decision === 'approve' && undoEnd(decision.createdAt) < now();
    if (late || !invoiceMayBecome(invoice.state, 'to-check')) return false;
    await q.proposals.markUndone(decision.id);
    await q.proposals.setState(proposal, 'open');
    await q.invoices.move(invoice, 'to-check');
    await q.ledger.takeBack(invoice.clientId, decision.id);
    await judgedAgain(q, { ...invoice, state: 'to-check' }, { ...proposal, state: 'open' }, revision);
    await judgeSiblings(q, invoice);
    return true;
  }

  async function judgedAgain(q: Queries, invoice: Invoice, proposal: Proposal, revision: Revision) {
    const client = (await q.clients.byId(proposal.clientId))!;
    const gathered = { client, content: contentOf(revision), invoiceId: invoice.id, now: now() };
    const judged = judgeDocument(await q.invoiceEvidence.gather(gathered));
    await q.proposals.rejudge(proposal, revision.id, judged);
    return judged.findings;
  }

  async function judgeSiblings(q: Queries, invoice: Invoice): Promise<void> {
    for (const sibling of await q.invoices.siblings(invoice)) {
      const proposal = await q.proposals.lock(sibling.proposalId);
      if (proposal?.state !== 'open') continue;
      await judgedAgain(q, sibling, proposal, await q.proposals.currentRevision(proposal));
    }
  }

  function undoEnd(decidedAt: Date): Date {
    return new Date(decidedAt.getTime() + undoSeconds * 1000);
  }
}

async function invoiceOf(q: Queries, { id }: Proposal): Promise<Invoice> {
  const invoice = await q.invoices.ofProposal(id);
  if (!invoice) throw new Error('an invoice proposal without its line in the register');
  return invoice;
}

function contentOf({ content }: Revision): InvoiceContent {
  if (!isInvoiceContent(content)) throw new TypeError('a letter is no invoice');
  return content;
}
