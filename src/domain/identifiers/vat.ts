import { digits, validSiren } from './siren.ts';

/** The numeric key of a French VAT number (CGI ann. II): (12 + 3 × (SIREN mod 97)) mod 97, two digits. */
export const frenchVatKey = (siren: string): string =>
  String((12 + 3 * (Number(digits(siren)) % 97)) % 97).padStart(2, '0');

/** `FR` + key + SIREN. A key with letters (CGI allows them) cannot be computed: its SIREN alone is checked. */
export function validFrenchVat(text: string): boolean {
  const found = /^FR([0-9A-HJ-NP-Z]{2})(\d{9})$/u.exec(digits(text).toUpperCase());
  const [, key = '', siren = ''] = found ?? [];
  if (!validSiren(siren)) return false;
  return /^\d\d$/u.test(key) ? key === frenchVatKey(siren) : true;
}
