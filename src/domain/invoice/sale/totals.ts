import type { Cents } from '../../invoice.ts';
import { centsOf, times } from '../structure/decimal.ts';
import type { Discount, Exemption, SaleDraft, SaleLine } from './draft.ts';
import { numberOf, percentOf, shortText } from './exact.ts';
import { exemptions } from './exemptions.ts';

/** BR-FR-DEC-02 and -03 of XP Z12-012. */
export const quantityPlaces = 4;
export const pricePlaces = 6;

export interface LineTotals {
  line: SaleLine;
  /** As in the draft, without zeros that say nothing. */
  quantity: string;
  unitPrice: string;
  /** Quantity × price, rounded; minus `off` it is `net`. */
  gross: Cents;
  off: Cents;
  net: Cents;
  category: string;
  /** Hundredths of a percent; 0 where no VAT is charged. */
  rate: number;
  exemption: Exemption | null;
}

/** One rate, or one reason for none (EN 16931 BG-23). */
export interface RateTotals {
  category: string;
  rate: number;
  exemption: Exemption | null;
  /** Sum of its lines. */
  lines: Cents;
  /** The discount on the whole, as far as it falls on this rate. */
  off: Cents;
  base: Cents;
  tax: Cents;
}

export interface Totals {
  /** BT-106, BT-107, BT-109, BT-110, BT-112, BT-113, BT-115. */
  lines: Cents;
  off: Cents;
  net: Cents;
  tax: Cents;
  gross: Cents;
  paid: Cents;
  due: Cents;
}

/**
 * By the rules of EN 16931: a line is rounded to the cent, VAT is rounded once per rate on the sum of its bases (BR-CO-17),
 * totals are sums of what is rounded. Null: a quantity or a price is no number, or far too large.
 */
export function totalsOf(draft: SaleDraft): { lines: LineTotals[]; rates: RateTotals[]; totals: Totals } | null {
  const lines = draft.lines.map(lineTotals).filter((line) => line !== null);
  if (lines.length < draft.lines.length) return null;
  const rates = ratesOf(lines, draft.discount?.percent ?? 0);
  const sum = (of: (each: RateTotals) => Cents) => rates.reduce((total, each) => total + of(each), 0);
  const net = sum((each) => each.base);
  const tax = sum((each) => each.tax);
  const deposits = draft.deposits.reduce((total, each) => total + each.gross, 0);
  const paid = draft.settled ? net + tax : deposits;
  return {
    lines,
    rates,
    totals: {
      lines: sum((each) => each.lines),
      off: sum((each) => each.off),
      net,
      tax,
      gross: net + tax,
      paid,
      due: net + tax - paid,
    },
  };
}

function lineTotals(line: SaleLine): LineTotals | null {
  const quantity = numberOf(line.quantity, quantityPlaces);
  const unitPrice = numberOf(line.unitPrice, pricePlaces);
  if (quantity === null || unitPrice === null) return null;
  const gross = centsOf(times(quantity, unitPrice));
  if (gross === null) return null;
  const off = line.discount ? offOf(line.discount, gross) : 0;
  const exemption = typeof line.vat === 'number' ? null : line.vat;
  return {
    line,
    quantity: shortText(quantity),
    unitPrice: shortText(unitPrice),
    gross,
    off,
    net: gross - off,
    category: exemption ? exemptions[exemption].category : 'S',
    rate: typeof line.vat === 'number' ? line.vat : 0,
    exemption,
  };
}

const offOf = (discount: Discount, gross: Cents): Cents =>
  'amount' in discount ? discount.amount : percentOf(gross, discount.percent);

/** Highest rate first, then the reasons for none, each as it first came. */
function ratesOf(lines: LineTotals[], discount: number): RateTotals[] {
  const groups = new Map<string, RateTotals>();
  for (const { category, rate, exemption, net } of lines) {
    const key = exemption ?? String(rate);
    const group = groups.get(key) ?? { category, rate, exemption, lines: 0, off: 0, base: 0, tax: 0 };
    groups.set(key, { ...group, lines: group.lines + net });
  }
  const rates = [...groups.values()].toSorted((a, b) => b.rate - a.rate);
  return rates.map((group) => {
    const off = percentOf(group.lines, discount);
    const base = group.lines - off;
    return { ...group, off, base, tax: percentOf(base, group.rate) };
  });
}
