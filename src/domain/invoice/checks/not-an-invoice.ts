import type { InvoiceCheck } from '../context.ts';
import { sayFor } from '../say.ts';

const say = sayFor('not-an-invoice');

/** A pro-forma (UNTDID 1001: 325) owes nothing and gives no right to deduct VAT (CGI 271 II): there is nothing to pay on it. */
export const notAnInvoice: InvoiceCheck = ({ read: { data } }) =>
  data.kind === 'pro-forma' || data.typeCode === '325' ? [say('pro-forma', 'stop', ['kind'])] : [];
