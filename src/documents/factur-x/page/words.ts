import type { Sale } from '../../../domain/invoice/sale.ts';
import { frenchNumber } from '../../../domain/invoice/sale/french.ts';
import { decimalOf } from '../../../domain/invoice/cents.ts';

/** What stands on a French invoice: the words of a legal document, in French whatever the language of the view. */
export const titles = { 380: 'Facture', 381: 'Avoir', 384: 'Facture rectificative', 386: 'Facture d’acompte' } as const;

export const titleOf = ({ typeCode }: Sale): string => titles[typeCode];

/** UN/ECE recommendation 20, as a French reader abbreviates them; others stand as they are. */
const units: Readonly<Record<string, string>> = {
  C62: '',
  H87: '',
  EA: '',
  LS: 'forfait',
  HUR: 'h',
  DAY: 'j',
  WEE: 'sem.',
  MON: 'mois',
  MTR: 'm',
  MTK: 'm²',
  MTQ: 'm³',
  KGM: 'kg',
  GRM: 'g',
  TNE: 't',
  LTR: 'l',
  KMT: 'km',
  KWH: 'kWh',
};

export const unitOf = (code: string): string => units[code] ?? code;

/** "5,5 %" of hundredths of a percent. */
export const percentOfRate = (rate: number): string => `${frenchNumber(decimalOf(rate).replace(/\.?0+$/u, ''))}\u00A0%`;

/** In groups of four (ISO 13616 5.2). */
export const groupedIban = (iban: string): string => iban.replace(/(.{4})(?=.)/gu, '$1\u00A0');
