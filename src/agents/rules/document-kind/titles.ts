import type { DocumentKind } from '../../../domain/document.ts';
import { finderOf } from '../extract-invoice/tokens.ts';

/** What a document's title says it is. The longest phrase wins: "facture pro forma" is no "facture". */
const titles: readonly (readonly [DocumentKind, string])[] = [
  [
    'invoice',
    `facture | factures | avis des sommes a payer | avis d'echeance valant facture | note de debit | note n | note d'honoraires | note de frais et honoraires | facture d'acompte | facture de solde | facture rectificative | facture de situation | facture simplifiee | duplicata facture | quittance | ticket de caisse | invoice | tax invoice | sales invoice | bill | receipt | rechnung | handelsrechnung | mietrechnung | warenrechnung | teilrechnung |
    schlussrechnung | abschlagsrechnung | korrekturrechnung | rechnungskorrektur | rechnungs-korrektur | gutschrift selbst ausgestellte rechnung | factuur | faktura | autofacture | auto-facture | self-billed invoice | recu | retail invoices | retail invoices bill`,
  ],
  [
    'credit-note',
    `avoir | facture d'avoir | facture avoir | note de credit | avoir sur facture | avoir n | credit note | credit memo | credit invoice | gutschrift | stornorechnung | creditfactuur | creditnota`,
  ],
  [
    'pro-forma',
    `pro forma | proforma | pro-forma | facture pro forma | facture proforma | facture pro-forma | proforma invoice | pro forma invoice | pro-forma invoice | proformarechnung | proforma-rechnung`,
  ],
  [
    'quote',
    `devis | devis n | proposition commerciale | offre de prix | offre commerciale | proposition de prix | estimation | quote | quotation | estimate | sales quote | angebot | kostenvoranschlag | offerte`,
  ],
  [
    'order',
    `bon de commande | bon de commande n | commande | commande n | commande fournisseur | confirmation de commande | accuse de reception de commande | purchase order | order confirmation | sales order | order form | bestellung | auftragsbestätigung | bestellbestätigung`,
  ],
  [
    'delivery-note',
    `bon de livraison | bon de livraison n | bordereau de livraison | bordereau d'expedition | bon d'expedition | lettre de voiture | bon d'enlevement | delivery note | delivery slip | packing slip | packing list | dispatch note | lieferschein | bon d'intervention | bon de reception`,
  ],
  [
    'statement',
    `releve de compte | releve de factures | releve de facture | releve de compte client | releve n | releve | situation de compte | extrait de compte | etat de compte | statement | statement of account | account statement | bank statement | kontoauszug | releve bancaire | releve mensuel`,
  ],
  [
    'reminder',
    `relance | rappel | lettre de relance | premiere relance | deuxieme relance | derniere relance | rappel de paiement | relance de paiement | relance facture impayee | relance avant mise en demeure | mise en demeure | facture impayee | avis d'impaye | dernier rappel | dernier avis | premier rappel | deuxieme rappel | reminder | payment reminder | final notice | overdue notice | past due notice | mahnung | zahlungserinnerung | letztes mahnung`,
  ],
  [
    'payslip',
    `bulletin de paie | bulletin de salaire | fiche de paie | bulletin de paye | fiche de salaire | payslip | pay slip | pay stub | wage slip | lohnabrechnung | gehaltsabrechnung | entgeltabrechnung`,
  ],
  [
    'contract',
    `contrat | contrat de prestation | contrat de prestations | contrat de travail | contrat de maintenance | contrat de location | contrat de bail | bail commercial | convention | convention de prestation | avenant | avenant n | conditions generales | conditions generales de vente | contract | agreement | service agreement | terms and conditions | lease | vertrag | mietvertrag | dienstleistungsvertrag | mandat de prelevement sepa`,
  ],
  [
    'identity-paper',
    `carte nationale d'identite | carte d'identite | passeport | titre de sejour | permis de conduire | carte de sejour | carte vitale | republique francaise carte nationale d'identite | identity card | national identity card | passport | driving licence | residence permit | personalausweis | reisepass`,
  ],
  [
    'bank-details',
    `releve d'identite bancaire | rib | releve d'identite bancaire rib | coordonnees bancaires | identite bancaire | bank details | bank account details | bankverbindung | iban bic rib | votre releve d'identite bancaire`,
  ],
  [
    'certificate',
    `kbis | extrait kbis | extrait k bis | extrait k-bis | extrait d'immatriculation | extrait du registre du commerce | attestation | attestation de vigilance | attestation d'assurance | attestation fiscale | attestation urssaf | attestation sur l'honneur | attestation de fourniture des declarations sociales | attestation de regularite fiscale | attestation de responsabilite civile | attestation d'assurance decennale | attestation de compte | avis de situation | avis de situation au repertoire sirene | certificat | certificat d'immatriculation | certificate | certificate of insurance | certificate of incorporation | bescheinigung | handelsregisterauszug`,
  ],
];

export const findTitles = finderOf(titles);

/** What stands in the body of such a document and hardly in another. */
const signs: readonly (readonly [DocumentKind, string])[] = [
  [
    'invoice',
    `net a payer | facture n | date de facture | date d'echeance | penalites de retard | numero de facture | n de facture | reste a payer | invoice number | invoice no | invoice date | amount due | rechnungsnummer | rechnungsdatum | facture acquittee | escompte pour reglement anticipe | escompte pour paiement anticipe`,
  ],
  [
    'credit-note',
    `avoir sur facture | facture d'origine | net a deduire | net a votre credit | a deduire de votre prochaine facture | montant rembourse | avoir relatif | annule la facture | credit for invoice`,
  ],
  [
    'quote',
    `bon pour accord | valable jusqu'au | validite de l'offre | offre valable | devis valable | devis gratuit | duree de validite | date de validite | valid until | lu et approuve | acompte a la commande | mention manuscrite`,
  ],
  [
    'order',
    `adresse de livraison souhaitee | livraison souhaitee | delai de livraison | date de livraison souhaitee | date de livraison prevue | a livrer le | merci de livrer | veuillez livrer | commande fournisseur | votre offre | requested delivery date | confirmer cette commande | accuser reception de cette commande`,
  ],
  [
    'delivery-note',
    `quantite livree | qte livree | recu conforme | marchandise recue | signature du destinataire | nombre de colis | cachet et signature | poids total | transporteur | delivered quantity | received in good condition | qte commandee | reserves`,
  ],
  [
    'statement',
    `solde du compte | solde precedent | solde a reporter | total debit | total credit | debit | credit | non echu | echu | solde total | opening balance | closing balance | factures en attente`,
  ],
  [
    'reminder',
    `sauf erreur ou omission | sauf erreur de notre part | restee impayee | reste impayee | demeure impayee | non reglee | n'avons pas recu votre reglement | regulariser | dans les plus brefs delais | sous huitaine | voie judiciaire | remains unpaid | outstanding invoice | if you have already paid`,
  ],
  [
    'payslip',
    `net a payer avant impot | salaire brut | net imposable | cotisations | salaire de base | conges payes | prelevement a la source | heures supplementaires | numero de securite sociale | gross pay | net pay`,
  ],
  [
    'contract',
    `entre les soussignes | il a ete convenu | ci-apres | ci apres denomme | article 1 | article 2 | tacite reconduction | fait en deux exemplaires | en deux exemplaires | hereinafter | the parties | resiliation | preavis`,
  ],
  [
    'identity-paper',
    `nationalite | date de naissance | lieu de naissance | date d'expiration | nom d'usage | date of birth | place of birth | nationality | prefecture`,
  ],
  [
    'bank-details',
    `code banque | code guichet | cle rib | titulaire du compte | domiciliation | n de compte | numero de compte | account holder | sort code`,
  ],
  [
    'certificate',
    `registre du commerce et des societes | greffe du tribunal | immatriculation | certifie que | atteste que | soussigne certifie | code de securite | l243-15 | l 243 15 | a jour de ses obligations | police d'assurance | hereby certify | cachet de l'assureur`,
  ],
];

export const findSigns = finderOf(signs);
