import type { Cents } from '../../../domain/invoice.ts';
import type { LabelledAmount } from './amounts.ts';
import type { AmountLabel } from './labels.ts';
import { agree, type TaxRow } from './taxes.ts';

export interface Totals {
  net: Choice | null;
  tax: Choice | null;
  gross: Choice | null;
  deducted: Choice | null;
  due: Choice | null;
  /** Net and tax make gross, and each of them is printed under its name. */
  closes: boolean;
}

/** A value, where it is printed, and how plainly it is called so. */
export interface Choice {
  cents: Cents;
  spots: LabelledAmount[];
  weight: number;
}

/** Values looked at per total: their best. */
const most = 8;

/** The totals that the labels speak for and the sums agree with. `taxFree`: a mention says that no tax is charged. */
export function readTotals(amounts: readonly LabelledAmount[], taxes: readonly TaxRow[], taxFree: boolean): Totals {
  const choices = (fits: Partial<Record<AmountLabel, number>>) => candidates(amounts, fits);
  const nets = choices({ net: 1, total: 0.3, base: 0.4 });
  const taxSums = choices({ tax: 1, total: 0.1 });
  const grosses = choices({ gross: 1, total: 0.6, due: 0.6, net: 0.05 });
  const rateTaxes = sumOf(taxes.map(({ tax }) => tax.cents));
  const rateBases = taxes.every(({ base }) => base) ? sumOf(taxes.map(({ base }) => base?.cents ?? 0)) : null;
  const combined = [...grosses, null].flatMap((one) =>
    [...nets, null].flatMap((two) =>
      [...taxSums, null].map((three) => ({ net: two, tax: three, gross: one, score: scoreOf(two, three, one) })),
    ),
  );
  const best = combined.reduce((a, b) => (b.score > a.score ? b : a));
  return { ...best, ...readDue(amounts, best.gross), closes: closing(best) };

  function scoreOf(net: Choice | null, tax: Choice | null, gross: Choice | null): number {
    let score = (net?.weight ?? 0) + (tax?.weight ?? 0) + (gross?.weight ?? 0);
    if (net && gross) {
      const difference = gross.cents - net.cents - (tax?.cents ?? 0);
      if (tax) score += difference === 0 ? 4 : Math.abs(difference) <= 1 ? 1.5 : -3;
      else score += difference === 0 ? (taxFree ? 1 : 0) : difference === (rateTaxes ?? Number.NaN) ? 3 : -2;
      if (Math.sign(net.cents) * Math.sign(gross.cents) < 0) score -= 4;
      if (Math.abs(net.cents) > Math.abs(gross.cents)) score -= 4;
    }
    if (tax && net && taxes.some(({ rate }) => rate > 0 && agree(net.cents, rate, tax.cents))) score += 1.5;
    if (tax && rateTaxes !== null) score += Math.abs(tax.cents - rateTaxes) <= taxes.length - 1 ? 2 : -0.5;
    if (net && rateBases !== null) score += Math.abs(net.cents - rateBases) <= taxes.length - 1 ? 1.5 : -0.5;
    return score;
  }
}

const closing = ({ net, tax, gross }: Pick<Totals, 'net' | 'tax' | 'gross'>): boolean =>
  net !== null && tax !== null && gross !== null && net.cents + tax.cents === gross.cents;

function candidates(amounts: readonly LabelledAmount[], fits: Partial<Record<AmountLabel, number>>): Choice[] {
  const fitting = amounts.flatMap((one) => {
    const fit = one.label ? (fits[one.label] ?? 0) : 0;
    const weight = fit * (one.weight - (one.bare ? 1.2 : 0)) + one.row.index / 5000;
    return fit > 0 && one.weight > 0.5 && weight > 0 ? [{ one, weight }] : [];
  });
  const byValue = Map.groupBy(fitting, ({ one }) => one.cents);
  const choices = [...byValue].map(([cents, list]) => {
    const sorted = list.toSorted((a, b) => b.weight - a.weight);
    const best = sorted[0]?.weight ?? 0;
    return { cents, spots: sorted.map(({ one }) => one), weight: best + Math.min(0.6, 0.3 * (sorted.length - 1)) };
  });
  return choices.toSorted((a, b) => b.weight - a.weight).slice(0, most);
}

/** What is left to pay, and what was taken off before: the two that fit gross. */
function readDue(amounts: readonly LabelledAmount[], gross: Choice | null): Pick<Totals, 'deducted' | 'due'> {
  const dues = candidates(amounts, { due: 1 });
  const deducted = candidates(amounts, { deducted: 1, added: 1 }).filter(({ cents }) => cents !== 0);
  if (!gross) return { due: dues[0] ?? null, deducted: deducted[0] ?? null };
  for (const due of dues)
    for (const taken of deducted)
      if (due.cents !== gross.cents && gross.cents - due.cents === signed(taken)) return { due, deducted: taken };
  const same = dues.find(({ cents }) => cents === gross.cents);
  if (same) return { due: same, deducted: null };
  const due = dues[0] ?? null;
  const taken = deducted[0] ?? null;
  if (due) return { due, deducted: taken };
  return { due: null, deducted: taken };

  function signed(one: Choice): Cents {
    const adds = one.spots[0]?.label === 'added';
    return adds ? -Math.abs(one.cents) : Math.sign(gross?.cents ?? 1) * Math.abs(one.cents);
  }
}

const sumOf = (values: readonly Cents[]): Cents | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
