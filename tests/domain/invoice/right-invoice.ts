import fc from 'fast-check';
import { addDays } from '../../../src/domain/invoice/days.ts';
import type { InvoiceContext } from '../../../src/domain/invoice/context.ts';
import type { InvoiceLine, VatLine } from '../../../src/domain/invoice.ts';
import { contextOf } from './context.ts';

const rates = [2000, 1000, 550, 210];
const firstDay = '2026-01-01';

/**
 * Invoices as an honest seller makes them: several rates, discounts a line and on the whole, tax rounded a line or a rate,
 * deposits taken off, credit notes printed with either sign; said in whole cents.
 */
export const rightInvoice: fc.Arbitrary<InvoiceContext> = fc
  .record({
    lines: fc.array(
      fc.record({
        rate: fc.constantFrom(...rates),
        price: fc.integer({ min: 1, max: 200_000 }),
        quantity: fc.integer({ min: 1, max: 40 }),
        discount: fc.constantFrom(0, 0, 5, 10, 20),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    taxByLine: fc.boolean(),
    /** Percent off the whole. */
    rebate: fc.constantFrom(0, 0, 3, 15),
    deposit: fc.constantFrom(0, 30, 50),
    kind: fc.constantFrom('invoice' as const, 'invoice' as const, 'credit-note' as const),
    sign: fc.constantFrom(1, -1),
    day: fc.integer({ min: 0, max: 300 }),
    wait: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ lines: sold, taxByLine, rebate, deposit, kind, sign: printed, day, wait }) => {
    const credit = kind === 'credit-note';
    const sign = credit ? printed : 1;
    const lines = sold.map(({ rate, price, quantity, discount }): InvoiceLine => {
      const net = sign * Math.round((price * quantity * (100 - discount)) / 100);
      return { name: 'Joint fibre', quantity: String(quantity), unitPrice: null, net, rate };
    });
    const vat = rates.flatMap((rate) => vatOf(rate, lines, taxByLine && rebate === 0, rebate));
    const totalNet = vat.reduce((sum, { base }) => sum + (base ?? 0), 0);
    const totalTax = vat.reduce((sum, { tax }) => sum + (tax ?? 0), 0);
    const totalGross = totalNet + totalTax;
    const deducted = credit || deposit === 0 ? null : Math.round((totalGross * deposit) / 100);
    const issueDate = addDays(firstDay, day);
    const cited = { id: 'cited', number: 'F-2025-9', sellerSiren: '419982038', sellerName: null, issueDate: firstDay };
    return contextOf(
      {
        kind,
        lines,
        vat,
        totalNet,
        totalTax,
        totalGross,
        deducted,
        amountDue: totalGross - (deducted ?? 0),
        issueDate,
        dueDate: credit ? null : addDays(issueDate, wait),
        creditedInvoice: credit ? cited.number : null,
      },
      { earlier: [{ ...cited, totalGross: Math.abs(totalGross), kind: 'invoice' }] },
    );
  })
  .filter(({ read: { data } }) => (data.totalGross ?? 0) !== 0 && Math.abs(data.totalGross ?? 0) < 100_000_000);

function vatOf(rate: number, lines: InvoiceLine[], taxByLine: boolean, rebate: number): VatLine[] {
  const nets = lines.filter((line) => line.rate === rate).map(({ net }) => net ?? 0);
  if (nets.length === 0) return [];
  const whole = nets.reduce((sum, net) => sum + net, 0);
  const base = whole - Math.round((whole * rebate) / 100);
  const taxOf = (amount: number): number => Math.round((amount * rate) / 10_000);
  const tax = taxByLine ? nets.reduce((sum, net) => sum + taxOf(net), 0) : taxOf(base);
  return [{ rate, base, tax, category: 'S' }];
}
