import type { InvoiceFinding } from '../../invoice.ts';
import type { InvoiceCheck } from '../context.ts';
import { daysBetween, isDay } from '../days.ts';
import { mentionWords, wordsOf } from '../mention-words.ts';
import { sayFor } from '../say.ts';

const say = sayFor('dates');

/** After a year an invoice is asked about before it is paid; its price lapses after five (Code de commerce L110-4). */
const oldAfter = 365;

export const dates: InvoiceCheck = (context) => {
  const { issueDate: issue, dueDate: due, deliveryDate: delivery, typeCode } = context.read.data;
  if (!isDay(issue)) return [];
  const findings: InvoiceFinding[] = [];
  // A deposit may be due before it is invoiced (XP Z12-012, BR-FR-CO-07).
  if (isDay(due) && due < issue && typeCode !== '386')
    findings.push(say('due-before-issue', 'stop', ['dueDate', 'issueDate'], { due, issue }));
  if (issue > context.today) findings.push(say('issue-future', 'warn', ['issueDate'], { issue }));
  if (daysBetween(issue, context.today) > oldAfter) findings.push(say('issue-old', 'warn', ['issueDate'], { issue }));
  // Invoiced when delivered (CGI 289 I 3), but for a deposit, whose date is that of its payment.
  if (isDay(delivery) && delivery > issue && typeCode !== '386' && !mentionWords.deposit.test(wordsOf(context)))
    findings.push(say('delivery-after-issue', 'note', ['deliveryDate', 'issueDate'], { delivery, issue }));
  return findings;
};
