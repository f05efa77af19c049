import { and, desc, eq, inArray, or } from 'drizzle-orm';
import { suppliersIn } from '../domain/invoice/corrections.ts';
import type { Correction } from '../domain/invoice/extraction.ts';
import { supplierCorrections } from './schema/invoices.ts';
import { storable } from './storable.ts';
import type { Tx } from './tx.ts';

/** Suppliers of one client that were ever corrected, and what is told of one of them. */
const supplierLimit = 5_000;
const correctionLimit = 50;

export const correctionQueries = (tx: Tx) => ({
  async keep(
    of: { clientId: string; partyKey: string; readKey: string; proposalId: string; userId: string | null },
    corrections: readonly Correction[],
  ): Promise<void> {
    if (corrections.length === 0) return;
    await tx.insert(supplierCorrections).values(corrections.map((each) => ({ ...of, ...storable(each) })));
  },

  /** Newest first: of the suppliers that a text names. */
  async forText(clientId: string, text: string): Promise<Correction[]> {
    const known = await tx
      .selectDistinct({ key: supplierCorrections.partyKey })
      .from(supplierCorrections)
      .where(eq(supplierCorrections.clientId, clientId))
      .limit(supplierLimit);
    return ofSuppliers(
      tx,
      clientId,
      suppliersIn(text, known).map(({ key }) => key),
    );
  },

  /** The same, of the supplier that an invoice was read as, rightly or not. */
  forSupplier: (clientId: string, key: string): Promise<Correction[]> =>
    ofSuppliers(tx, clientId, key === '' ? [] : [key]),
});

async function ofSuppliers(tx: Tx, clientId: string, keys: string[]): Promise<Correction[]> {
  if (keys.length === 0) return [];
  const { field, was, is, context } = supplierCorrections;
  return tx
    .select({ field, was, is, context })
    .from(supplierCorrections)
    .where(
      and(
        eq(supplierCorrections.clientId, clientId),
        or(inArray(supplierCorrections.partyKey, keys), inArray(supplierCorrections.readKey, keys)),
      ),
    )
    .orderBy(desc(supplierCorrections.createdAt), desc(supplierCorrections.id))
    .limit(correctionLimit);
}
