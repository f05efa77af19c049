import { asc, eq } from 'drizzle-orm';
import type { InvoiceState } from '../../domain/invoice/state.ts';
import { documentPages, invoices } from '../schema/invoices.ts';
import { documents } from '../schema/messages.ts';
import type { Tx } from '../tx.ts';

export interface InvoiceOfCard {
  invoice: {
    id: string;
    state: InvoiceState;
    stateReason: string | null;
    exportedAt: Date | null;
    paidAt: Date | null;
  };
  /** What it was read from, with its profile when it is or holds an e-invoice. */
  document: {
    id: string;
    name: string;
    mediaType: string | null;
    structured: { syntax: 'CII' | 'UBL' | null; profile: string | null; xmlName: string | null } | null;
  } | null;
  /** Points, upright: the shapes of its pages; their words are the document's. */
  pages: { number: number; width: number; height: number }[];
}

/** The line of the register, the document and the shape of its pages. */
export async function invoiceOfCard(tx: Tx, proposalId: string): Promise<InvoiceOfCard> {
  const [row] = await tx
    .select({
      invoice: {
        id: invoices.id,
        state: invoices.state,
        stateReason: invoices.stateReason,
        exportedAt: invoices.exportedAt,
        paidAt: invoices.paidAt,
      },
      documentId: documents.id,
      name: documents.name,
      mediaType: documents.mediaType,
      structured: documents.structured,
    })
    .from(invoices)
    .leftJoin(documents, eq(documents.id, invoices.documentId))
    .where(eq(invoices.proposalId, proposalId));
  if (!row) throw new Error('an invoice proposal without its line in the register');
  const { invoice, documentId, name, mediaType, structured } = row;
  if (documentId === null) return { invoice, document: null, pages: [] };
  const { number, width, height } = documentPages;
  const pages = await tx
    .select({ number, width, height })
    .from(documentPages)
    .where(eq(documentPages.documentId, documentId))
    .orderBy(asc(number));
  const { syntax, profile, xmlName } = structured ?? {};
  const ofXml = structured && { syntax: syntax ?? null, profile: profile ?? null, xmlName: xmlName ?? null };
  return { invoice, document: { id: documentId, name: name ?? '', mediaType, structured: ofXml }, pages };
}
