import { digits, validSiren } from './siren.ts';

/** The numeric key of a French VAT number (CGI ann. II): (12 + 3 × (SIREN mod 97)) mod 97, two digits. */
export const frenchVatKey = (siren: string): string =>
  String((12 + 3 * (Number(digits(siren)) % 97)) % 97).padStart(2, '0');

/**
 * `FR` + key + SIREN; Monaco's have nine digits that begin with 000, of no SIREN. A key with letters (CGI allows them) cannot
 * be computed: its SIREN alone is checked.
 */
export function validFrenchVat(text: string): boolean {
  const found = /^FR([0-9A-HJ-NP-Z]{2})(\d{9})$/u.exec(digits(text).toUpperCase());
  const [, key = '', siren = ''] = found ?? [];
  if (siren === '000000000' || (!siren.startsWith('000') && !validSiren(siren))) return false;
  return /^\d\d$/u.test(key) ? key === frenchVatKey(siren) : true;
}

/** How other countries write theirs (VIES; HMRC, BAZG and Skatteetaten for the last ones), after the country's letters. */
const shapes: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/u,
  BE: /^[01]\d{9}$/u,
  BG: /^\d{9,10}$/u,
  CY: /^\d{8}[A-Z]$/u,
  CZ: /^\d{8,10}$/u,
  DE: /^\d{9}$/u,
  DK: /^\d{8}$/u,
  EE: /^\d{9}$/u,
  EL: /^\d{9}$/u,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/u,
  FI: /^\d{8}$/u,
  HR: /^\d{11}$/u,
  HU: /^\d{8}$/u,
  IE: /^\d[0-9A-Z+*]\d{5}[A-Z]{1,2}$/u,
  IT: /^\d{11}$/u,
  LT: /^(?:\d{9}|\d{12})$/u,
  LU: /^\d{8}$/u,
  LV: /^\d{11}$/u,
  MT: /^\d{8}$/u,
  NL: /^\d{9}B\d{2}$/u,
  PL: /^\d{10}$/u,
  PT: /^\d{9}$/u,
  RO: /^\d{2,10}$/u,
  SE: /^\d{12}$/u,
  SI: /^\d{8}$/u,
  SK: /^\d{10}$/u,
  GB: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/u,
  XI: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/u,
  CH: /^E\d{9}(?:MWST|TVA|IVA)?$/u,
  NO: /^\d{9}(?:MVA)?$/u,
};

/** Whether a foreign VAT number is written as its country does; null: a country whose way is not known here. */
export function foreignVatShape(text: string): boolean | null {
  const number = digits(text).toUpperCase();
  return shapes[number.slice(0, 2)]?.test(number.slice(2)) ?? null;
}
