import type { Line, Spot } from './lines.ts';

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
      if (within || (!isSign(text[start - 1]) && !isSign(text[end]))) spots.push({ line, start, end });
    }
    return spots;
  });
}

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

const isSign = (sign = ''): boolean => /[\p{L}\p{N}]/u.test(sign);
