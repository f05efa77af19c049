import { and, desc, eq, sql } from 'drizzle-orm';
import { formatNumber, standardFormat, type NumberFormat } from '../domain/invoice/sale/number.ts';
import { numberSeries } from './schema/number-series.ts';
import type { Tx } from './tx.ts';

export type NumberGiven =
  | { number: string }
  /** An invoice of a later day has its number already: the sequence would not be chronological. */
  | { refused: 'before-last'; lastDate: string }
  /** Another series of this client has the prefix: two invoices would have one number. */
  | { refused: 'prefix-taken' };

/**
 * Numbers without gaps (CGI annexe II, 242 nonies A I 7°): a number is given in the transaction that issues the invoice. Its
 * row stays locked until that ends, so the next issue waits; what rolls back gives its number back.
 */
export const numberSeriesQueries = (tx: Tx) => ({
  /** The next number of a series for an invoice of `issueDate` (ISO day). A series nobody set up has the prefix `fallback`. */
  async next(clientId: string, name: string, issueDate: string, fallback = 'F'): Promise<NumberGiven> {
    const format = await formatOf(tx, clientId, name, fallback);
    const year = format.yearly ? Number(issueDate.slice(0, 4)) : 0;
    await tx
      .insert(numberSeries)
      .values({ clientId, name, year, ...format, last: 0, lastDate: '' })
      // Of either constraint: two first issues at once meet at both, in any order.
      .onConflictDoNothing();
    const row = and(eq(numberSeries.clientId, clientId), eq(numberSeries.name, name), eq(numberSeries.year, year));
    const [held] = await tx.select().from(numberSeries).where(row).for('update');
    if (!held) return { refused: 'prefix-taken' };
    if (held.lastDate > issueDate) return { refused: 'before-last', lastDate: held.lastDate };
    const last = held.last + 1;
    await tx.update(numberSeries).set({ last, lastDate: issueDate }).where(row);
    return { number: formatNumber(held, Number(issueDate.slice(0, 4)), last) };
  },

  /**
   * How a series is numbered from now on in `year` (0 for one that never starts again); `last`: the rank it came to elsewhere.
   * False: numbers were given already, and their series does not change within its year. Rejects where another series has the prefix.
   */
  async setUp(clientId: string, name: string, year: number, format: NumberFormat, last = 0): Promise<boolean> {
    const { prefix, yearly, digits } = format;
    const values = { prefix, yearly, digits, last, lastDate: '' };
    const rows = await tx
      .insert(numberSeries)
      .values({ clientId, name, year: yearly ? year : 0, ...values })
      .onConflictDoUpdate({
        target: [numberSeries.clientId, numberSeries.name, numberSeries.year],
        set: values,
        setWhere: sql`${numberSeries.lastDate} = ''`,
      })
      .returning({ id: numberSeries.id });
    return rows.length === 1;
  },
});

/** A new year goes on as was last set up; ids grow with time. */
async function formatOf(tx: Tx, clientId: string, name: string, fallback: string): Promise<NumberFormat> {
  const { prefix, yearly, digits } = numberSeries;
  const [known] = await tx
    .select({ prefix, yearly, digits })
    .from(numberSeries)
    .where(and(eq(numberSeries.clientId, clientId), eq(numberSeries.name, name)))
    .orderBy(desc(numberSeries.id))
    .limit(1);
  return known ?? standardFormat(fallback);
}
