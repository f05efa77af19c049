import type { Party } from '../invoice.ts';
import { nameKey } from './company-name.ts';
import { sirenOf } from './party.ts';

/** Longer than any name: an index has no room for more. */
const keyLimit = 200;

/** Under what a supplier or buyer is found again: its SIREN, else its foreign VAT number, else its folded name; '' when nobody says who it is. */
export function partyKey(party: Party): string {
  const number = sirenOf(party) ?? party.vat;
  return (number || nameKey(party.name ?? '')).slice(0, keyLimit);
}

/** The folded name alone: one supplier is read with and without its number. */
export const partyNameKey = (party: Party): string => nameKey(party.name ?? '').slice(0, keyLimit);

/** A number without its separators, as they are left out and put in by whoever copies it. */
export const numberKey = (number: string): string =>
  number
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, keyLimit);
