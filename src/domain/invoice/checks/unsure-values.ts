import type { InvoiceCheck } from '../context.ts';
import { sayFor } from '../say.ts';

const say = sayFor('unsure-values');

/** Those that decide what is paid, to whom, when and once, or what VAT is deducted. Lines and addresses do not. */
const matters =
  /^(?:kind|number|issueDate|dueDate|currency|total\w+|amountDue|deducted|ibans\.\d+|vat\.\d+\.\w+|(?:seller|buyer|payee)\.(?:name|siren|siret|vat)|creditedInvoice)$/u;

export const unsureValues: InvoiceCheck = ({ read: { unsure } }) => {
  const fields = [...new Set(unsure.filter((field) => matters.test(field)))];
  return fields.length === 0 ? [] : [say('unsure-value', 'warn', fields, { fields: fields.join(', ') })];
};
