import { accounts } from './checks/accounts.ts';
import { amounts } from './checks/amounts.ts';
import { creditNote } from './checks/credit-note.ts';
import { dates } from './checks/dates.ts';
import { deposit } from './checks/deposit.ts';
import { duplicate } from './checks/duplicate.ts';
import { identifiers } from './checks/identifiers.ts';
import { ledger } from './checks/ledger.ts';
import { mentions } from './checks/mentions.ts';
import { notAnInvoice } from './checks/not-an-invoice.ts';
import { parties } from './checks/parties.ts';
import { paymentTerms } from './checks/payment-terms.ts';
import { regime } from './checks/regime.ts';
import { sums } from './checks/sums.ts';
import { unsureValues } from './checks/unsure-values.ts';
import type { InvoiceCheck } from './context.ts';

/** Every check of an invoice, in the order in which findings are shown: whom and whether to pay, then how much, then the form. */
export const checks: readonly InvoiceCheck[] = [
  notAnInvoice,
  ledger,
  duplicate,
  parties,
  accounts,
  sums,
  unsureValues,
  identifiers,
  regime,
  creditNote,
  deposit,
  dates,
  paymentTerms,
  amounts,
  mentions,
];
