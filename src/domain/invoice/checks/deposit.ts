import type { InvoiceFinding } from '../../invoice.ts';
import type { InvoiceCheck } from '../context.ts';
import { mentionWords, wordsOf } from '../mention-words.ts';
import { decimalOf } from '../cents.ts';
import { sayFor } from '../say.ts';

const say = sayFor('deposit');

/** Less is the rounding of what is to be paid (BT-114). */
const oneUnit = 100;

/** What was taken off or added before the amount due. Gross is what the invoice is for, due what is left to pay. */
export const deposit: InvoiceCheck = (context) => {
  const { kind, typeCode, deducted, amountDue: due, totalGross: gross } = context.read.data;
  if (kind !== 'invoice') return [];
  const findings: InvoiceFinding[] = [];
  const fields = ['deducted', 'amountDue'];
  const words = wordsOf(context);
  // CGI 289 I 1 c: every deposit has its invoice; the balance invoice must take it off again.
  if (typeCode === '386' || /facture d'acompte|(?:deposit|down ?payment|advance) invoice/u.test(words))
    findings.push(say('deposit-invoice', 'note', ['totalGross']));
  if (deducted === null || Math.abs(deducted) < oneUnit) return findings;
  const evidence = { deducted: decimalOf(Math.abs(deducted)), due: due === null ? '' : decimalOf(due) };
  if (deducted < 0) findings.push(say('balance-added', 'warn', fields, evidence));
  else if (gross !== null && deducted > gross) findings.push(say('deducted-past-gross', 'warn', fields, evidence));
  else if (due === 0) findings.push(say('already-paid', 'note', fields, evidence));
  // The balance invoice names the deposit invoices (BOI-TVA-DECLA-30-20-20-20): their payment is looked up by it.
  else if (mentionWords.deposit.test(words)) findings.push(say('deposit-deducted', 'note', fields, evidence));
  return findings;
};
