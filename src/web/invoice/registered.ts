import type { RegisteredInvoice } from '../../domain/invoice/export/registered.ts';
import type { InvoiceItem } from '../../store/listings/invoices.ts';

/** A line of the register as exports have it. */
export const registered = (item: InvoiceItem): RegisteredInvoice => ({
  id: item.id,
  direction: item.direction,
  state: item.state,
  kind: item.kind,
  number: item.number,
  issueDate: item.issueDate,
  dueDate: item.dueDate,
  partyName: item.partyName,
  partySiren: item.partySiren,
  partyVat: item.partyVat,
  currency: item.currency,
  totalNet: item.totalNet,
  totalTax: item.totalTax,
  totalGross: item.totalGross,
  amountDue: item.amountDue,
  iban: item.iban,
});
