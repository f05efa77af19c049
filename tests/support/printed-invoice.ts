import type { Page } from '../../src/domain/document.ts';
import { emptyInvoice, type InvoiceData, type ReadInvoice } from '../../src/domain/invoice.ts';

/** A sound invoice as its page would be read, with what `change` says otherwise. */
export function readInvoice(change: Partial<InvoiceData> = {}): ReadInvoice {
  const data: InvoiceData = {
    ...emptyInvoice(),
    number: 'F2026-118',
    issueDate: '2026-09-15',
    dueDate: '2026-10-15',
    seller: party('Chaudronnerie Kermor', '732829320', 'FR44732829320'),
    buyer: party('Plomberie Vauquelin', '404833048', 'FR83404833048'),
    currency: 'EUR',
    vat: [{ rate: 2000, base: 10_000, tax: 2_000, category: null }],
    totalNet: 10_000,
    totalTax: 2_000,
    totalGross: 12_000,
    amountDue: 12_000,
    ibans: ['FR7630006000011234567890189'],
    ...change,
  };
  return { by: 'rules', data, places: {}, unsure: [] };
}

/** One page with these lines, one below the other. */
export function printedPage(lines: string[]): Page {
  const words = lines.flatMap((line, row) =>
    line.split(' ').map((text, column) => {
      const [left, top] = [0.05 + column * 0.08, 0.05 + row * 0.03];
      return { text, box: { left, top, right: left + 0.075, bottom: top + 0.015 }, confidence: 100 };
    }),
  );
  return { number: 1, width: 595, height: 842, words, by: 'text-layer', confidence: 100 };
}

const party = (name: string, siren: string, vat: string) => ({
  name,
  siren,
  siret: null,
  vat,
  address: '3 rue du Port\n29200 Brest',
  country: 'FR',
});
