import type { Cents, InvoiceData } from '../../../domain/invoice.ts';
import { labelledAmounts, type LabelledAmount } from './amounts.ts';
import type { Choice } from './choices.ts';
import { currencyOf } from './currency.ts';
import { deductedOf } from './due.ts';
import type { Record, Standing } from './record.ts';
import { placesOf, type Row } from './sheet.ts';
import { saysTaxFree } from './tax-free.ts';
import { agree, taxRows, type TaxRow } from './taxes.ts';
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
  const currency = currencyOf(rows, amounts);
  if (currency) {
    data.currency = currency.value;
    mark('currency', currency.places, currency.sure ? 'said' : 'doubtful');
  }

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

/** Closed sums prove, where the tax is that of the rates printed; a gross that nothing adds up to is doubtful. */
function standingOf({ net, tax, gross, rivalled }: Totals, taxes: readonly TaxRow[], taxFree: boolean): Standing {
  const named = gross?.spots.some(({ label, weight }) => label !== null && weight >= plain) ?? false;
  if (!gross || !named || rivalled) return 'doubtful';
  const ofRates = taxes.length > 0 ? taxes.reduce((sum, row) => sum + row.tax.cents, 0) : null;
  const charged = tax?.cents ?? ofRates;
  if (charged === null) return taxFree && (!net || net.cents === gross.cents) ? 'said' : 'doubtful';
  if (!net || net.cents + charged !== gross.cents) return 'doubtful';
  if (charged === 0) return taxFree ? 'proved' : 'said';
  return isOfRates(net.cents, charged, taxes) ? 'proved' : 'doubtful';
}

/** A head of a column, at least. */
const plain = 1.2;

/** One rate makes the tax of the whole net, or the rates' taxes make up all of it. */
function isOfRates(net: Cents, tax: Cents, taxes: readonly TaxRow[]): boolean {
  const whole = taxes.some(({ rate }) => rate > 0 && agree(net, rate, tax));
  const parts = taxes.reduce((sum, row) => sum + row.tax.cents, 0);
  const slack = taxes.length - 1;
  return whole || (taxes.length > 1 && taxes.some(({ proved }) => proved) && Math.abs(parts - tax) <= slack);
}

const placesOfAll = (spots: readonly LabelledAmount[]) => spots.flatMap(({ row, spot }) => placesOf(row, spot));
