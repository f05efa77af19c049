import { countrySpecs, isValidIBAN } from 'ibantools';

/** Shorter or longer than any IBAN of the registry (ISO 13616): not looked at. */
const shape = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ .-]{0,2}[A-Z0-9]){11,34}(?![A-Z0-9])/giu;

export interface FoundIban {
  /** Compact, upper case. */
  iban: string;
  valid: boolean;
  start: number;
  end: number;
}

/** Every IBAN written in a text, spaced or not, cut at its country's length. A wrong key is still an IBAN, `valid: false`. */
export function findIbans(text: string): FoundIban[] {
  const spaced = text.replace(/[\u00A0\u2000-\u200A\u202F]/gu, ' ');
  const pattern = new RegExp(shape);
  const found: FoundIban[] = [];
  for (let run = pattern.exec(spaced); run; run = pattern.exec(spaced)) {
    const iban = read(run[0], run.index);
    if (iban) found.push(iban);
    // A run may hold a BIC or a second IBAN after the first.
    pattern.lastIndex = iban ? iban.end : run.index + 4;
  }
  return found;
}

export const compactIban = (text: string): string => text.replace(/[^a-z0-9]/giu, '').toUpperCase();

export const validIban = (text: string): boolean => isValidIBAN(compactIban(text));

function read(run: string, start: number): FoundIban | null {
  const length = countrySpecs[run.slice(0, 2).toUpperCase()]?.chars;
  if (!length) return null;
  let end = 0;
  let count = 0;
  while (end < run.length && count < length) if (/[a-z0-9]/iu.test(run[end++] ?? '')) count += 1;
  if (count < length || /[a-z0-9]/iu.test(run[end] ?? '')) return null;
  const iban = compactIban(run.slice(0, end));
  return { iban, valid: isValidIBAN(iban), start, end: start + end };
}
