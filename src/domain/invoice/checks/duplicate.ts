import type { EarlierInvoice, InvoiceCheck, InvoiceContext } from '../context.ts';
import { compareNames } from '../company-name.ts';
import { sirenOf } from '../party.ts';
import { decimalOf } from '../cents.ts';
import { sayFor } from '../say.ts';

const say = sayFor('duplicate');

/**
 * The number is unique within a year of its seller (CGI annexe II 242 nonies A I 7°; BOI-TVA-DECLA-30-20-20-10). Seen again
 * with the same amount it was sent twice; with another, one of the two is wrong, for a corrected invoice takes a new number.
 */
export const duplicate: InvoiceCheck = (context) => {
  const { data } = context.read;
  const same = context.earlier.filter((one) => isSame(one, context));
  const [first] = same.toSorted((a, b) => Number(differs(a, context)) - Number(differs(b, context)));
  if (!first) return [];
  const gross = first.totalGross;
  return [
    say(differs(first, context) ? 'duplicate-differs' : 'duplicate', 'stop', ['number'], {
      number: data.number,
      date: first.issueDate,
      amount: gross === null ? '' : decimalOf(gross),
      earlier: first.id,
    }),
  ];
};

function isSame(one: EarlierInvoice, { read: { data } }: InvoiceContext): boolean {
  if (!data.number || !one.number || (one.kind === 'credit-note') !== (data.kind === 'credit-note')) return false;
  const sameGross = one.totalGross !== null && one.totalGross === data.totalGross;
  const siren = sirenOf(data.seller);
  if (siren && one.sellerSiren) {
    const loosely = sameGross && bare(one.number) === bare(data.number);
    return (
      siren === one.sellerSiren &&
      sameYear(one.issueDate, data.issueDate) &&
      (spaced(one.number) === spaced(data.number) || loosely)
    );
  }
  const sameSeller = compareNames(one.sellerName ?? '', data.seller.name ?? '') === 'same';
  return sameSeller && sameGross && bare(one.number) === bare(data.number);
}

const differs = (one: EarlierInvoice, { read: { data } }: InvoiceContext): boolean =>
  one.totalGross !== data.totalGross || one.issueDate !== data.issueDate;

/** "F-26-1" and "F-2-61" are two numbers: separators are dropped only where the amount is the same. */
const spaced = (number: string): string => number.toUpperCase().replaceAll(/\s/gu, '');
const bare = (number: string): string => number.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

const sameYear = (a: string | null, b: string | null): boolean => !a || !b || a.slice(0, 4) === b.slice(0, 4);
