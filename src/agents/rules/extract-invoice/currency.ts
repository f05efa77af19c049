import type { LabelledAmount } from './amounts.ts';
import type { Found } from './found.ts';
import { placesOf, type Row } from './sheet.ts';

const words: readonly (readonly [RegExp, string])[] = [
  [/€|\bEUR\b|\bEuros?\b/u, 'EUR'],
  [/\$|\bUSD\b/u, 'USD'],
  [/£|\bGBP\b/u, 'GBP'],
  [/\bCHF\b/u, 'CHF'],
];

/** "Devise : EURO (EUR)", "Rechnungswährung : GBP"; the currency in which a tax is booked is another one (EN 16931 BT-6). */
const said =
  /(?:devise|monnaie|currency|w[äa]hrung|valuta)(?: de (?:la )?facture)? {0,4}:? {0,6}(?:euros? \()?(?<iso>EUR|USD|GBP|CHF|CAD|AUD|JPY|SEK|NOK|DKK|PLN|CZK|HUF|RON|MAD|TND|INR|CNY)\b/iu;

/**
 * The currency that the page says it is in; else what most amounts are in; else what the page names. Unsure where amounts are
 * in another one as well.
 */
export function currencyOf(rows: readonly Row[], amounts: readonly LabelledAmount[]): Found<string> | null {
  const counts = Map.groupBy(amounts, ({ spot }) => spot.currency ?? '');
  counts.delete('');
  const [most, ...others] = [...counts].toSorted((a, b) => b[1].length - a[1].length).map(([currency]) => currency);
  const label = saidBy(rows);
  if (label) return { ...label, sure: [most, ...others].every((one) => one === undefined || one === label.value) };
  if (most !== undefined) return { value: most, places: [], sure: others.length === 0 };
  const named = words.find(([mark]) => rows.some(({ text }) => mark.test(text)))?.[1];
  return named === undefined ? null : { value: named, places: [], sure: true };
}

function saidBy(rows: readonly Row[]): Pick<Found<string>, 'value' | 'places'> | null {
  for (const row of rows) {
    const found = said.exec(row.text);
    const value = found?.groups?.['iso']?.toUpperCase();
    if (!found || value === undefined) continue;
    const end = found.index + found[0].length;
    return { value, places: placesOf(row, { start: end - value.length, end }) };
  }
  return null;
}
