import type { Cents, FieldPath } from '../../invoice.ts';
import type { SaidDay, SaidValue } from '../said.ts';
import { centsOf, rateOf, type PrintedAmount } from './amounts.ts';
import { codesIn, compact, wrappedIn } from './codes.ts';
import type { Desk } from './desk.ts';
import { isUnder, labels, type Label } from './labels.ts';
import type { Spot } from './lines.ts';
import { nearest, type Printed } from './printed.ts';
import { wordsIn } from './words.ts';

/** A quote may end a line or two before the value: a label and its cell below. */
const quoteWithin = 2;

type Labelled = keyof typeof labels;

/** What every part of an invoice is grounded with. */
export interface Tools {
  find: ReturnType<typeof createFinders>;
  desk: Desk;
  page: Printed;
}

/** One finder for each kind of value: each lays the place on the desk and gives the value, null when it is dropped. */
export function createFinders(page: Printed, desk: Desk) {
  let numberAt: readonly Spot[] = [];
  return { amount, day, code, words, rate };

  /** Cents as the page prints them, its sign included. */
  function amount(field: FieldPath, said: SaidValue): Cents | null {
    if (!said) return null;
    const wanted = centsOf(said.text);
    const same = page.amounts.filter(
      (one) => wanted && sameCents(one.cents, wanted.cents) && (!one.bare || wanted.bare),
    );
    const own = labelled(field, page.amounts).filter(({ bare }) => !bare || wanted?.bare);
    const spot = nearest(preferred(same, own), said.quote, page);
    if (!spot) return desk.miss(field, said.text, wanted?.cents ?? null);
    lay(field, said, [spot]);
    const claimed = own.filter(({ beside }) => beside);
    if (claimed.length > 0 && !claimed.some(({ cents }) => sameCents(cents, spot.cents))) {
      desk.blame('label', [field], said.text);
    }
    judgeLabel(field, own, spot);
    return spot.cents;
  }

  /** An ISO day. */
  function day(field: FieldPath, said: SaidDay): string | null {
    if (!said) return null;
    const same = page.dates.filter(({ iso, other }) => iso === said.iso || other === said.iso);
    const own = labelled(field, page.dates);
    const fitting = same.filter(({ label }) => !contradicts(field, label));
    const spot = nearest(preferred(fitting.length > 0 ? fitting : same, own), said.quote, page);
    if (!spot) return desk.miss(field, said.text, /^\d{4}-\d\d-\d\d$/u.test(said.iso) ? said.iso : null);
    lay(field, said, [spot]);
    if (contradicts(field, spot.label) || (own.length > 0 && !own.some(({ iso }) => iso === spot.iso))) {
      desk.blame('label', [field], said.text);
    }
    if (own.includes(spot) || (field === 'issueDate' && followsNumber(spot))) desk.labelled.add(field);
    else desk.doubted.add(field);
    // The third of April or the fourth of March: nobody knows.
    if (spot.iso !== said.iso) desk.unsure.add(field);
    return said.iso;
  }

  /** As printed. `within`: a part of a longer identifier counts. */
  function code(field: FieldPath, said: SaidValue, within = false): string | null {
    if (!said || compact(said.text) === '') return null;
    const spot = nearest(codesIn(page.squeezed, said.text, within), said.quote, page);
    if (!spot) {
      const [broken] = wrappedIn(page.lines, said.text);
      if (!broken) return desk.miss(field, said.text, said.text);
      lay(field, said, broken);
      return said.text;
    }
    lay(field, said, [spot]);
    return page.lines[spot.line]?.text.slice(spot.start, spot.end).replaceAll(/\s+/gu, ' ') ?? null;
  }

  /** Words that follow one another, in other cases and accents as well. */
  function words(field: FieldPath, said: SaidValue): string | null {
    if (!said || said.text === '') return null;
    const found = wordsIn(page.stream, said.text).map((spots) => ({ ...(spots[0] as Spot), spots }));
    const one = nearest(found, said.quote, page);
    if (!one) return desk.miss(field, said.text, said.text);
    lay(field, said, one.spots);
    return said.text;
  }

  /** Hundredths of a percent. */
  function rate(field: FieldPath, said: SaidValue): number | null {
    if (!said) return null;
    const wanted = rateOf(said.text);
    const spot = nearest(
      page.rates.filter((one) => one.rate === wanted),
      said.quote,
      page,
    );
    if (!spot) return desk.miss(field, said.text, wanted);
    lay(field, said, [spot]);
    return wanted;
  }

  /** Of several amounts under a total's label, as in a column, the largest is the total. */
  function judgeLabel(field: FieldPath, own: readonly PrintedAmount[], spot: PrintedAmount) {
    if (!isLabelled(field)) return;
    const largest = Math.max(...own.map(({ cents }) => Math.abs(cents)));
    if (own.includes(spot) && Math.abs(spot.cents) === largest) desk.labelled.add(field);
    else desk.doubted.add(field);
  }

  /** "Facture n° F-2026-118 du 9 novembre 2026", or the day below it. */
  function followsNumber({ line, start }: Spot): boolean {
    const text = page.lines[line]?.text ?? '';
    if (desk.doubted.has('number') || desk.unsure.has('number')) return false;
    return numberAt.some((one) => {
      if (one.line !== line && one.line !== line - 1) return false;
      return /^[\s,–-]*(?:du|le|of|dated)?\s*$/u.test(text.slice(one.line === line ? one.end : 0, start));
    });
  }

  function lay(field: FieldPath, said: { text: string; quote: string }, spots: readonly Spot[]) {
    if (field === 'number') numberAt = spots;
    desk.lay(field, spots);
    const quoted = wordsIn(page.stream, said.quote).flat();
    const near = quoted.some(({ line }) => spots.some((spot) => Math.abs(spot.line - line) <= quoteWithin));
    if (quoted.length > 0 && !near) desk.blame('quote', [field], said.text);
  }
}

const sameCents = (a: Cents, b: Cents): boolean => Math.abs(a) === Math.abs(b);

const isLabelled = (field: FieldPath): field is Labelled => Object.hasOwn(labels, field);

/** The values that stand under the field's own label. */
const labelled = <T extends Label>(field: FieldPath, among: readonly T[]): T[] =>
  isLabelled(field) ? among.filter((one) => isUnder(field, one)) : [];

/** Those under the field's own label, when there are any. */
function preferred<T extends Spot>(same: readonly T[], own: readonly Spot[]): readonly T[] {
  const places = new Set(own.map(({ line, start }) => `${line}:${start}`));
  const both = same.filter(({ line, start }) => places.has(`${line}:${start}`));
  return both.length > 0 ? both : same;
}

const dates = ['issueDate', 'dueDate', 'otherDate'] as const;

/** Whether a date's label says that it is another one. */
function contradicts(field: FieldPath, label: string): boolean {
  if (isLabelled(field) && labels[field].test(label)) return false;
  const others = dates.filter((kind) => kind !== (field === 'deliveryDate' ? 'otherDate' : field));
  return others.some((kind) => labels[kind].test(label));
}
