import { maxTextLength } from '../text/normalise.ts';

/** Words as they are compared: no case, accent, ligature or typography; one space between them. Keeps digits, `€`, `%` and marks. */
export const plain = (text: string): string =>
  text
    .slice(0, maxTextLength)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll(/[’‘`´]/gu, "'")
    .replaceAll(/[‐‑‒–—−]/gu, '-')
    .replaceAll(/\s+/gu, ' ')
    .trim();
