import type { Client } from '../domain/client.ts';
import type { InvoiceContent } from '../domain/invoice/content.ts';
import { judgeDocument } from '../domain/invoice/judge-document.ts';
import { isClient } from '../domain/invoice/party.ts';
import { registerFields } from '../domain/invoice/register.ts';
import type { ReadInvoice } from '../domain/invoice.ts';
import type { Document } from '../store/documents.ts';
import { dayOf } from '../domain/invoice/days.ts';
import type { NewRevision } from '../store/proposals.ts';
import type { Store } from '../store/store.ts';

export interface ReadDocumentInvoice {
  document: Document;
  client: Client;
  read: ReadInvoice;
  now: Date;
}

/** One transaction: the checks judge, the proposal lies before a person, the register has its line, the document is read. */
export async function layInvoice(store: Store, { document, client, read, now }: ReadDocumentInvoice): Promise<void> {
  const { id: documentId, messageId } = document;
  await store.forClient(client.id)(async (q) => {
    const threadId = await q.threads.lockOf(messageId);
    if (!threadId) throw new Error('a document without a thread belongs in no register');
    await q.invoices.lockRegister(client.id);
    // A second worker on the same document finds it read and leaves it.
    if (!(await q.documents.move(documentId, ['sorting', 'waiting'], { state: 'read', kind: read.data.kind }))) return;
    const content: InvoiceContent = { direction: directionOf(read, client), documentId, read };
    const judged = judgeDocument(await q.invoiceEvidence.gather({ client, content, invoiceId: null, now }));
    const author = read.by === 'xml' ? 'code' : read.by;
    const revision: NewRevision = { author, userId: null, language: 'fr', content, claims: [], judged };
    const laid = { kind: 'invoice', clientId: client.id, threadId, messageId, urgent: false } as const;
    const proposalId = await q.proposals.lay({ ...laid, revision });
    const fields = registerFields(content, dayOf(now, client.profile.timeZone));
    await q.invoices.enter({ ...fields, clientId: client.id, proposalId });
    // Before the journal is written to: whoever settles a message holds its row first, and then the journal.
    await q.messages.settleByInvoice(messageId);
    const entry = { clientId: client.id, actor: 'agent', action: 'invoice-laid', subjectId: proposalId };
    await q.journal.write({ ...entry, detail: { lane: judged.lane, by: read.by } });
  });
}

/** A sale only where the client itself is the one who asks to be paid. */
function directionOf({ data: { seller, buyer } }: ReadInvoice, { name, profile }: Client): InvoiceContent['direction'] {
  const client = { name, siren: profile.siren, vat: profile.vat };
  return isClient(seller, client).is === 'yes' && isClient(buyer, client).is !== 'yes' ? 'sale' : 'purchase';
}
