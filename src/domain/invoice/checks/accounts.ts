import { compactIban, validIban } from '../../identifiers/iban.ts';
import type { InvoiceFinding } from '../../invoice.ts';
import type { InvoiceCheck } from '../context.ts';
import { countryOf, isFrenchCountry } from '../party.ts';
import { sayFor } from '../say.ts';

const say = sayFor('accounts');

/** The account numbers by themselves (ISO 13616, mod 97), before any ledger. */
export const accounts: InvoiceCheck = ({ read: { data } }) => {
  const ibans = data.ibans.map(compactIban);
  const fieldOf = (place: number): string => `ibans.${place}`;
  const findings: InvoiceFinding[] = ibans.flatMap((iban, place) =>
    validIban(iban) ? [] : [say('iban-invalid', 'stop', [fieldOf(place)], { iban })],
  );
  if (new Set(ibans).size > 1)
    findings.push(
      say(
        'iban-several',
        'warn',
        ibans.map((_, place) => fieldOf(place)),
        { ibans: ibans.join(', ') },
      ),
    );
  if (data.payee?.name) findings.push(say('payee-other', 'warn', ['payee.name'], { payee: data.payee.name }));
  const country = countryOf(data.payee ?? data.seller);
  const bank = ibans[0]?.slice(0, 2) ?? '';
  if (bank !== '' && country && !sameCountry(bank, country))
    findings.push(say('iban-country', 'warn', [fieldOf(0)], { bank, country }));
  // ISO 9362: the fifth and sixth letters.
  const bic = /^[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}/u.exec(data.bic?.toUpperCase() ?? '')?.[1];
  if (bic && bank !== '' && !sameCountry(bic, bank))
    findings.push(say('bic-country', 'warn', ['bic', fieldOf(0)], { bic: data.bic, bank }));
  return findings;
};

/** Legal (Regulation (EU) 260/2012 article 9), and what most diverted payments look like. */
const sameCountry = (a: string, b: string): boolean => a === b || (isFrenchCountry(a) && isFrenchCountry(b));
