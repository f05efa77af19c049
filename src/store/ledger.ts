import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Contact } from '../domain/client.ts';
import { compactIban } from '../domain/identifiers/iban.ts';
import { nameKey } from '../domain/invoice/company-name.ts';
import type { LedgerAccount } from '../domain/invoice/context.ts';
import { registeredStates } from '../domain/invoice/state.ts';
import { invoices, ledgerAccounts } from './schema/invoices.ts';
import type { Tx } from './tx.ts';

interface Supplier {
  clientId: string;
  partyKey: string;
  partyNameKey: string;
}

/** A supplier with more accounts is a payment provider: what is compared stays small. */
const accountLimit = 200;

export const ledgerQueries = (tx: Tx) => ({
  /**
   * Those known for a supplier, found by its number and by its name: a forger may write one of them right. Null: nothing of
   * this supplier was ever approved.
   */
  async accountsOf(supplier: Supplier): Promise<LedgerAccount[] | null> {
    const found = await tx
      .select()
      .from(ledgerAccounts)
      .where(ofSupplier(supplier, ledgerAccounts.clientId, ledgerAccounts.supplier, ledgerAccounts.supplierNameKey))
      .orderBy(asc(ledgerAccounts.createdAt))
      .limit(accountLimit);
    if (found.length === 0 && !(await isKnown(tx, supplier))) return null;
    return found.map(({ iban, firstSeen, confirmedAt }) => ({
      iban,
      firstSeen,
      confirmedAt: confirmedAt?.toISOString() ?? null,
    }));
  },

  /** The account of an approved invoice; `confirmed`: a person rang the supplier on the number on file. */
  async enter(account: {
    supplier: Supplier;
    iban: string;
    day: string;
    decisionId: string;
    confirmed: { by: string | null; at: Date } | null;
  }): Promise<void> {
    const { supplier, iban, day, decisionId, confirmed } = account;
    const { clientId, partyKey, partyNameKey } = supplier;
    await tx
      .insert(ledgerAccounts)
      .values({
        clientId,
        supplier: partyKey,
        supplierNameKey: partyNameKey,
        iban,
        firstSeen: day,
        enteredDecision: decisionId,
      })
      .onConflictDoNothing();
    if (!confirmed) return;
    await tx
      .update(ledgerAccounts)
      .set({ confirmedAt: confirmed.at, confirmedBy: confirmed.by, confirmedDecision: decisionId })
      .where(
        and(
          eq(ledgerAccounts.clientId, clientId),
          eq(ledgerAccounts.supplier, partyKey),
          eq(ledgerAccounts.iban, iban),
          isNull(ledgerAccounts.confirmedAt),
        ),
      );
  },

  /** Accounts that a person wrote down with a contact: on file, before any mail or invoice showed them. */
  async onFile(clientId: string, contacts: Contact[]): Promise<void> {
    const rows = contacts.flatMap(({ name, organisation, iban }) => {
      const supplier = nameKey(organisation || name);
      return iban && supplier ? [{ clientId, supplier, supplierNameKey: supplier, iban: compactIban(iban) }] : [];
    });
    if (rows.length === 0) return;
    await tx
      .insert(ledgerAccounts)
      .values(rows.map((row) => ({ ...row, confirmedAt: sql`now()` })))
      .onConflictDoNothing();
  },

  /** Undo: the ledger stands as it did before the decision. */
  async takeBack(clientId: string, decisionId: string): Promise<void> {
    const ours = eq(ledgerAccounts.clientId, clientId);
    await tx
      .update(ledgerAccounts)
      .set({ confirmedAt: null, confirmedBy: null, confirmedDecision: null })
      .where(and(ours, eq(ledgerAccounts.confirmedDecision, decisionId)));
    await tx
      .delete(ledgerAccounts)
      .where(and(ours, eq(ledgerAccounts.enteredDecision, decisionId), isNull(ledgerAccounts.confirmedAt)));
  },
});

async function isKnown(tx: Tx, supplier: Supplier): Promise<boolean> {
  const [row] = await tx
    .select({ one: sql`1` })
    .from(invoices)
    .where(
      and(
        ofSupplier(supplier, invoices.clientId, invoices.partyKey, invoices.partyNameKey),
        eq(invoices.direction, 'purchase'),
        inArray(invoices.state, registeredStates),
      ),
    )
    .limit(1);
  return row !== undefined;
}

type Column = typeof invoices.partyKey | typeof ledgerAccounts.supplier;

function ofSupplier(
  { clientId, partyKey, partyNameKey }: Supplier,
  client: typeof invoices.clientId | typeof ledgerAccounts.clientId,
  key: Column,
  byName: typeof invoices.partyNameKey | typeof ledgerAccounts.supplierNameKey,
) {
  return and(
    eq(client, clientId),
    or(
      ...(partyKey === '' ? [] : [eq(key, partyKey)]),
      ...(partyNameKey === '' ? [] : [eq(byName, partyNameKey)]),
      sql`false`,
    ),
  );
}
