import { sureConfidence, type Box, type Page, type Place } from '../../../domain/document.ts';
import type { FieldPath, ReadInvoice } from '../../../domain/invoice.ts';

/**
 * Who vouches for a value: `proved` by a key or a sum, `said` by a plain label alone, `doubtful` by nobody enough. `spelt`: said,
 * but a code that an OCR misreads into another one ("FA-12" into "A-12").
 */
export type Standing = 'proved' | 'said' | 'spelt' | 'doubtful';

export interface Record {
  mark(field: FieldPath, places: Place[], standing: Standing): void;
  places: ReadInvoice['places'];
  unsure: FieldPath[];
}

/** Of an OCR, in percent: what it says of words that it read to the letter. */
const sureSpelling = 93;

/** Keeps where values stand and which are unsure. A word that the OCR doubts makes unsure what no key or sum proves. */
export function createRecord(pages: readonly Page[]): Record {
  const places: ReadInvoice['places'] = {};
  const unsure: FieldPath[] = [];
  const scanned = pages.filter(({ by }) => by === 'ocr');
  const illegible = new Set(scanned.filter(({ confidence }) => confidence < sureConfidence).map((page) => page.number));
  const doubted = doubtedUnder(sureConfidence);
  const misspelt = doubtedUnder(sureSpelling);
  return { mark, places, unsure };

  function mark(field: FieldPath, where: Place[], standing: Standing) {
    if (where.length > 0) places[field] = where;
    if (standing === 'doubtful' || isIllegible(where, standing)) unsure.push(field);
  }

  function isIllegible(where: Place[], standing: Standing): boolean {
    if (where.length > 0 && where.every(({ page }) => illegible.has(page))) return true;
    const [first] = where;
    const unread = { said: doubted, spelt: misspelt, proved: [], doubtful: [] }[standing];
    return first !== undefined && unread.some((word) => covers(first, word));
  }

  function doubtedUnder(least: number): Place[] {
    return scanned.flatMap(({ number, words }) =>
      words.filter(({ confidence }) => confidence < least).map(({ box }) => ({ page: number, box })),
    );
  }
}

const covers = (place: Place, word: Place): boolean => place.page === word.page && overlap(place.box, word.box);

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && a.right > b.left && (b.top + b.bottom) / 2 > a.top && (b.top + b.bottom) / 2 < a.bottom;
