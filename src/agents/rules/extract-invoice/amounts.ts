import type { Box } from '../../../domain/document.ts';
import type { Cents } from '../../../domain/invoice.ts';
import type { PrintedAmount } from '../../../domain/invoice/amount.ts';
import { findAmountLabels, type AmountLabel } from './labels.ts';
import { boxOf, type Part, type Row } from './sheet.ts';
import type { Hit } from './tokens.ts';

/** An amount and what the words beside it, or at the head of its column, say it is. */
export interface LabelledAmount {
  row: Row;
  spot: PrintedAmount;
  cents: Cents;
  label: AmountLabel | null;
  /** How plainly: 3 beside it, less at the head of its column, least in the table of goods. */
  weight: number;
  /** No decimals, no currency: it may be a quantity or a year as well. */
  bare: boolean;
}

type Labels = Hit<AmountLabel>[];

/** Every amount of the document. Numbers within dates, accounts and rates are none. */
export function labelledAmounts(rows: readonly Row[]): LabelledAmount[] {
  const labels = rows.map((row) =>
    findAmountLabels(row.tokens).filter((hit) => !isOfGoods(row, hit) && !goesOn(row, hit)),
  );
  const heads = rows.map((row) => headsOf(row, labels[row.index] ?? []));
  return rows.flatMap((row) => {
    const masked = maskOf(row);
    const amounts = row.amounts.filter(
      (spot) => !masked.some((part) => part.start < spot.end && part.end > spot.start),
    );
    return amounts.map((spot, place) => {
      const from = amounts[place - 1]?.end ?? 0;
      const beside = besideLabel(row, labels[row.index] ?? [], {
        from,
        to: spot.start,
        last: place === amounts.length - 1,
      });
      const above = beside && beside.label !== 'total' ? null : columnLabel(rows, heads, row, spot);
      const found = beside && above && above.weight >= 1 ? { label: above.label, weight: 2.5 } : (beside ?? above);
      const bare = !spot.decimals && spot.currency === null;
      return { row, spot, cents: spot.cents, label: found?.label ?? null, weight: found?.weight ?? 0, bare };
    });
  });
}

/** "Formation Excel avancé", "Reliure avec retenue": a word of a name, not a payment taken off. */
function isOfGoods({ cells, text }: Row, { means, start: to }: Hit<AmountLabel>): boolean {
  if (means !== 'deducted' && means !== 'added') return false;
  const cell = cells.find(({ start, end }) => start <= to && end > to);
  return Array.from(text.slice(cell?.start ?? to, to).matchAll(/\p{L}{3,}/gu)).length >= 2;
}

/** "Montant du marché", "Solde du compte": what is owed ("dû") is not of something. */
const goesOn = ({ text }: Row, { means, start, end }: Hit<AmountLabel>): boolean =>
  means === 'due' && /\bdu$/u.test(text.slice(start, end)) && /^ \p{L}/u.test(text.slice(end));

const maskOf = (row: Row): Pick<Part, 'start' | 'end'>[] => [
  ...row.dates,
  ...row.rates,
  ...row.ibans,
  ...Array.from(row.text.matchAll(longNumber), ({ 0: found, index }) => ({ start: index, end: index + found.length })),
];

/** A SIREN, a SIRET, a telephone, an account: three groups of digits or more that are no thousands. */
const longNumber = /(?<![\d.,])(?:\d{9,}|\d{2}(?:[ .]\d{2}){3,}|\d{3} \d{3} \d{3}(?: \d{5}|(?=\D*$)))(?![\d,])/gu;

interface Reach {
  from: number;
  to: number;
  last: boolean;
}

/** The last telling words between the amount before and this one; for the last of a row, of the whole row. */
function besideLabel(row: Row, hits: Labels, { from, to, last }: Reach): Labelled | null {
  const near = telling(hits.filter((hit) => hit.start >= from && hit.end <= to));
  if (near) return { label: near.means, weight: 3 - awayFrom(row, near, to) };
  const silent = hits.some((hit) => hit.start >= from && hit.end <= to);
  if (!last || from === 0 || silent) return null;
  const whole = telling(hits.filter((hit) => hit.end <= to && hit.means !== 'base'));
  return whole ? { label: whole.means, weight: 2 } : null;
}

interface Labelled {
  label: AmountLabel;
  weight: number;
}

function telling(hits: Labels): Hit<AmountLabel> | null {
  if (hits.at(-1)?.means === 'none') return null;
  return hits.findLast(({ means }) => means !== 'none' && means !== 'rate') ?? null;
}

/** A label in a cell that is not the next one to the left speaks less plainly. */
function awayFrom({ cells }: Row, hit: Hit<AmountLabel>, to: number): number {
  const between = cells.filter((cell) => cell.start > hit.end && cell.end < to).length;
  return Math.min(between * 0.5, 1.5);
}

/** A table's head stands at most so many rows above its last row. */
const tallest = 8;

/** A label over a column: as wide as its cell where it stands alone there. */
interface Head {
  label: AmountLabel;
  box: Box;
}

/** Labels of a row in whose cell no amount stands. */
function headsOf(row: Row, hits: Labels): Head[] {
  return hits.flatMap((hit) => {
    const cell = row.cells.find(({ start, end }) => start <= hit.start && end >= hit.end);
    if (!cell || row.amounts.some(({ start, end }) => start < cell.end && end > cell.start)) return [];
    const alone = hits.filter(({ start, end }) => start >= cell.start && end <= cell.end).length === 1;
    return [{ label: hit.means, box: alone ? cell.box : boxOf(row, hit) }];
  });
}

/** What the nearest head says over this amount's column; less of it where it is the head of the goods. */
function columnLabel(rows: readonly Row[], heads: readonly Head[][], row: Row, spot: PrintedAmount): Labelled | null {
  const own = boxOf(row, spot);
  for (let up = row.index - 1; up >= Math.max(0, row.index - tallest); up -= 1) {
    if (rows[up]?.page !== row.page) return null;
    const over = heads[up]?.find(({ box }) => box.left < own.right && box.right > own.left);
    if (!over) continue;
    if (over.label === 'none') return null;
    const goods = (heads[up] ?? []).filter(({ label }) => label === 'none').length >= 2;
    return { label: over.label, weight: goods ? 0.3 : 1.6 - 0.05 * (row.index - up) };
  }
  return null;
}
