import type { Cents } from '../../../domain/invoice.ts';
import type { LabelledAmount } from './amounts.ts';
import { choicesOf, printedAs, type Choice } from './choices.ts';
import { readDue } from './due.ts';
import { agree, type TaxRow } from './taxes.ts';

export interface Totals {
  net: Choice | null;
  tax: Choice | null;
  gross: Choice | null;
  deducted: Choice | null;
  due: Choice | null;
  /** Another gross closes as well and is called so nearly as plainly: that of a whole contract, of a deposit. */
  rivalled: boolean;
}

type Three = Pick<Totals, 'net' | 'tax' | 'gross'>;

/** The totals that the labels speak for and the sums agree with. `taxFree`: a mention says that no tax is charged. */
export function readTotals(amounts: readonly LabelledAmount[], taxes: readonly TaxRow[], taxFree: boolean): Totals {
  const rates = ratesOf(taxes);
  const nets = withSum(choicesOf(amounts, { net: 1, total: 0.3, base: 0.4 }), rates.bases);
  const taxSums = withSum(choicesOf(amounts, { tax: 1, total: 0.1 }), rates.taxes);
  const grosses = choicesOf(amounts, { gross: 1, total: 0.6, due: 0.6, net: 0.05 });
  const score = (three: Three) => scoreOf(three, taxes, rates, taxFree);
  const combined = [...grosses, null].flatMap((gross) =>
    [...nets, null].flatMap((net) => [...taxSums, null].map((tax) => ({ net, tax, gross }))),
  );
  const scored = combined.map((three) => ({ three, score: score(three) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  const { three } = best;
  const rivalled = scored.some(
    (one) => closes(one.three) && one.three.gross?.cents !== three.gross?.cents && one.score > best.score - clear,
  );
  const full = completed(three.gross || three.net ? three : (proportioned(amounts, taxes) ?? three), amounts);
  return { ...full, ...readDue(amounts, full.gross), rivalled };

  function withSum(choices: Choice[], sum: Cents | null): Choice[] {
    if (choices.some(({ cents }) => cents === sum)) return choices;
    return [...choices, printedAs(amounts, sum, 0.5)].filter((choice) => choice !== null);
  }
}

/** Points by which the best reading of the totals must be ahead of another that closes. */
const clear = 2.5;

const closes = ({ net, tax, gross }: Three): boolean =>
  net !== null && tax !== null && gross !== null && net.cents + tax.cents === gross.cents;

interface RateSums {
  bases: Cents | null;
  taxes: Cents | null;
  /** Each sum may be off by as much. */
  slack: Cents;
}

function ratesOf(taxes: readonly TaxRow[]): RateSums {
  const bases = taxes.map(({ base }) => base?.cents ?? Number.NaN);
  const known = bases.length > 0 && !bases.some(Number.isNaN);
  return {
    bases: known ? sum(bases) : null,
    taxes: taxes.length > 0 ? sum(taxes.map(({ tax }) => tax.cents)) : null,
    slack: Math.max(taxes.length - 1, 0),
  };
}

const sum = (values: readonly Cents[]): Cents => values.reduce((total, value) => total + value, 0);

/** How well three totals go together: their labels, and every sum that they close or break. */
function scoreOf({ net, tax, gross }: Three, taxes: readonly TaxRow[], rates: RateSums, taxFree: boolean): number {
  let score = (net?.weight ?? 0) + (tax?.weight ?? 0) + (gross?.weight ?? 0);
  if (net && gross) {
    const between = gross.cents - net.cents;
    if (tax) score += closeness(between - tax.cents);
    else if (between === 0) score += taxFree ? 1 : 0;
    else score += between === rates.taxes ? 3 : -2;
    if (opposed(net.cents, gross.cents) || Math.abs(net.cents) > Math.abs(gross.cents)) score -= 4;
  }
  if (tax && net && taxes.some(({ rate }) => rate > 0 && agree(net.cents, rate, tax.cents))) score += 1.5;
  if (tax) score += near(tax.cents, rates.taxes, rates.slack, 2);
  if (net) score += near(net.cents, rates.bases, rates.slack, 1.5);
  if (gross && rates.bases !== null && rates.taxes !== null)
    score += near(gross.cents, rates.bases + rates.taxes, rates.slack, 1.5);
  return score;
}

function closeness(difference: Cents): number {
  if (difference === 0) return 4;
  return Math.abs(difference) <= 1 ? 1.5 : -2;
}

const opposed = (a: Cents, b: Cents): boolean => Math.sign(a) * Math.sign(b) < 0;

function near(value: Cents, wanted: Cents | null, slack: Cents, worth: number): number {
  if (wanted === null) return 0;
  return Math.abs(value - wanted) <= slack ? worth : -0.5;
}

/** Nothing is called net or gross, but a tax is: the printed amounts of which it is the rate's part. */
function proportioned(amounts: readonly LabelledAmount[], taxes: readonly TaxRow[]): Three | null {
  const [only, ...more] = taxes;
  if (!only || more.length > 0 || only.rate === 0) return null;
  for (const { cents } of amounts.filter(({ bare }) => !bare).slice(-lastAmounts)) {
    const net = agree(cents, only.rate, only.tax.cents) ? printedAs(amounts, cents, 0) : null;
    const gross = net && printedAs(amounts, cents + only.tax.cents, 0);
    if (net && gross) return { net, tax: { cents: only.tax.cents, spots: [only.tax], weight: 0 }, gross };
  }
  return null;
}

/** Totals stand at the end. */
const lastAmounts = 60;

/** The third total, where the other two ask for a value that is printed without a name. */
function completed({ net, tax, gross }: Three, amounts: readonly LabelledAmount[]): Three {
  if (gross && tax && !net) return { net: printedAs(amounts, gross.cents - tax.cents, 0), tax, gross };
  if (net && tax && !gross) return { net, tax, gross: printedAs(amounts, net.cents + tax.cents, 0) };
  if (net && gross && !tax && net.cents !== gross.cents)
    return { net, tax: printedAs(amounts, gross.cents - net.cents, 0), gross };
  return { net, tax, gross };
}
