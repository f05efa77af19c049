import type { Cents } from '../../../domain/invoice.ts';
import { findAmountLabels } from './labels.ts';
import type { LabelledAmount } from './amounts.ts';
import type { Row } from './sheet.ts';

/** A row that says a rate and its tax. */
export interface TaxRow {
  row: Row;
  rate: number;
  base: LabelledAmount | null;
  tax: LabelledAmount;
  /** Base, rate and tax are printed and agree. */
  proved: boolean;
}

/** Rates of the countries whose invoices arrive, hundredths of a percent: a bare "20,00" in a table is one of them. */
export const knownRates = new Set([
  2000, 1000, 550, 210, 850, 175, 105, 1900, 700, 2100, 600, 1200, 2200, 400, 2300, 800, 500, 2500, 1600, 0,
]);
/** A table's head and its rows. */
const headWithin = 8;

/** The rows of the tax table, or the lines "TVA 20 % : 398,76" that stand for it. One per rate, the proved one first. */
export function taxRows(rows: readonly Row[], amounts: readonly LabelledAmount[]): TaxRow[] {
  const byRow = Map.groupBy(amounts, ({ row }) => row.index);
  const found = [...byRow].flatMap(([index, own]) => {
    const row = rows[index];
    return row && speaksOfTax(rows, row) ? (readRow(row, own) ?? []) : [];
  });
  const rates = Map.groupBy(found, ({ rate }) => rate);
  return [...rates.values()].flatMap((same) => same.toSorted((a, b) => rank(b) - rank(a))[0] ?? []);
}

const rank = ({ proved, row }: TaxRow): number => (proved ? 1 : 0) + row.index / 100_000;

/** By its own words, or by a head above it that is not the head of the goods. */
function speaksOfTax(rows: readonly Row[], row: Row): boolean {
  const own = findAmountLabels(row.tokens);
  if (own.some(({ means }) => means === 'tax')) return true;
  for (let up = row.index - 1; up >= Math.max(0, row.index - headWithin); up -= 1) {
    const above = rows[up];
    if (!above || above.page !== row.page) return false;
    const hits = findAmountLabels(above.tokens);
    const heads = hits.filter(
      ({ means }) => means === 'tax' || means === 'base' || means === 'rate' || means === 'net',
    );
    if (hits.filter(({ means }) => means === 'none').length >= 2) return false;
    if (heads.length >= 2) return true;
  }
  return false;
}

/** A row of a tax table has six figures. */
const mostFigures = 12;

/** An OCR loses commas: "740" beside "TVA 10 % sur 73,95". */
const withItsMark = (one: LabelledAmount): LabelledAmount[] =>
  one.row.scanned && one.bare && /^\d{3,9}$/u.test(one.spot.digits) ? [{ ...one, cents: Number(one.spot.digits) }] : [];

function readRow(row: Row, own: readonly LabelledAmount[]): TaxRow | null {
  const figures = [...own.filter(({ bare }) => !bare), ...own.flatMap(withItsMark)].slice(0, mostFigures);
  const bareRates = own.filter(({ spot }) => spot.currency === null && knownRates.has(spot.cents));
  const rates = row.rates.length > 0 ? row.rates.map(({ rate }) => rate) : bareRates.map(({ cents }) => cents);
  for (const rate of rates.filter((one) => knownRates.has(one)).slice(0, mostFigures))
    for (const base of figures)
      for (const tax of figures)
        if (
          base !== tax &&
          base.cents !== 0 &&
          agree(base.cents, rate, tax.cents) &&
          distinct(own, base, tax, rate, row)
        )
          return { row, rate, base, tax, proved: true };
  const [rate] = row.rates;
  const last = own.at(-1);
  return rate && last?.label === 'tax' && knownRates.has(rate.rate)
    ? { row, rate: rate.rate, base: null, tax: last, proved: false }
    : null;
}

/** The bare rate of a row is none of its two amounts, and the tax of a rate of nought is printed as nought. */
const distinct = (
  own: readonly LabelledAmount[],
  base: LabelledAmount,
  tax: LabelledAmount,
  rate: number,
  row: Row,
): boolean => row.rates.length > 0 || own.some((one) => one !== base && one !== tax && one.cents === rate);

/** To the cent, or one beside it: sellers round each line. */
export const agree = (base: Cents, rate: number, tax: Cents): boolean =>
  Math.abs(tax * 10_000 - base * rate) <= 10_000 + 5000;
