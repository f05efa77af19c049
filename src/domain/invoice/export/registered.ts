import type { Cents, InvoiceData } from '../../invoice.ts';

/** One line of the register, as exports have it. */
export interface RegisteredInvoice {
  id: string;
  direction: 'purchase' | 'sale';
  state: string;
  kind: InvoiceData['kind'];
  number: string | null;
  issueDate: string | null;
  dueDate: string | null;
  /** The other party: the supplier of a purchase, the buyer of a sale. */
  partyName: string | null;
  partySiren: string | null;
  partyVat: string | null;
  currency: string | null;
  totalNet: Cents | null;
  totalTax: Cents | null;
  totalGross: Cents | null;
  amountDue: Cents | null;
  iban: string | null;
}

/** A credit note takes off, whatever sign it was printed with. */
export const signed = ({ kind }: RegisteredInvoice, cents: Cents): Cents =>
  kind === 'credit-note' ? -Math.abs(cents) : cents;
