import type { InvoiceData } from '../../invoice.ts';
import type { SaidInvoice, SaidValue } from '../said.ts';
import { codesIn, compact } from './codes.ts';
import { citesAnother, isUnder, labelOf } from './labels.ts';
import { fold } from '../../text/facts/fact.ts';
import type { Tools } from './find.ts';
import type { Spot } from './lines.ts';
import type { Printed } from './printed.ts';

export function groundNumber(said: SaidValue, { find, desk, page }: Tools): string | null {
  const number = find.code('number', said);
  if (number === null || !said) return number;
  const spots = codesIn(page.squeezed, number);
  const own = spots.map(({ line }) => page.lines[line]?.page);
  const heads = page.headed.filter(({ line, cited }) => !cited && own.includes(page.lines[line]?.page));
  const headed = heads.some(
    (head) => sameCode(number, head.code) && spots.some((spot) => spot.line === head.line && !goesOn(spot, page)),
  );
  const named = spots.some((spot) => isNamed(spot, page) && !goesOn(spot, page));
  if (!headed && !named) {
    desk.doubted.add('number');
    if (heads.length > 0) desk.blame('label', ['number'], said.text);
  }
  // Of several that a page is headed by, the first.
  if (heads[0] && !sameCode(number, heads[0].code)) desk.doubted.add('number');
  return number;
}

/** Over a column of goods "N°" and "Réf." name articles; over the head of an invoice they stand beside its date. */
function isNamed(spot: Spot, { lines }: Printed): boolean {
  const label = labelOf(lines, spot);
  const cell = (lines[spot.line]?.text ?? '').slice(0, spot.start).split('   ').at(-1) ?? '';
  if (!isUnder('number', label) || citesAnother(cell)) return false;
  if (label.beside || label.over === null) return true;
  return / (?:date|facture|invoice|avoir|echeance) /u.test(fold(lines[label.over]?.text ?? ''));
}

/** "2611 3768 2325" is one number; a date is none. */
function goesOn({ line, start, end }: Spot, { lines, dates }: Printed): boolean {
  const text = lines[line]?.text ?? '';
  if (dates.some((date) => date.line === line && date.start <= start && date.end >= end)) return true;
  const digits = /^\d+$/u.test(text.slice(start, end)) && /^ \d+(?![\d/.-])/u.test(text.slice(end));
  return digits && !dates.some((date) => date.line === line && date.start === end + 1);
}

/** A printed number may go on after a space. */
const sameCode = (number: string, code: string): boolean => compact(number).startsWith(compact(code));

/** Fields that speak of other documents on purpose. */
const citing = /^(?:creditedInvoice|orderReference|number|lines\b.*)$/u;

/**
 * A file may hold several invoices. A page that is headed by another invoice's number and never prints ours is not ours: what was
 * read there is blamed, and which of the invoices is meant is for a person to say.
 */
export function partInvoices({ number }: InvoiceData, { desk, page }: Tools): void {
  // A number that the scan does not show tells no page from another.
  if (number === null || !desk.standing.has('number')) return;
  const pageAt = (line: number): number => page.lines[line]?.page ?? 0;
  const ours = new Set(codesIn(page.squeezed, number).map(({ line }) => pageAt(line)));
  const headed = page.headed
    .filter(({ code, cited }) => !cited && !sameCode(number, code))
    .map(({ line }) => pageAt(line));
  const foreign = new Set(headed.filter((at) => !ours.has(at)));
  if (foreign.size === 0) return;
  const fields = [...desk.standing]
    .filter(([, lines]) => lines.some((line) => foreign.has(pageAt(line))))
    .map(([field]) => field);
  desk.unsure.add('number');
  const strayed = fields.filter((field) => !citing.test(field));
  if (strayed.length > 0) desk.blame('other-invoice', strayed);
}

/** How each currency is printed, its code aside. */
const signs: Record<string, RegExp> = {
  EUR: /€|(?<!\p{L})(?:eur|euros?)(?!\p{L})/iu,
  USD: /\$|(?<!\p{L})(?:usd|dollars?)(?!\p{L})/iu,
  GBP: /£|(?<!\p{L})(?:gbp|pounds?)(?!\p{L})/iu,
  CHF: /(?<!\p{L})(?:chf|francs? suisses?)(?!\p{L})/iu,
};

/** ISO 4217. Of several printed currencies, the one beside a total. */
export function groundCurrency(said: SaidInvoice['currency'], { desk, page }: Tools): string | null {
  if (!said || !/^[A-Z]{3}$/u.test(said.code)) return null;
  const sign = signs[said.code] ?? new RegExp(String.raw`(?<!\p{L})${said.code}(?!\p{L})`, 'iu');
  const spots = page.lines.flatMap(({ text }, line) => {
    const found = sign.exec(text);
    return found ? [{ line, start: found.index, end: found.index + found[0].length }] : [];
  });
  const totals = ['totalGross', 'amountDue', 'totalNet'].flatMap((field) => desk.standing.get(field) ?? []);
  const beside = spots.find(({ line }) => totals.includes(line));
  const spot = beside ?? spots[0];
  if (!spot) return desk.miss('currency', said.text, said.code);
  desk.lay('currency', [spot]);
  const others = Object.entries(signs).filter(([code]) => code !== said.code);
  if (!beside && page.lines.some(({ text }) => others.some(([, other]) => other.test(text)))) {
    desk.blame('label', ['currency'], said.text);
  }
  return said.code;
}
