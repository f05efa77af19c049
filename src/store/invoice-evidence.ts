import { and, desc, eq, inArray, lt, ne, or, type SQL } from 'drizzle-orm';
import type { Client } from '../domain/client.ts';
import { sureConfidence } from '../domain/document.ts';
import type { EarlierInvoice } from '../domain/invoice/context.ts';
import type { InvoiceContent } from '../domain/invoice/content.ts';
import type { InvoiceEvidence } from '../domain/invoice/judge-document.ts';
import { dayOf } from '../domain/invoice/days.ts';
import { numberKey } from '../domain/invoice/party-key.ts';
import { registerFields } from '../domain/invoice/register.ts';
import { registeredStates } from '../domain/invoice/state.ts';
import type { Document } from './documents.ts';
import { documentPageQueries } from './document-pages.ts';
import { ledgerQueries } from './ledger.ts';
import { documents } from './schema/messages.ts';
import { invoices } from './schema/invoices.ts';
import type { Tx } from './tx.ts';

/** One number is used again by few: by other suppliers, or by a forger. */
const earlierLimit = 100;

interface Judged {
  client: Client;
  content: InvoiceContent;
  /** Itself, which is no duplicate of itself; null: not entered yet. */
  invoiceId: string | null;
  now: Date;
}

export const invoiceEvidenceQueries = (tx: Tx) => ({
  /** All that the checks may look at for one invoice: read behind the client's wall. The register must be locked. */
  async gather({ client, content, invoiceId, now }: Judged): Promise<InvoiceEvidence> {
    const document = await documentOf(tx, client.id, content.documentId);
    const today = dayOf(now, client.profile.timeZone);
    const { partyKey, partyNameKey } = registerFields(content, today);
    const { name, profile } = client;
    return {
      structure: document?.structured?.findings ?? [],
      original: document?.structured?.read?.data ?? null,
      context: {
        client: { name, siren: profile.siren, vat: profile.vat },
        direction: content.direction,
        today,
        read: content.read,
        text: await readableText(tx, document),
        accounts: await ledgerQueries(tx).accountsOf({ clientId: client.id, partyKey, partyNameKey }),
        earlier: await earlierOf(tx, client, content, invoiceId),
      },
    };
  },
});

async function documentOf(tx: Tx, clientId: string, id: string | null): Promise<Document | null> {
  if (id === null) return null;
  const [row] = await tx
    .select()
    .from(documents)
    .where(and(eq(documents.clientId, clientId), eq(documents.id, id)));
  return row ?? null;
}

/** Its words, where they can be believed to be all that it says. */
async function readableText(tx: Tx, document: Document | null): Promise<string> {
  if (!document || (document.pages === null && document.structured?.read)) return '';
  const pages = await documentPageQueries(tx).of(document.id);
  return pages.some((page) => page.by === 'ocr' && page.confidence < sureConfidence) ? '' : document.text;
}

/** With its number, or with that of the invoice it cites; what came later and is not approved is the other's duplicate. */
async function earlierOf(
  tx: Tx,
  client: Client,
  { direction, read: { data } }: InvoiceContent,
  invoiceId: string | null,
): Promise<EarlierInvoice[]> {
  const keys = [data.number, data.creditedInvoice].map((number) => numberKey(number ?? '')).filter((key) => key !== '');
  if (keys.length === 0) return [];
  const wanted: (SQL | undefined)[] = [
    eq(invoices.clientId, client.id),
    inArray(invoices.numberKey, keys),
    eq(invoices.direction, direction),
    ne(invoices.state, 'dismissed'),
  ];
  if (invoiceId)
    wanted.push(ne(invoices.id, invoiceId), or(lt(invoices.id, invoiceId), inArray(invoices.state, registeredStates)));
  const rows = await tx
    .select()
    .from(invoices)
    .where(and(...wanted))
    .orderBy(desc(invoices.createdAt), desc(invoices.id))
    .limit(earlierLimit);
  const ours = direction === 'sale';
  return rows.map(({ id, number, kind, issueDate, totalGross, partySiren, partyName }) => ({
    id,
    number,
    kind,
    issueDate,
    totalGross,
    sellerSiren: ours ? client.profile.siren || null : partySiren,
    sellerName: ours ? client.name : partyName,
  }));
}
