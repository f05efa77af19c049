import type { InvoiceFinding } from '../../invoice.ts';
import type { InvoiceCheck, InvoiceContext } from '../context.ts';
import { addDays, daysBetween, isDay } from '../days.ts';
import { mentionWords, wordsOf } from '../mention-words.ts';
import { isFrenchSeller, isProfessionalBuyer } from '../party.ts';
import { plain } from '../plain.ts';
import { sayFor } from '../say.ts';
import { dueDates, parseTerms } from '../terms.ts';

const say = sayFor('payment-terms');

/** The printed due date against the printed terms, and both against the legal caps. A credit note is not paid. */
export const paymentTerms: InvoiceCheck = (context) => {
  const { kind, issueDate: issue, dueDate, paymentTerms: printed } = context.read.data;
  if (kind !== 'invoice' || !isDay(issue)) return [];
  const terms = printed ? parseTerms(printed) : null;
  const read = terms ? dueDates(terms, issue) : [];
  const due = isDay(dueDate) ? dueDate : null;
  const atOnce = terms?.days === 0 && !terms.endOfMonth;
  const findings: InvoiceFinding[] = [];
  if (due && read.length > 0 && !atOnce && read.every((day) => Math.abs(daysBetween(day, due)) > weekend))
    findings.push(
      say('due-against-terms', 'warn', ['dueDate', 'paymentTerms'], { due, terms: printed, read: read.join(', ') }),
    );
  const earliest = due ?? read[0];
  return earliest ? [...findings, ...pastCap(context, issue, earliest)] : findings;
};

/** A bank day before or after a weekend or holiday. */
const weekend = 3;

/**
 * Code de commerce L441-10 I: 60 days from the issue, or 45 days end of month, read both ways: only past the later of all is
 * anything said. 45 days for periodic invoices. L441-11 II 5°: 30 days for road haulage, vehicle hire and forwarding.
 */
function pastCap(context: InvoiceContext, issue: string, due: string): InvoiceFinding[] {
  const { data } = context.read;
  if (!isProfessionalBuyer(context) || !isFrenchSeller(data, context.text)) return [];
  const words = wordsOf(context);
  const [code, cap] = isTransport(data.seller.name, words)
    ? (['terms-past-transport-cap', addDays(issue, 30)] as const)
    : mentionWords.periodic.test(words)
      ? (['terms-past-periodic-cap', addDays(issue, 45)] as const)
      : (['terms-past-cap', generalCap(issue)] as const);
  return due > cap ? [say(code, 'warn', ['dueDate', 'paymentTerms'], { due, cap })] : [];
}

const generalCap = (issue: string): string =>
  [addDays(issue, 60), ...dueDates({ days: 45, endOfMonth: true, following: false, dayOfMonth: null }, issue)]
    .toSorted()
    .at(-1) ?? issue;

/** By its name, or its activity code (NAF 49.41, 52.29, 77.1). */
const isTransport = (name: string | null, words: string): boolean =>
  /\b(?:transports?|transitaires?|messageries?|affretement|fret)\b/u.test(plain(name ?? '')) ||
  /\b(?:ape|naf)\b[ :]{0,3}(?:49\.?41[abc]|52\.?29[ab]|77\.?1[12][abz])\b/u.test(words);
