/** How a client numbers one kind of invoice. The prefix keeps two series of a seller apart (BOI-TVA-DECLA-30-20-20-10). */
export interface NumberFormat {
  /** Letters, digits and `-_/+` only (BR-FR-02). */
  prefix: string;
  /** Starts again at 1 each year, and names the year: F2026-0042; else it never does: F00042. */
  yearly: boolean;
  /** At least so many digits. */
  digits: number;
}

export const standardFormat = (prefix: string): NumberFormat => ({ prefix, yearly: true, digits: 4 });

/** BT-1 and BT-25 (BR-FR-01, BR-FR-02). */
export const validSaleNumber = (text: string): boolean => /^[A-Za-z0-9+\-_/]{1,35}$/u.test(text);

/**
 * The `rank`th number of a series in the year of an invoice's date. CGI annexe II, 242 nonies A I 7°: unique, in a
 * chronological and unbroken sequence.
 */
export function formatNumber({ prefix, yearly, digits }: NumberFormat, year: number, rank: number): string {
  const padded = String(rank).padStart(digits, '0');
  return yearly ? `${prefix}${year}-${padded}` : `${prefix}${padded}`;
}
