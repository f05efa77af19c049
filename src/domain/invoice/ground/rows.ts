import { flatten } from '../../text/facts/fact.ts';
import type { InvoiceLine, VatLine } from '../../invoice.ts';
import type { SaidInvoice } from '../said.ts';
import { centsOf, rateOf } from './amounts.ts';
import type { Tools } from './find.ts';
import { wordsIn } from './words.ts';

export const groundRates = (said: SaidInvoice['vat'], { find }: Tools): VatLine[] =>
  said.map(({ rate, base, tax }, at) => ({
    rate: find.rate(`vat.${at}.rate`, rate),
    base: find.amount(`vat.${at}.base`, base),
    tax: find.amount(`vat.${at}.tax`, tax),
    category: null,
  }));

/** A row of goods: the lines of its name and those below. */
const rowsBelow = 3;

/** A row that is not printed is dropped; of one that is, every figure must stand in it. */
export function groundLines(said: SaidInvoice['lines'], { desk, page }: Tools): InvoiceLine[] {
  const lines: InvoiceLine[] = [];
  for (const { name, quantity, unitPrice, net, rate } of said) {
    const rows = wordsIn(page.stream, name);
    const field = `lines.${lines.length}`;
    const spots = rows.find((one) => net === null || figureIn(one, net) !== null) ?? rows[0];
    if (!spots) continue;
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

  function figureIn(spots: readonly { line: number }[], net: string): number | null {
    const wanted = centsOf(net)?.cents;
    const [from, to] = rowOf(spots);
    const found = page.amounts.find(({ cents, line }) => cents === wanted && line >= from && line <= to);
    return found?.cents ?? null;
  }

  function printedIn(written: string, spots: readonly { line: number }[]): boolean {
    const [from, to] = rowOf(spots);
    return page.lines.slice(from, to + 1).some(({ text }) => flatten(text).includes(flatten(written)));
  }

  /** As in InvoiceLine: a decimal number with a point. */
  function decimal(written: string | null, spots: readonly { line: number }[]): string | null {
    if (written === null || !printedIn(written, spots)) return null;
    const number = /-?\d[\d .,]*/u.exec(flatten(written))?.[0].trim().replaceAll(' ', '') ?? '';
    const pointed = number.replace(/[.,](?=\d{3}[.,])/gu, '').replace(',', '.');
    return /^-?\d+(?:\.\d+)?$/u.test(pointed) ? pointed : null;
  }
}

function rowOf(spots: readonly { line: number }[]): [from: number, to: number] {
  const first = spots[0]?.line ?? 0;
  return [first, (spots.at(-1)?.line ?? first) + rowsBelow];
}
