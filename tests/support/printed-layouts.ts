import type { Page } from '../../src/domain/document.ts';
import type { SaidInvoice, SaidParty, SaidValue } from '../../src/domain/invoice/said.ts';
import { printedPage, type Run } from './printed-page.ts';

/** A page as it is laid out, and what an honest model says of it. The buyer is Dupont Plomberie, SIREN 404 833 048. */
export interface Layout {
  page: Page;
  said: SaidInvoice;
}

const client: Run[] = [
  [330, 90, 'SARL Dupont Plomberie'],
  [330, 104, '4 quai de la Fosse'],
  [330, 118, '44000 Nantes'],
  [330, 132, 'TVA FR83 404 833 048'],
];
const value = (text: string): SaidValue => ({ text, quote: '' });
const day = (iso: string) => ({ iso, text: iso, quote: '' });
const party = (name: string, siren: string | null, vat: string | null): SaidParty => ({
  name: value(name),
  siren: siren === null ? null : value(siren),
  siret: null,
  vat: vat === null ? null : value(vat),
  address: [],
});
const buyer = party('SARL Dupont Plomberie', null, 'FR83 404 833 048');

/** Every value without the line it came from: the harder case. */
const answer = (over: Partial<SaidInvoice>): SaidInvoice => ({
  kind: 'invoice',
  number: null,
  issueDate: null,
  dueDate: null,
  deliveryDate: null,
  paymentTerms: null,
  seller: party('', null, null),
  buyer,
  payee: null,
  currency: { code: 'EUR', text: '€', quote: '' },
  vat: [],
  lines: [],
  totalNet: null,
  totalTax: null,
  totalGross: null,
  deducted: null,
  amountDue: null,
  ibans: [],
  bic: null,
  orderReference: null,
  creditedInvoice: null,
  notes: [],
  ...over,
});

/** Headings over the values; a factor to be paid; a bank that names its own number. */
const factored: Layout = {
  page: printedPage([
    [40, 40, 'TOITURES AUBRAC'],
    [40, 54, '8 chemin des Ardoises'],
    [40, 68, '12000 Rodez'],
    ...client,
    [40, 170, 'NUMÉRO'],
    [140, 170, 'DATE'],
    [240, 170, 'CODE CLIENT'],
    [360, 170, 'ÉCHÉANCE'],
    [40, 184, 'TA-26-0381'],
    [140, 184, '04/03/2026'],
    [240, 184, 'C-40117'],
    [360, 184, '03/04/2026'],
    [40, 220, 'Désignation'],
    [300, 220, 'Qté'],
    [360, 220, 'P.U. HT'],
    [500, 220, 'Total HT'],
    [40, 234, 'Ardoise naturelle 32 x 22'],
    [300, 234, '40'],
    [360, 234, '21,50'],
    [500, 234, '860,00'],
    [40, 248, 'Pose et crochets'],
    [300, 248, '12'],
    [360, 248, '45,00'],
    [500, 248, '540,00'],
    [300, 300, 'TOTAL HT'],
    [380, 300, 'TVA 20 %'],
    [450, 300, 'TOTAL TTC'],
    [300, 314, '1 400,00 €'],
    [380, 314, '280,00 €'],
    [450, 314, '1 680,00 €'],
    [40, 380, 'Créance cédée à Affactura SA, société d’affacturage, SIREN 812 345 676.'],
    [40, 394, 'Paiement à l’ordre de Affactura, IBAN FR76 1010 7001 0112 3456 7890 129'],
    [40, 420, 'Domiciliation : Banque du Causse, SIREN 845 678 911'],
    [40, 780, 'Toitures Aubrac SARL au capital de 8 000 € - SIREN 901 234 567 - TVA FR15 901 234 567'],
  ]),
  said: answer({
    number: value('TA-26-0381'),
    issueDate: day('2026-03-04'),
    dueDate: day('2026-04-03'),
    seller: party('TOITURES AUBRAC', '901 234 567', 'FR15 901 234 567'),
    payee: value('Affactura'),
    vat: [{ rate: value('20 %'), base: value('1 400,00 €'), tax: value('280,00 €') }],
    totalNet: value('1 400,00 €'),
    totalTax: value('280,00 €'),
    totalGross: value('1 680,00 €'),
    ibans: [{ text: 'FR76 1010 7001 0112 3456 7890 129', quote: '' }],
  }),
};

/** Another invoice cited on the page: its number, its day, its total; a deposit; an earlier balance's day. */
const cited: Layout = {
  page: printedPage([
    [330, 40, 'Menuiserie Kerbrat'],
    [330, 54, 'SIRET 732 829 320 00074'],
    [40, 90, 'Dupont Plomberie'],
    [40, 104, '4 quai de la Fosse, 44000 Nantes'],
    [40, 150, 'Facture de solde n° MK-2026-077 du 02/06/2026'],
    [40, 164, 'Votre commande n° BC-5512 du 11/01/2026'],
    [40, 200, 'Fenêtre chêne deux vantaux'],
    [480, 200, '2 400,00'],
    [40, 214, 'Dépose et évacuation'],
    [480, 214, '350,00'],
    [330, 260, 'Montant total HT'],
    [480, 260, '2 750,00 €'],
    [330, 274, 'Montant TVA (10,00 %)'],
    [480, 274, '275,00 €'],
    [330, 288, 'Montant total TTC'],
    [480, 288, '3 025,00 €'],
    [40, 302, 'Acompte réglé, facture n° MK-2026-031 du 15/01/2026'],
    [480, 302, '907,50 €'],
    [330, 316, 'Reste à payer'],
    [480, 316, '2 117,50 €'],
    [40, 350, 'À régler avant le 17/07/2026 sur le compte FR76 1756 9000 7012 3456 7890 150'],
    [40, 380, 'Rappel : notre facture précédente n° MK-2025-402 du 08/12/2025, 1 188,00 € TTC, échue le 07/01/2026'],
    [40, 780, 'Menuiserie Kerbrat - RCS Quimper 732 829 320 - TVA FR44732829320'],
  ]),
  said: answer({
    number: value('MK-2026-077'),
    issueDate: day('2026-06-02'),
    dueDate: day('2026-07-17'),
    seller: party('Menuiserie Kerbrat', '732 829 320', 'FR44732829320'),
    buyer: party('Dupont Plomberie', null, null),
    vat: [{ rate: value('10,00 %'), base: value('2 750,00 €'), tax: value('275,00 €') }],
    totalNet: value('2 750,00 €'),
    totalTax: value('275,00 €'),
    totalGross: value('3 025,00 €'),
    deducted: value('907,50 €'),
    amountDue: value('2 117,50 €'),
    ibans: [{ text: 'FR76 1756 9000 7012 3456 7890 150', quote: '' }],
    orderReference: value('BC-5512'),
  }),
};

/** English, two rates, the total in another currency as well. */
const english: Layout = {
  page: printedPage([
    [40, 40, 'Harrow & Finch Tooling Ltd'],
    [40, 54, '17 Mill Lane, Leeds LS1 4HT'],
    [40, 68, 'VAT No: GB 123 4567 82'],
    [330, 90, 'Bill to'],
    [330, 104, 'Dupont Plomberie'],
    [330, 118, '4 quai de la Fosse, 44000 Nantes'],
    [40, 160, 'Invoice number: HF-20881'],
    [40, 174, 'Invoice date: 5 May 2026'],
    [40, 188, 'Due date: 4 June 2026'],
    [40, 202, 'Customer account: 0033871'],
    [40, 216, 'PO number: 4500-118'],
    [40, 250, 'Description'],
    [400, 250, 'VAT'],
    [480, 250, 'Amount'],
    [40, 264, 'Pipe bender, 32 mm'],
    [400, 264, '20%'],
    [480, 264, '640.00'],
    [40, 278, 'Handbook'],
    [400, 278, '5%'],
    [480, 278, '80.00'],
    [330, 320, 'Subtotal'],
    [480, 320, '€720.00'],
    [330, 334, 'VAT 20% on 640.00'],
    [480, 334, '€128.00'],
    [330, 348, 'VAT 5% on 80.00'],
    [480, 348, '€4.00'],
    [330, 362, 'Total VAT'],
    [480, 362, '€132.00'],
    [330, 376, 'Grand total'],
    [480, 376, '€852.00'],
    [40, 400, 'For information: 937.20 USD at the rate of the day'],
    [40, 430, 'Please pay by transfer to GB77 BARC 2020 1530 0934 59'],
  ]),
  said: answer({
    number: value('HF-20881'),
    issueDate: day('2026-05-05'),
    dueDate: day('2026-06-04'),
    seller: party('Harrow & Finch Tooling Ltd', null, 'GB 123 4567 82'),
    buyer: party('Dupont Plomberie', null, null),
    vat: [
      { rate: value('20%'), base: value('640.00'), tax: value('128.00') },
      { rate: value('5%'), base: value('80.00'), tax: value('4.00') },
    ],
    totalNet: value('720.00'),
    totalTax: value('132.00'),
    totalGross: value('852.00'),
    ibans: [{ text: 'GB77 BARC 2020 1530 0934 59', quote: '' }],
    orderReference: value('4500-118'),
  }),
};

/** No tax, a letter's date, an account that is drawn on. */
const drawn: Layout = {
  page: printedPage([
    [40, 40, 'Léa Morvan EI'],
    [40, 54, 'Graphiste'],
    [40, 68, '3 rue du Puits, 29000 Quimper'],
    ...client,
    [40, 160, 'Quimper, le 7 septembre 2026'],
    [40, 190, 'FACTURE N° 2026-19'],
    [40, 204, 'Contrat n° K-2024-5 - Abonnement du 01/09/2026 au 30/09/2026'],
    [40, 240, 'Forfait mensuel'],
    [480, 240, '180,00'],
    [40, 254, 'Retouches'],
    [480, 254, '95,00'],
    [330, 290, 'Total'],
    [480, 290, '275,00 €'],
    [330, 304, 'Net à payer'],
    [480, 304, '275,00 €'],
    [40, 330, 'TVA non applicable, article 293 B du CGI'],
    [40, 350, 'Prélèvement le 20/09/2026 sur votre compte FR14 2004 1010 0505 0001 3M02 606'],
    [40, 780, 'Léa Morvan EI - SIREN 511 223 349'],
  ]),
  said: answer({
    number: value('2026-19'),
    issueDate: day('2026-09-07'),
    dueDate: day('2026-09-20'),
    seller: party('Léa Morvan EI', '511 223 349', null),
    totalNet: value('275,00 €'),
    totalGross: value('275,00 €'),
    amountDue: value('275,00 €'),
  }),
};

export const layouts: Readonly<Record<string, Layout>> = { factored, cited, english, drawn };
