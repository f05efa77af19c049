import type { Page } from '../../document.ts';
import { amountsIn, ratesIn, type PrintedAmount } from './amounts.ts';
import { sirensOn, squeezed, type Squeezed } from './codes.ts';
import { datesIn, type PrintedDate } from './dates.ts';
import { headedNumbers, labelOf, speaksOfTax, type Headed, type Label } from './labels.ts';
import { printedLines, type Line, type Spot } from './lines.ts';
import { foldedWords, streamOf, type Stream } from './words.ts';

/** A document made ready to be searched, once for all its values. */
export interface Printed {
  lines: Line[];
  folded: string[][];
  squeezed: Squeezed[];
  stream: Stream;
  amounts: (PrintedAmount & Label)[];
  dates: (PrintedDate & Label)[];
  rates: (Spot & { rate: number })[];
  /** Every SIREN, by itself, in a SIRET or in a VAT number, and on which lines. */
  sirens: Map<string, number[]>;
  /** Whether a rate of tax above nought is printed. */
  taxed: boolean;
  /** Numbers that a page gives an invoice. */
  headed: Headed[];
}

/** `text` is read where there are no pages. Longer documents than any invoice are read as far as `mostLetters`. */
export function printed(pages: readonly Page[], text: string): Printed {
  const lines = readable(printedLines(pages, text));
  const labelled = <T extends Spot>(spots: T[]) =>
    spots.slice(0, mostFigures).map((spot) => ({ ...spot, ...labelOf(lines, spot) }));
  const rates = ratesIn(lines);
  return {
    lines,
    folded: lines.map((line) => foldedWords(line.text)),
    squeezed: lines.map(squeezed),
    stream: streamOf(lines),
    amounts: labelled(amountsIn(lines)),
    dates: labelled(datesIn(lines)),
    rates,
    sirens: sirensOn(lines),
    taxed: rates.some((rate) => {
      const line = lines[rate.line];
      return rate.rate > 0 && line !== undefined && speaksOfTax(line, labelOf(lines, rate));
    }),
    headed: headedNumbers(lines),
  };
}

/** Thirty pages of sixty rows hold as many. */
const mostFigures = 10_000;
/** Thirty full pages; what follows is padding or an attack. */
const mostLetters = 200_000;

function readable(lines: Line[]): Line[] {
  let room = mostLetters;
  const beyond = lines.findIndex(({ text }) => (room -= text.length + 1) < 0);
  return beyond < 0 ? lines : lines.slice(0, beyond);
}

/** Of several places the one a quote speaks of: the line that shares most of its words, then the nearest. */
export function nearest<T extends Spot>(spots: readonly T[], quote: string, { folded }: Printed): T | null {
  const wanted = new Set(foldedWords(quote));
  if (wanted.size === 0) return spots[0] ?? null;
  const shared = folded.map((words) => new Set(words.filter((word) => wanted.has(word))).size);
  const quoted = shared.indexOf(Math.max(...shared, 1));
  const distance = ({ line }: Spot): number => (quoted < 0 ? 0 : Math.abs(line - quoted));
  return (
    spots.toSorted((a, b) => (shared[b.line] ?? 0) - (shared[a.line] ?? 0) || distance(a) - distance(b))[0] ?? null
  );
}
