import type { InvoiceData } from '../../../domain/invoice.ts';
import { labelledAmounts, type LabelledAmount } from './amounts.ts';
import type { Choice } from './choices.ts';
import { deductedOf } from './due.ts';
import type { Record, Standing } from './record.ts';
import { placesOf, type Row } from './sheet.ts';
import { saysTaxFree } from './tax-free.ts';
import { taxRows, type TaxRow } from './taxes.ts';
import { readTotals, type Totals } from './totals.ts';

/** Fills the amounts of an invoice: totals, rates, what was taken off and what is due. */
export function readMoney(rows: readonly Row[], data: InvoiceData, { mark }: Record): void {
  const amounts = labelledAmounts(rows);
  const taxes = taxRows(rows, amounts);
  const taxFree = saysTaxFree(rows);
  const totals = readTotals(amounts, taxes, taxFree);
  const standing = standingOf(totals, taxes, taxFree);
  put('totalNet', totals.net ?? (franchised(totals, taxFree) ? totals.gross : null), standing);
  put('totalTax', totals.tax, standing);
  put('totalGross', totals.gross, standing);
  putRates();
  putDue();
  data.currency = currencyOf(rows, amounts);

  function put(
    field: 'totalNet' | 'totalTax' | 'totalGross' | 'deducted' | 'amountDue',
    choice: Choice | null,
    as: Standing,
  ) {
    if (!choice) return;
    data[field] = choice.cents;
    mark(field, placesOfAll(choice.spots), as);
  }

  function putRates() {
    const charged = taxFree && taxes.every(({ rate }) => rate === 0) ? [] : taxes;
    for (const [place, { row, rate, base, tax, proved }] of charged.entries()) {
      const alone = base === null && charged.length === 1;
      data.vat.push({ rate, base: base?.cents ?? (alone ? data.totalNet : null), tax: tax.cents, category: null });
      // A rate that agrees with itself says nothing of one that was not read.
      const as = proved || alone ? standing : 'doubtful';
      mark(`vat.${place}.rate`, row.rates.flatMap((spot) => placesOf(row, spot)).slice(0, 1), as);
      mark(`vat.${place}.base`, base ? placesOfAll([base]) : [], as);
      mark(`vat.${place}.tax`, placesOfAll([tax]), as);
    }
  }

  function putDue() {
    const { due, deducted, gross } = totals;
    const closes =
      gross !== null && due !== null && gross.cents - (deducted ? deductedOf(deducted, gross.cents) : 0) === due.cents;
    const as = closes ? standing : 'doubtful';
    put('deducted', deducted, as);
    if (deducted && gross) data.deducted = deductedOf(deducted, gross.cents);
    put('amountDue', due, as);
    if (due === null && deducted === null && gross) put('amountDue', gross, standing);
  }
}

/** Without tax the net is the gross, under one name. */
const franchised = ({ tax, gross }: Totals, taxFree: boolean): boolean => taxFree && tax === null && gross !== null;

/** Closed sums prove; a gross that nothing adds up to is doubtful. */
function standingOf({ net, tax, gross }: Totals, taxes: readonly TaxRow[], taxFree: boolean): Standing {
  if (!gross) return 'doubtful';
  const named = gross.spots.some(({ label, weight }) => label !== null && weight >= 1.2);
  const ofRates = taxes.length > 0 ? taxes.reduce((sum, row) => sum + row.tax.cents, 0) : null;
  const charged = tax?.cents ?? ofRates;
  if (!named) return 'doubtful';
  if (net && charged !== null)
    return net.cents + charged === gross.cents && (charged !== 0 || taxFree || net !== gross) ? 'proved' : 'doubtful';
  return taxFree && charged === null && (!net || net.cents === gross.cents) ? 'said' : 'doubtful';
}

const placesOfAll = (spots: readonly LabelledAmount[]) => spots.flatMap(({ row, spot }) => placesOf(row, spot));

const words: readonly (readonly [RegExp, string])[] = [
  [/€|\bEUR\b|\bEuros?\b/u, 'EUR'],
  [/\$|\bUSD\b/u, 'USD'],
  [/£|\bGBP\b/u, 'GBP'],
  [/\bCHF\b/u, 'CHF'],
];

/** What most amounts are in; else what the page names. */
function currencyOf(rows: readonly Row[], amounts: readonly LabelledAmount[]): string | null {
  const counts = Map.groupBy(amounts, ({ spot }) => spot.currency ?? '');
  counts.delete('');
  const [most] = [...counts].toSorted((a, b) => b[1].length - a[1].length);
  if (most) return most[0];
  return words.find(([mark]) => rows.some(({ text }) => mark.test(text)))?.[1] ?? null;
}
