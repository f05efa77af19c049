import type { InvoiceCheck, InvoiceContext } from '../context.ts';
import type { InvoiceData, InvoiceFinding } from '../../invoice.ts';
import { mentionWords, wordsOf } from '../mention-words.ts';
import { isFrenchCountry, isFrenchSeller, countryOf } from '../party.ts';
import { decimalOf } from '../cents.ts';
import { sayFor } from '../say.ts';

const say = sayFor('regime');

/** Why VAT is charged or not, and whether the amounts say the same. */
export const regime: InvoiceCheck = (context) => {
  const { data } = context.read;
  const words = wordsOf(context);
  const categories = new Set(data.vat.map(({ category }) => category));
  const tax = data.totalTax ?? data.vat.reduce((sum, line) => sum + (line.tax ?? 0), 0);
  const evidence = { tax: decimalOf(tax) };
  const taxed = tax !== 0;
  const untaxedPart = data.vat.some((line) => line.tax === 0 || line.rate === 0 || line.category === 'AE');
  const reverse = mentionWords.reverseCharge.test(words) || categories.has('AE');

  // CGI 293 E: who does not charge VAT may not show any; what is shown is owed (CGI 283 3) and cannot be deducted.
  if (taxed && mentionWords.franchise.test(words)) return [say('franchise-taxed', 'stop', ['totalTax'], evidence)];
  if (taxed && reverse && !untaxedPart) return [say('reverse-charge-taxed', 'warn', ['totalTax'], evidence)];
  // CGI 297 E: under the margin scheme no VAT may appear.
  if (taxed && mentionWords.margin.test(words) && !untaxedPart)
    return [say('margin-taxed', 'warn', ['totalTax'], evidence)];
  if (taxed) return [];
  return reverse ? reverseCharge(context, words) : withoutTax(context, words);
};

/** Both VAT numbers and the word (242 nonies A I 4° and 13°); the client owes the tax itself and declares it (CGI 283-2, 2 nonies). */
function reverseCharge({ direction, text, read: { data } }: InvoiceContext, words: string): InvoiceFinding[] {
  const findings = [];
  const missing = missingVat(data);
  if (missing.length > 0) findings.push(say('reverse-charge-ids', 'warn', missing));
  if (!mentionWords.reverseCharge.test(words) && (text !== '' || data.notes.length > 0))
    findings.push(say('mention-reverse-charge', 'warn', ['totalTax']));
  if (direction === 'purchase') findings.push(say('self-assess', 'note', ['totalTax']));
  return findings;
}

/**
 * An exemption names its article (242 nonies A I 12°), on invoices above 150 € net and on no correction (II). A seller from
 * abroad who charges nothing leaves the tax to the client (CGI 283-2).
 */
function withoutTax(context: InvoiceContext, words: string): InvoiceFinding[] {
  const { data } = context.read;
  const country = countryOf(data.seller);
  // CGI 262 ter I, 242 nonies A I 3°: goods to another member state go untaxed on the strength of both numbers.
  if (data.vat.some(({ category }) => category === 'K') && missingVat(data).length > 0)
    return [say('intra-eu-ids', 'warn', missingVat(data))];
  if (country && !isFrenchCountry(country))
    return context.direction === 'purchase' ? [say('self-assess-foreign', 'note', ['totalTax'], { country })] : [];
  const said =
    mentionWords.franchise.test(words) || mentionWords.exemption.test(words) || mentionWords.margin.test(words);
  // A net that was not read does not say that nothing was charged.
  const { totalNet: net, totalGross: gross } = data;
  if (said || net === null || net !== gross || net <= smallInvoice || data.kind === 'credit-note') return [];
  const readable = context.text !== '' || data.notes.length > 0;
  if (!readable || !isFrenchSeller(data, context.text)) return [];
  return [say('no-vat-reason', 'warn', ['totalTax'])];
}

const missingVat = (data: InvoiceData): string[] =>
  (['seller', 'buyer'] as const).filter((party) => !data[party].vat).map((party) => `${party}.vat`);

/** 150 € before tax. */
const smallInvoice = 15_000;
