import type { InvoiceFinding } from '../../invoice.ts';
import type { InvoiceCheck, InvoiceContext } from '../context.ts';
import { isFrenchSeller, sirenOf } from '../party.ts';
import { compareNames } from '../company-name.ts';
import { decimalOf } from '../cents.ts';
import { sayFor } from '../say.ts';

const say = sayFor('amounts');

/** A million: no small business pays that on one invoice without knowing; a lost decimal comma does it at once. */
const absurd = 100_000_000;
/** Ten times a supplier's highest is a slipped comma, or a fraud; under three invoices nothing is usual yet. */
const unusual = 10;
const enoughToCompare = 3;

/** Rates of metropolitan France, Corsica and overseas (CGI 278 to 281 nonies, 294 to 297), in hundredths of a percent. */
const frenchRates = new Set([0, 90, 105, 175, 210, 550, 850, 1000, 1300, 2000]);

export const amounts: InvoiceCheck = (context) => {
  const { kind, currency, totalGross: gross, vat } = context.read.data;
  const findings: InvoiceFinding[] = [];
  if (currency === null) findings.push(say('currency-missing', 'note', ['currency']));
  else if (!/^[A-Z]{3}$/u.test(currency)) findings.push(say('currency-unknown', 'warn', ['currency'], { currency }));
  else if (currency !== 'EUR') findings.push(say('currency-foreign', 'warn', ['currency'], { currency }));
  if (gross !== null) {
    const fields = ['totalGross'];
    if (Math.abs(gross) >= absurd) findings.push(say('amount-absurd', 'warn', fields, { amount: decimalOf(gross) }));
    if (gross === 0) findings.push(say('amount-zero', 'warn', fields));
    if (gross < 0 && kind === 'invoice')
      findings.push(say('invoice-negative', 'warn', fields, { amount: decimalOf(gross) }));
    const highest = highestBefore(context);
    if (highest !== null && gross > highest * unusual)
      findings.push(say('amount-unusual', 'warn', fields, { amount: decimalOf(gross), highest: decimalOf(highest) }));
  }
  if (isFrenchSeller(context.read.data, context.text))
    for (const [place, { rate }] of vat.entries())
      if (rate !== null && !frenchRates.has(rate))
        findings.push(say('rate-unknown', 'warn', [`vat.${place}.rate`], { rate: decimalOf(rate) }));
  return findings;
};

function highestBefore({ earlier, read: { data } }: InvoiceContext): number | null {
  const siren = sirenOf(data.seller);
  const paid = earlier
    .filter(({ kind, sellerSiren, sellerName }) => {
      if (kind !== 'invoice') return false;
      if (siren && sellerSiren) return siren === sellerSiren;
      return compareNames(sellerName ?? '', data.seller.name ?? '') === 'same';
    })
    .flatMap(({ totalGross }) => (totalGross !== null && totalGross > 0 ? [totalGross] : []));
  return paid.length >= enoughToCompare ? Math.max(...paid) : null;
}
