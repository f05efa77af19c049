import { finderOf } from './tokens.ts';

/** `other`: neither of the two, such as where the goods go. */
export type PartyLabel = 'seller' | 'buyer' | 'other';

const partyLabels: readonly (readonly [PartyLabel, string])[] = [
  [
    'buyer',
    `client | cliente | acheteur | destinataire | facture a | facturee a | facturer a | facturation | adresse de facturation | adresse facturation | adresse facturee | adresse client | adresse du client | maitre d'ouvrage | maitre d'ouvrage / client | maitre d'ouvrage client | client facture | client livre et facture | preneur | donneur d'ordre | bill to | billed to | bill-to | billing address | invoice to | invoiced to |
    sold to | buyer | customer | customer details | recipient | to | rechnungsempfänger | rechnungsadresse | rechnungsanschrift | kunde | käufer | empfänger | rechnung an | factuuradres | klant | nabywca | käufer/leistungsempfänger | käufer leistungsempfänger | leistungsempfänger | adresse a | a l'attention de | pour | doit | attn`,
  ],
  [
    'seller',
    `vendeur | vendu par | vendu et expedie par | facture par | facturee par | facture de | facture emise par | fournisseur | emetteur | emetteur de la facture | entreprise | prestataire | expediteur | artisan | vendeur / emetteur | seller | from | supplier | vendor | issuer | issued by | emis par | emise par | aussteller | de la part de | sold by | provider | merchant | bill from | remit to | rechnungssteller | lieferant | verkäufer | leistungserbringer | absender | sprzedawca`,
  ],
  [
    'other',
    `adresse de livraison | adresse livraison | livraison | livre a | lieu de livraison | livrer a | lieu d'intervention | chantier | adresse du chantier | ship to | ship-to | shipping address | deliver to | delivery address | delivery | lieferadresse | lieferanschrift | lieferung an | warenempfänger | afleveradres | abweichender warenempfänger | abweichender zahlungsempfänger | zahlungsempfänger | rechnung aussteller | beneficiaire | representant fiscal | contact commercial | vos references | nos references | vos identifiants | modalites de paiement | coordonnees bancaires | payee | payer | versicherungsnehmer`,
  ],
];

export const findPartyLabels = finderOf(partyLabels);
