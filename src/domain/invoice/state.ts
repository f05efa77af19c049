import * as z from 'zod';
import { AppError } from '../errors.ts';

/** Where an invoice stands in the register. `dismissed`: a person says that it is none, or that it is not to be paid. */
export const InvoiceState = z.enum(['to-check', 'checked', 'exported', 'paid', 'dismissed']);
export type InvoiceState = z.infer<typeof InvoiceState>;

/** Those that a person approved. */
export const registeredStates: InvoiceState[] = ['checked', 'exported', 'paid'];

const next: Record<InvoiceState, readonly InvoiceState[]> = {
  'to-check': ['checked', 'dismissed'],
  checked: ['exported', 'paid', 'to-check'], // to-check: undo
  exported: ['paid', 'checked'], // checked: the accountant gave it back
  paid: ['checked', 'exported'], // marked by mistake
  dismissed: ['to-check'], // undo
};

export const invoiceMayBecome = (from: InvoiceState, to: InvoiceState): boolean => next[from].includes(to);

export function transitInvoice(from: InvoiceState, to: InvoiceState): InvoiceState {
  if (!invoiceMayBecome(from, to)) throw new AppError('invoice-state', { from, to });
  return to;
}
