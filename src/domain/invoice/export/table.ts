import { signed, type RegisteredInvoice } from './registered.ts';

/** A cell of a spreadsheet; `cents` is an amount. */
export type Cell = { text: string } | { day: string } | { cents: number } | null;

/** The register's columns in their order; the names are the page's (`export.<column>`). */
export const columns = [
  'state',
  'kind',
  'number',
  'issueDate',
  'dueDate',
  'party',
  'siren',
  'vatNumber',
  'currency',
  'totalNet',
  'totalTax',
  'totalGross',
  'amountDue',
  'iban',
] as const;
export type Column = (typeof columns)[number];

/** The words of a state or kind are the page's. */
export function rowOf(invoice: RegisteredInvoice, say: (family: 'state' | 'kind', code: string) => string): Cell[] {
  const cells: Record<Column, Cell> = {
    state: { text: say('state', invoice.state) },
    kind: { text: say('kind', invoice.kind) },
    number: text(invoice.number),
    issueDate: day(invoice.issueDate),
    dueDate: day(invoice.dueDate),
    party: text(invoice.partyName),
    siren: text(invoice.partySiren),
    vatNumber: text(invoice.partyVat),
    currency: text(invoice.currency),
    totalNet: amount(invoice, invoice.totalNet),
    totalTax: amount(invoice, invoice.totalTax),
    totalGross: amount(invoice, invoice.totalGross),
    amountDue: amount(invoice, invoice.amountDue),
    iban: text(invoice.iban),
  };
  return columns.map((column) => cells[column]);
}

const text = (value: string | null): Cell => (value === null ? null : { text: value });
const day = (value: string | null): Cell => (value === null ? null : { day: value });
const amount = (invoice: RegisteredInvoice, cents: number | null): Cell =>
  cents === null ? null : { cents: signed(invoice, cents) };
