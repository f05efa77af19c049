import type { SaleDraft } from './draft.ts';
import { frenchAmount, frenchDay } from './french.ts';

/** BT-21 and BT-22; the subjects are those of XP Z12-012. */
export interface SaleNote {
  subject: 'PMD' | 'PMT' | 'AAB' | 'AAI';
  text: string;
}

/**
 * What a French invoice says besides its figures, in the order of the page. Late payment and early payment: code de
 * commerce, L441-9 I and L441-10 II; 40 €: D441-5, which binds no consumer. XP Z12-012 wants all three in any case (BR-FR-05).
 */
export function mentionsOf(draft: SaleDraft): SaleNote[] {
  const own = [...linksOf(draft), ...operationsOf(draft), ...draft.seller.mentions, ...draft.notes];
  return [
    ...own.filter((text) => text !== '').map((text) => ({ subject: 'AAI' as const, text })),
    { subject: 'PMD', text: draft.penalties || penalties(draft) },
    { subject: 'PMT', text: recovery(draft) },
    { subject: 'AAB', text: draft.earlyPayment || 'Pas d’escompte pour paiement anticipé.' },
  ];
}

function penalties({ buyer }: SaleDraft): string {
  if (buyer.consumer) return 'Pénalités de retard\u00A0: intérêt au taux légal.';
  return (
    'En cas de retard de paiement, pénalités exigibles sans rappel, au taux de refinancement de la Banque centrale ' +
    'européenne majoré de 10\u00A0points.'
  );
}

const recovery = ({ buyer }: SaleDraft): string =>
  buyer.consumer
    ? 'Indemnité forfaitaire de recouvrement\u00A0: sans objet pour un particulier.'
    : 'Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement\u00A0: 40\u00A0€.';

/** CGI, 289 I 5: what corrects an invoice refers to it; BOI-TVA-DECLA-30-20-20-10: a final invoice refers to its deposits. */
function linksOf({ type, earlier, deposits, settled }: SaleDraft): string[] {
  const cited = earlier.map(({ number, issueDate }) => `n°\u00A0${number} du ${frenchDay(issueDate)}`).join(', ');
  const links: string[] = [];
  if (type === 'credit-note' && cited) links.push(`Avoir sur la facture ${cited}.`);
  if (type === 'corrected' && cited) links.push(`Annule et remplace la facture ${cited}.`);
  for (const { number, issueDate, gross, tax } of deposits) {
    const amounts = `${frenchAmount(gross)} TTC, dont TVA ${frenchAmount(tax)}`;
    links.push(`Acompte facturé\u00A0: n°\u00A0${number} du ${frenchDay(issueDate)}, ${amounts}.`);
  }
  if (settled) links.push(`Facture acquittée le ${frenchDay(settled.date)}.`);
  return links;
}

/** CGI annexe II, 242 nonies A I 8° bis and 11° bis: the nature of the operations, and the option for VAT on debits. */
function operationsOf({ nature, seller }: SaleDraft): string[] {
  const operations = {
    goods: 'livraison de biens',
    services: 'prestation de services',
    mixed: 'livraison de biens et prestation de services',
  }[nature];
  const said = `Nature des opérations\u00A0: ${operations}.`;
  return seller.vatOnDebits ? [said, 'Option pour le paiement de la taxe d’après les débits.'] : [said];
}
