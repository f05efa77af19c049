import { frenchAmount } from '../../domain/invoice/sale/french.ts';
import type { Seller } from '../../domain/invoice/sale/draft.ts';

/** "SARL au capital de 8 000 € – RCS Nantes 512 345 678" (BT-33; code de commerce, R123-237 and R123-238). */
export function legalNoteOf({ legalForm, capital, registration, siren }: Seller): string {
  const form = capital === null ? legalForm : `${legalForm} au capital de ${frenchAmount(capital).replace(',00', '')}`;
  const register = registration && `${registration} ${grouped(siren)}`;
  return [form, register].filter((part) => part !== '').join(' – ');
}

/** A SIREN in threes, with spaces that do not break. */
export const grouped = (siren: string): string => siren.replace(/(\d{3})(?=\d)/gu, '$1\u00A0');
