import type { SaidInvoice, SaidValue } from '../../src/domain/invoice/said.ts';
import { Profile, type Client } from '../../src/domain/client.ts';
import type { Run } from '../support/printed-page.ts';

/** The client is the buyer of every invoice here. */
export const buyer: Client = {
  id: '0190a000-0000-7000-8000-000000000001',
  slug: 'dupont-plomberie',
  name: 'Dupont Plomberie',
  color: '#336699',
  address: 'contact@dupont-plomberie.example',
  profile: Profile.parse({ trade: 'plombier-chauffagiste', siren: '404833048', vat: 'FR83404833048' }),
};

/** An honest invoice, as printed: x and y in points. */
export const invoiceRuns: Run[] = [
  [40, 40, 'SANIDISTRI CENTRE'],
  [40, 54, '12 rue des Forges'],
  [40, 68, '37000 Tours'],
  [330, 90, 'SARL Dupont Plomberie'],
  [330, 104, '4 quai de la Fosse'],
  [330, 118, '44000 Nantes'],
  [330, 132, 'TVA FR83 404 833 048'],
  [40, 160, 'Facture n° SC-2026-0418'],
  [40, 174, 'Date de facture : 09/11/2026'],
  [40, 188, 'Date de livraison : 05/11/2026'],
  [40, 202, 'Votre commande : CDE-7731'],
  [40, 230, 'Désignation'],
  [300, 230, 'Qté'],
  [360, 230, 'P.U. HT'],
  [440, 230, 'TVA'],
  [500, 230, 'Montant HT'],
  [40, 246, 'Groupe de sécurité NF 20/27'],
  [300, 246, '4'],
  [360, 246, '45,00'],
  [440, 246, '20 %'],
  [500, 246, '180,00'],
  [40, 260, 'Chauffe-eau 200 litres'],
  [300, 260, '2'],
  [360, 260, '510,00'],
  [440, 260, '20 %'],
  [500, 260, '1 020,00'],
  [360, 300, 'Total HT'],
  [500, 300, '1 200,00 €'],
  [360, 314, 'TVA 20 %'],
  [500, 314, '240,00 €'],
  [360, 328, 'Total TTC'],
  [500, 328, '1 440,00 €'],
  [360, 342, 'Acompte versé'],
  [500, 342, '-300,00 €'],
  [360, 356, 'Net à payer'],
  [500, 356, '1 140,00 €'],
  [40, 400, 'Règlement à 30 jours, échéance le 9 décembre 2026'],
  [40, 414, 'IBAN FR76 3000 6000 0112 3456 7890 189'],
  [300, 414, 'BIC AGRIFRPP'],
  [40, 440, 'Indemnité forfaitaire pour frais de recouvrement : 40 €'],
  [40, 780, 'Sanidistri Centre SAS - SIRET 871 411 096 00039 - TVA FR74871411096'],
];

export const value = (text: string, quote = text): SaidValue => ({ text, quote });
const day = (iso: string, text: string, quote = text) => ({ iso, text, quote });

/** What an honest model answers. */
export const honest = (): SaidInvoice => ({
  kind: 'invoice',
  number: value('SC-2026-0418', 'Facture n° SC-2026-0418'),
  issueDate: day('2026-11-09', '09/11/2026', 'Date de facture : 09/11/2026'),
  dueDate: day('2026-12-09', '9 décembre 2026', 'Règlement à 30 jours, échéance le 9 décembre 2026'),
  deliveryDate: day('2026-11-05', '05/11/2026', 'Date de livraison : 05/11/2026'),
  paymentTerms: value('30 jours', 'Règlement à 30 jours, échéance le 9 décembre 2026'),
  seller: {
    name: value('SANIDISTRI CENTRE'),
    siren: value('871 411 096', 'Sanidistri Centre SAS - SIRET 871 411 096 00039 - TVA FR74871411096'),
    siret: value('871 411 096 00039', 'Sanidistri Centre SAS - SIRET 871 411 096 00039 - TVA FR74871411096'),
    vat: value('FR74871411096', 'Sanidistri Centre SAS - SIRET 871 411 096 00039 - TVA FR74871411096'),
    address: ['12 rue des Forges', '37000 Tours'],
  },
  buyer: {
    name: value('SARL Dupont Plomberie'),
    siren: null,
    siret: null,
    vat: value('FR83 404 833 048', 'TVA FR83 404 833 048'),
    address: ['4 quai de la Fosse', '44000 Nantes'],
  },
  payee: null,
  currency: { code: 'EUR', text: '€', quote: 'Net à payer 1 140,00 €' },
  vat: [
    {
      rate: value('20 %', 'TVA 20 % 240,00 €'),
      base: value('1 200,00 €', 'Total HT 1 200,00 €'),
      tax: value('240,00 €', 'TVA 20 % 240,00 €'),
    },
  ],
  lines: [
    { name: 'Groupe de sécurité NF 20/27', quantity: '4', unitPrice: '45,00', net: '180,00', rate: '20 %' },
    { name: 'Chauffe-eau 200 litres', quantity: '2', unitPrice: '510,00', net: '1 020,00', rate: '20 %' },
  ],
  totalNet: value('1 200,00 €', 'Total HT 1 200,00 €'),
  totalTax: value('240,00 €', 'TVA 20 % 240,00 €'),
  totalGross: value('1 440,00 €', 'Total TTC 1 440,00 €'),
  deducted: value('-300,00 €', 'Acompte versé -300,00 €'),
  amountDue: value('1 140,00 €', 'Net à payer 1 140,00 €'),
  ibans: [{ text: 'FR76 3000 6000 0112 3456 7890 189', quote: 'IBAN FR76 3000 6000 0112 3456 7890 189' }],
  bic: value('AGRIFRPP', 'BIC AGRIFRPP'),
  orderReference: value('CDE-7731', 'Votre commande : CDE-7731'),
  creditedInvoice: null,
  notes: ['Indemnité forfaitaire pour frais de recouvrement : 40 €'],
});
