import { digits, validSiren } from '../identifiers/siren.ts';
import type { InvoiceData, Party } from '../invoice.ts';
import { compareNames } from './company-name.ts';
import type { InvoiceContext } from './context.ts';

/** Nine digits, of the SIREN, the SIRET or the French VAT number; null: none is given. Its key may be wrong. */
export function sirenOf({ siren, siret, vat }: Pick<Party, 'siren' | 'siret' | 'vat'>): string | null {
  if (siren) return digits(siren);
  if (siret && digits(siret).length === 14) return digits(siret).slice(0, 9);
  return /^FR[0-9A-Z]{2}(\d{9})$/u.exec(digits(vat ?? ''))?.[1] ?? null;
}

/** ISO 3166-1 alpha-2; null: nothing shows it. Greece writes EL in its VAT numbers, Northern Ireland XI. */
export function countryOf(party: Party): string | null {
  if (party.country) return party.country.toUpperCase();
  const prefix = /^[A-Z]{2}/u.exec((party.vat ?? '').toUpperCase())?.[0];
  if (prefix) return { EL: 'GR', XI: 'GB' }[prefix] ?? prefix;
  return party.siren || party.siret ? 'FR' : null;
}

/** Overseas France and Monaco: French SIREN, VAT or banks, under their own country codes. */
const french = new Set(['FR', 'MC', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF', 'NC', 'PF', 'WF']);

export const isFrenchCountry = (country: string): boolean => french.has(country);

/** Whether French law asks for its mentions: by the seller, else by the words of the document or the account. */
export function isFrenchSeller(data: InvoiceData, text: string): boolean {
  const country = countryOf(data.seller) ?? (/\bt\.?v\.?a\b/iu.test(text) ? 'FR' : (data.ibans[0] ?? '').slice(0, 2));
  return isFrenchCountry(country);
}

/** A number proves it either way; without one on both sides the names do. `unknown`: the document does not say who it is. */
export function isClient(
  party: Party,
  client: InvoiceContext['client'],
): { is: 'yes' | 'alike' | 'no' | 'unknown'; by: 'number' | 'name' } {
  const theirs = sirenOf(party);
  const ours = sirenOf({ siren: client.siren || null, siret: null, vat: client.vat });
  if (theirs && ours && validSiren(theirs)) return { is: theirs === ours ? 'yes' : 'no', by: 'number' };
  if (party.vat && client.vat && party.vat.slice(0, 2) === client.vat.slice(0, 2) && !ours)
    return { is: party.vat === client.vat ? 'yes' : 'no', by: 'number' };
  if (!party.name) return { is: 'unknown', by: 'name' };
  return {
    is: ({ same: 'yes', alike: 'alike', other: 'no' } as const)[compareNames(party.name, client.name)],
    by: 'name',
  };
}

/** The mentions and caps of the Code de commerce are owed between professionals: the client is one, its own buyer if he has a number. */
export const isProfessionalBuyer = ({ direction, read }: InvoiceContext): boolean =>
  direction === 'purchase' || [read.data.buyer.siren, read.data.buyer.siret, read.data.buyer.vat].some(Boolean);
