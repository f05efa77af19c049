import { findIbans } from '../../identifiers/iban.ts';
import { validSiren } from '../../identifiers/siren.ts';
import { cellsOf, type Line, type Spot } from './lines.ts';

/** Letters and digits alone, upper case: "FR76 1698 8964" and "FR76-16988964" are one. */
export const compact = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();

/** A line without spaces and signs, and where each of its characters stood. */
export interface Squeezed {
  text: string;
  signs: string;
  offsets: number[];
}

export function squeezed({ text }: Pick<Line, 'text'>): Squeezed {
  let signs = '';
  const offsets: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const upper = (text[at] ?? '').toUpperCase();
    // "ß" grows in upper case: offsets stay true to the text.
    if (!isSign(upper) || upper.length !== 1) continue;
    signs += upper;
    offsets.push(at);
  }
  return { text, signs, offsets };
}

/**
 * Where an identifier is printed, whatever spaces and signs stand within it, as whole words; `within`: as a part of a longer
 * one as well (a SIREN in its SIRET or VAT number).
 */
export function codesIn(lines: readonly Squeezed[], code: string, within = false): Spot[] {
  const wanted = compact(code);
  if (wanted === '') return [];
  return lines.flatMap(({ text, signs, offsets }, line) => {
    const spots: Spot[] = [];
    for (let at = signs.indexOf(wanted); at >= 0; at = signs.indexOf(wanted, at + 1)) {
      const start = offsets[at] ?? 0;
      const end = (offsets[at + wanted.length - 1] ?? 0) + 1;
      if (within || (!goesOn(text[start - 1], text[start - 2]) && !goesOn(text[end], text[end + 1])))
        spots.push({ line, start, end });
    }
    return spots;
  });
}

/** The rest of a longer code: "2026" is not the number where "SC-2026-0418" is printed. */
const goesOn = (next = '', after = ''): boolean => isSign(next) || (/[-–/._]/u.test(next) && isSign(after));

/** A code that goes on in the next line is long; fewer signs than this stand at an end by chance. */
const wrapped = { least: 14, part: 3 };

/** A long code broken between two lines, at the end of one cell and the beginning of another. Two spots for each. */
export function wrappedIn(lines: readonly Line[], code: string): Spot[][] {
  const wanted = compact(code);
  if (wanted.length < wrapped.least) return [];
  return brokenCells(lines).flatMap(({ line, above, below }) => {
    const [first, second] = [compact(above.text), compact(below.text)];
    for (let part = wrapped.part; part <= wanted.length - wrapped.part; part += 1) {
      if (first.endsWith(wanted.slice(0, part)) && second.startsWith(wanted.slice(part))) {
        return [
          [
            { line, start: above.start, end: above.start + above.text.length },
            { line: line + 1, start: below.start, end: below.start + wanted.length - part },
          ],
        ];
      }
    }
    return [];
  });
}

/** Every account the lines print, compact, also one broken between two lines (then of a right key alone). */
export function printedIbans(lines: readonly Line[]): string[] {
  const whole = lines.flatMap(({ text }) => findIbans(text.replaceAll(/ {2,}/gu, ' ')));
  const broken = brokenCells(lines).flatMap(({ above, below }) =>
    findIbans(`${above.text} ${below.text}`).filter(
      ({ valid, start, end }) => valid && start < above.text.length && end > above.text.length,
    ),
  );
  return [...new Set([...whole, ...broken].map(({ iban }) => iban))];
}

/** An account's or SIRET's beginning at a cell's end, beside each cell of the line below. */
const begun = /[A-Z\d]{2}\d{2}(?: ?[A-Z\d]){0,30}$/u;

/** No table is wider. */
const mostCells = 12;

const brokenCells = (lines: readonly Line[]) =>
  lines.flatMap((upper, line) =>
    cellsOf(upper)
      .slice(-mostCells)
      .filter(({ text }) => begun.test(text.slice(-60)))
      .flatMap((above) =>
        cellsOf(lines[line + 1] ?? { text: '' })
          .slice(0, mostCells)
          .map((below) => ({ line, above, below })),
      ),
  );

/** At most this many signs, and a quarter of all, are other than the scan shows: what a bad scan makes of an identifier. */
const misread = 4;

/** Whether a line nearly shows the identifier: as long, with few other signs. */
export function nearlyPrinted(lines: readonly Squeezed[], code: string): boolean {
  const wanted = compact(code);
  const allowed = Math.min(misread, Math.floor(wanted.length / 4));
  return lines.some(({ signs }) => {
    for (let at = 0; at + wanted.length <= signs.length; at += 1) {
      let other = 0;
      for (let place = 0; place < wanted.length && other <= allowed; place += 1) {
        if (signs[at + place] !== wanted[place]) other += 1;
      }
      if (other <= allowed) return true;
    }
    return false;
  });
}

const sirenShape = /(?<!\d)(?<siren>\d{3}[ .]?\d{3}[ .]?\d{3})(?:[ .]?\d{5})?(?!\d)/gu;

/** Every SIREN that the lines print, by itself, in a SIRET or in a VAT number, and on which lines. */
export function sirensOn(lines: readonly Line[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [line, { text }] of lines.entries()) {
    const bare = text.replaceAll(/(?<![\p{L}\d])FR ?\d\d(?=[ .]?\d{3})/giu, ' ');
    for (const { groups } of bare.matchAll(sirenShape)) {
      const siren = (groups?.['siren'] ?? '').replaceAll(/\D/gu, '');
      if (validSiren(siren)) found.set(siren, [...(found.get(siren) ?? []), line]);
    }
  }
  return found;
}

const isSign = (sign = ''): boolean => /[\p{L}\p{N}]/u.test(sign);
