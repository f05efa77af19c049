import type { InvoiceContext } from '../../../src/domain/invoice/context.ts';
import { emptyInvoice, type InvoiceData, type Party } from '../../../src/domain/invoice.ts';
import { judgeInvoice } from '../../../src/domain/invoice/judge.ts';

export const client = { name: 'Plomberie des Lilas', siren: '732829320', vat: 'FR44732829320' };
export const knownIban = 'FR7616988964177588598527007';

export const legalNotes = [
  'En cas de retard de paiement, pénalités de retard au taux de 3 fois le taux d’intérêt légal.',
  'Indemnité forfaitaire pour frais de recouvrement : 40 €. Pas d’escompte pour paiement anticipé.',
  'SARL au capital de 8 000 € – RCS Nantes 419 982 038 – Livraison de biens',
];

const seller: Party = {
  name: 'Fournitures Garnier',
  siren: '419982038',
  siret: null,
  vat: 'FR31419982038',
  address: null,
  country: 'FR',
};
const buyer: Party = { ...seller, name: client.name, siren: client.siren, vat: client.vat };

/** An invoice to which no check has anything to say, but for what is changed in it. */
export function contextOf(
  data: Partial<InvoiceData> = {},
  rest: Partial<Omit<InvoiceContext, 'read'>> = {},
): InvoiceContext {
  return {
    client,
    direction: 'purchase',
    today: '2026-11-27',
    text: '',
    accounts: [{ iban: knownIban, firstSeen: '2026-01-10', confirmedAt: '2026-01-12' }],
    earlier: [],
    ...rest,
    read: {
      by: 'xml',
      places: {},
      unsure: [],
      data: {
        ...emptyInvoice(),
        number: 'F-2026-114',
        issueDate: '2026-11-09',
        dueDate: '2026-12-09',
        seller,
        buyer,
        currency: 'EUR',
        vat: [{ rate: 2000, base: 10_000, tax: 2000, category: 'S' }],
        totalNet: 10_000,
        totalTax: 2000,
        totalGross: 12_000,
        amountDue: 12_000,
        ibans: [knownIban],
        notes: legalNotes,
        ...data,
      },
    },
  };
}

export const goodSeller = seller;
export const goodBuyer = buyer;

/** `code:level` of every finding, in order. */
export const saysOf = (context: InvoiceContext): string[] =>
  judgeInvoice(context).findings.map(({ code, level }) => `${code}:${level}`);
