import type { Cents } from '../../../domain/invoice.ts';
import type { LabelledAmount } from './amounts.ts';
import type { AmountLabel } from './labels.ts';

/** A value, where it is printed, and how plainly it is called so. */
export interface Choice {
  cents: Cents;
  spots: LabelledAmount[];
  weight: number;
}

/** Values looked at per total: their best. */
const most = 8;
/** What no decimals and no currency take from a label's word. */
const bareness = 1.2;

/** The values that labels speak for, the plainest first. `fits`: how far each label means this total. */
export function choicesOf(amounts: readonly LabelledAmount[], fits: Partial<Record<AmountLabel, number>>): Choice[] {
  const fitting = amounts.flatMap((one) => {
    const fit = one.label ? (fits[one.label] ?? 0) : 0;
    // Totals stand at the end: of two that are called the same the later one is meant.
    const weight = fit * (one.weight - (one.bare ? bareness : 0)) + one.row.index / 5000;
    return fit > 0 && one.weight > (one.bare ? 1.8 : 0.5) && weight > 0 ? [{ one, weight }] : [];
  });
  return ranked(Map.groupBy(fitting, ({ one }) => one.cents));
}

function ranked(byValue: Map<Cents, { one: LabelledAmount; weight: number }[]>): Choice[] {
  const choices = [...byValue].map(([cents, list]) => {
    const sorted = list.toSorted((a, b) => b.weight - a.weight);
    const first = sorted[0]?.weight ?? 0;
    return { cents, spots: sorted.map(({ one }) => one), weight: first + Math.min(0.6, 0.3 * (sorted.length - 1)) };
  });
  return choices.toSorted((a, b) => b.weight - a.weight).slice(0, most);
}

/** A value that a sum asks for, where it is printed with its decimals, whatever it is called; null: it is not. */
export function printedAs(amounts: readonly LabelledAmount[], cents: Cents | null, weight: number): Choice | null {
  if (cents === null) return null;
  const spots = amounts.filter((one) => (one.cents === cents && !one.bare) || hasLostItsMark(one, cents)).toReversed();
  return spots.length === 0 ? null : { cents, spots, weight };
}

/** Fewer digits may be any number. */
const fewest = 4;

/** An OCR loses commas: "294209 €" where a sum asks for 2 942,09. */
const hasLostItsMark = ({ row, spot }: LabelledAmount, cents: Cents): boolean =>
  row.scanned && !spot.decimals && spot.digits.length >= fewest && spot.digits === String(cents);
