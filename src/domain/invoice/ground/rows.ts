import { flatten } from '../../text/facts/fact.ts';
import type { InvoiceLine, VatLine } from '../../invoice.ts';
import type { SaidInvoice } from '../said.ts';
import { centsOf, rateOf } from './amounts.ts';
import type { Tools } from './find.ts';
import type { Spot } from './lines.ts';
import { wordsIn } from './words.ts';

export const groundRates = (said: SaidInvoice['vat'], { find }: Tools): VatLine[] =>
  said.map(({ rate, base, tax }, at) => ({
    rate: find.rate(`vat.${at}.rate`, rate),
    base: find.amount(`vat.${at}.base`, base),
    tax: find.amount(`vat.${at}.tax`, tax),
    category: null,
  }));

/** A row of goods: the lines of its name and those below, up to the next row's. */
const rowsBelow = 3;

/** A row that is not printed is dropped; of one that is, every figure must stand in it. */
export function groundLines(said: SaidInvoice['lines'], { desk, page }: Tools): InvoiceLine[] {
  const named = said.map(({ name }) => wordsIn(page.stream, name));
  const starts = new Set(named.flat().map((spots) => spots[0]?.line ?? 0));
  const lines: InvoiceLine[] = [];
  for (const [at, { name, quantity, unitPrice, net, rate }] of said.entries()) {
    const places = named[at] ?? [];
    const spots = places.find((one) => net === null || figureIn(one, net) !== null) ?? places[0];
    if (!spots) continue;
    const field = `lines.${lines.length}`;
    desk.lay(`${field}.name`, spots);
    const cents = net === null ? null : figureIn(spots, net);
    if (net !== null && cents === null) desk.unsure.add(`${field}.net`);
    lines.push({
      name,
      quantity: decimal(quantity, spots),
      unitPrice: decimal(unitPrice, spots),
      net: cents,
      rate: rate !== null && printedIn(rate, spots) ? rateOf(rate) : null,
    });
  }
  if (lines.length < said.length) desk.unsure.add('lines');
  return lines;

  function figureIn(spots: readonly Spot[], net: string): number | null {
    const wanted = centsOf(net)?.cents;
    const [from, to] = rowOf(spots);
    return page.amounts.find(({ cents, line }) => cents === wanted && line >= from && line <= to)?.cents ?? null;
  }

  function printedIn(written: string, spots: readonly Spot[]): boolean {
    const [from, to] = rowOf(spots);
    return page.lines.slice(from, to + 1).some(({ text }) => flatten(text).includes(flatten(written)));
  }

  function rowOf(spots: readonly Spot[]): [from: number, to: number] {
    const [first, last] = [spots[0]?.line ?? 0, spots.at(-1)?.line ?? 0];
    const below = Array.from({ length: rowsBelow }, (_, step) => last + 1 + step);
    const next = below.find((line) => starts.has(line));
    return [first, next === undefined ? last + rowsBelow : next - 1];
  }

  /** As in InvoiceLine: a decimal number with a point. */
  function decimal(written: string | null, spots: readonly Spot[]): string | null {
    if (written === null || !printedIn(written, spots)) return null;
    const number = /-?\d[\d .,]*/u.exec(flatten(written))?.[0].trim().replaceAll(' ', '') ?? '';
    const pointed = number.replace(/[.,](?=\d{3}[.,])/gu, '').replace(',', '.');
    return /^-?\d+(?:\.\d+)?$/u.test(pointed) ? pointed : null;
  }
}
