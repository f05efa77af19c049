import { and, asc, eq, lte } from 'drizzle-orm';
import type { Page } from '../domain/document.ts';
import { documentPages } from './schema/invoices.ts';
import { storable } from './storable.ts';
import type { Tx } from './tx.ts';

/** A longer document is a contract or a catalogue: what an invoice says stands on its first pages. */
const pagesKept = 50;

export const documentPageQueries = (tx: Tx) => ({
  async put(clientId: string, documentId: string, pages: readonly Page[]): Promise<void> {
    const rows = pages.slice(0, pagesKept).map(({ number, width, height, by, confidence, words, ...more }) => ({
      clientId,
      documentId,
      number,
      width,
      height,
      by,
      confidence,
      words: storable(words),
      more: storable(more),
    }));
    if (rows.length > 0) await tx.insert(documentPages).values(rows).onConflictDoNothing();
  },

  async of(documentId: string, most = pagesKept): Promise<Page[]> {
    const rows = await tx
      .select()
      .from(documentPages)
      .where(and(eq(documentPages.documentId, documentId), lte(documentPages.number, most)))
      .orderBy(asc(documentPages.number));
    return rows.map(({ number, width, height, by, confidence, words, more }) => ({
      ...more,
      number,
      width,
      height,
      by,
      confidence,
      words,
    }));
  },

  async forget(documentId: string): Promise<void> {
    await tx.delete(documentPages).where(eq(documentPages.documentId, documentId));
  },
});
