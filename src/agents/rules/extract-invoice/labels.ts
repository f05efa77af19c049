import { finderOf } from './tokens.ts';

/**
 * What words printed beside or above a value say it is: French, English, German, as `tokensOf` leaves them ("N°" is `n`).
 * The longest phrase at a place wins, so that "date de livraison" is no "date".
 */
export type AmountLabel = 'net' | 'tax' | 'gross' | 'due' | 'deducted' | 'added' | 'total' | 'base' | 'rate' | 'none';

const amountLabels: readonly (readonly [AmountLabel, string])[] = [
  [
    'net',
    `total ht | total h.t. | total hors taxe | total hors taxes | total hors tva | montant ht | montant h.t. | montant hors taxes |
    montant total ht | montant total hors taxes | montant total hors tva | total net ht | net ht | total general ht | sous total ht | sous-total | sous total | total net |
    montant net | montant net ht | total facture ht | ht total | ht | h.t. | hors taxes | net total | subtotal | sub total | sub-total |
    total excl vat | total excl. vat | total excluding vat | total ex vat | total before tax | total without tax | net amount | amount excl vat | total net amount |
    taxable amount | total taxable value | excl vat | net value | subtotaal | totaal excl btw | totaal exclusief btw | exclusief btw | excl btw | netto | summe netto | gesamt netto | nettobetrag | netto betrag | nettosumme | zwischensumme | gesamtbetrag netto | rechnungssumme ohne ust | rechnungssumme ohne ust. | rechnungssumme ohne mwst | summe ohne ust | gesamtbetrag ohne ust | rechnungsbetrag ohne ust | betrag ohne ust | ohne ust | nettobetrag gesamt | summe positionen |
    netto gesamt | netto summe | gesamtsumme netto | gesamtnetto | total netto | rechnungsbetrag netto | rechnungssumme ohne ust | rechnungssumme ohne ust. | rechnungssumme ohne mwst | summe ohne ust | gesamtbetrag ohne ust | rechnungsbetrag ohne ust | betrag ohne ust | ohne ust | nettobetrag gesamt | betrag netto | gesamtbeitrag | nettobeitrag | prime ht | prime hors taxes | rechnungssumme ohne ust | rechnungssumme ohne ust. | rechnungssumme ohne mwst | summe ohne ust | gesamtbetrag ohne ust | rechnungsbetrag ohne ust | betrag ohne ust | ohne ust | nettobetrag gesamt | total ht net | total ht apres remise | net commercial | total ht en eur | total des prestations ht`,
  ],
  [
    'tax',
    `total tva | total t.v.a. | montant tva | montant t.v.a. | montant de la tva | montant total de la tva | montant total tva | total de la tva | total taxes | total taxe |
    total des taxes | tva | t.v.a. | tva due | taxe | taxes | montant taxe | dont tva | tva collectee | vat | vat amount | total vat | total tax | tax | tax amount | sales tax | gst |
    igst | total gst | umsatzsteuer | mwst | mwst. | ust | ust. | mehrwertsteuer | steuerbetrag | steuerbetrag in | mwst betrag | mwst.-betrag | ust betrag | ust.-betrag | steuer | zzgl mwst | zzgl. mwst. | zzgl ust | zzgl umsatzsteuer |
    summe mwst | summe umsatzsteuer | steuersumme | gesamt mwst | gesamtsteuer | gesamtsteuerbetrag | versicherungssteuer | versicherungsteuer | summe ust | enthaltene mwst | total mwst | btw | btw bedrag | kwota vat`,
  ],
  [
    'gross',
    `total ttc | total t.t.c. | montant ttc | montant t.t.c. | montant total ttc | total toutes taxes comprises | montant toutes taxes comprises | ttc | t.t.c. |
    total general ttc | total facture | total de la facture | montant de la facture | montant du credit | montant de l'avoir | montant de la note de credit | total de l'avoir | total avoir | total du credit | total general | montant total | total facture ttc | grand total | total incl vat | total incl. vat |
    total including vat | total inc vat | total with tax | invoice total | total invoice | total amount | total for this invoice | total invoice amount | invoice amount | gross amount | gross total | total gross | amount incl vat |
    rechnungsbetrag | rechnungsbeitrag | bruttobeitrag | prime ttc | prime totale | totaal | totaal incl btw | totaalbedrag | totaal te betalen | należność ogółem | total eur | gesamtbetrag | bruttobetrag | brutto | summe brutto | gesamtbetrag brutto | bruttosumme | endbetrag | gesamtsumme | gesamt brutto | rechnungssumme | brutto gesamt | gesamtbrutto |
    rechnungsendbetrag | rechnungsbetrag brutto | betrag brutto | gesamtpreis brutto | net ttc | total tva comprise | total tva incluse | total incl | total ttc en eur`,
  ],
  [
    'due',
    `net a payer | net a payer ttc | a payer | total a payer | montant a payer | montant du | montant net a payer | reste a payer | solde a payer | solde a regler | reste a regler | reste du | solde du |
    solde | solde restant | montant a regler | net a regler | total a regler | a regler | total du | somme a payer | somme due | montant restant du | reste a percevoir | a payer ttc | total ttc a payer |
    montant preleve | montant du prelevement | montant a prelever | net a deduire | net a rembourser | a rembourser | net a votre credit | net en votre faveur | net du | a votre credit |
    montant a crediter | solde en votre faveur | avoir a deduire | amount due | balance due | total due | amount payable | total payable | balance | total to pay | to pay | please pay | amount to pay | outstanding | due amount |
    total amount due | amount due on | te betalen | do zapłaty | zu zahlender beitrag | zu zahlen | zu zahlender betrag | zahlbetrag | zahlbar | offener betrag | restbetrag | fälliger betrag | zahlungsbetrag | noch zu zahlen | forderungsbetrag | ausstehender betrag | überweisungsbetrag`,
  ],
  [
    'deducted',
    `acompte | acomptes | acompte verse | acompte recu | acompte deja facture | acompte deja verse | acompte facture | deja paye | deja regle | deja verse | deja facture | montant deja paye | montant deja regle | dont deja paye | paye | payee |
    regle | paye cb | paye par | regle par | reglement recu | paiement recu | retenue de garantie | retenue | avance | arrhes | total paye | total regle | montant paye | montant regle | versement | versements | deposit | deposit paid |
    less deposit | paid | amount paid | payment received | payments | payment made | prepaid | prepaid amount | prepayment | down payment | already paid | less paid | anzahlung | anzahlungen | vorauszahlung | vorauszahlungen | bereits gezahlt |
    bereits bezahlt | gezahlt | abschlag | abschläge | erhaltene anzahlung | bezahlt | avoir deduit`,
  ],
  [
    'added',
    `solde precedent | ancien solde | report solde | report du solde | solde anterieur | solde de la facture precedente | montant anterieur | reste du precedent | previous balance | balance brought forward | solde du mois precedent | impaye | impayes | arriere`,
  ],
  [
    'total',
    `total | factuur totaal eur | factuur totaal | totaux | totals | summe | gesamt | montant | amount | betrag | somme`,
  ],
  [
    'base',
    `base ht | base h.t. | base | base tva | base de tva | base imposable | montant base | base taxable | basis | steuerbasis | basisbetrag | nettobasis | taxable base | taxable value | bemessungsgrundlage | steuerbemessungsgrundlage`,
  ],
  [
    'rate',
    `taux | taux tva | taux de tva | rate | vat rate | tax rate | steuersatz | satz | % tva | tva % | code | vat % | tva taux | mwst satz | mwst.-satz`,
  ],
  [
    'none',
    `a regler avant | a regler avant le | a regler le | a payer avant | a payer avant le | a payer le | a regler au plus tard le | a payer au plus tard le | due date | due on | due by | date due | a reporter | report | prix | prix unitaire | prix ht | prix unit. ht | prix unitaire ht | prix u. ht | p.u. | p.u. ht | p.u ht | pu ht | pu | p.u. ttc | prix ttc | prix unitaire ttc | prix net | prix brut | prix net ht | unit price | price | einzelpreis | preis | remise | rem | rabais | ristourne | discount | rabatt | nachlass | skonto | escompte |
    capital | au capital de | capital social | indemnite | indemnite forfaitaire | penalites | frais de recouvrement | recouvrement | quantite | qte | qty | quantity | menge | nb | eco participation | eco-part | dont eco | consigne |
    frais de port | port | transport | livraison | shipping | versand | total lignes | tva intracommunautaire | tva intra | tva intracom | n tva | no tva | n de tva | numero tva | tva n | id tva | n tva intracom | vat no | vat number | vat id | vat reg no | vat reg. no. | ust id | ust-id | ust idnr | ust-idnr. | ust.-id nr | ust-id nr | ust id nr | steuernummer |
    tva acquittee | tva non applicable | tva sur les debits | tva sur les encaissements | siret | siren | rcs | iban | bic | tel | fax | telephone | total remise | total remises | total discount | charges | total charges | total frais | gesamtbetrag der zuschläge | gesamtbetrag der abschläge | positionssumme | rabattbetrag | basisbetrag der zuschläge | leergutwert | frachtbetrag | bruttopreis | nettopreis | warenwert gesamt | gewicht | poids | page | seite`,
  ],
];

export const findAmountLabels = finderOf(amountLabels);

export type DateLabel = 'issue' | 'due' | 'delivery' | 'other' | 'date';

const dateLabels: readonly (readonly [DateLabel, string])[] = [
  [
    'issue',
    `date de facture | date facture | date de la facture | date de facturation | date d'emission | date emission | emission | emise le | emis le | etablie le | etabli le | date d'etablissement | facture du | facture en date du | facturee le | facture le |
    date de l'avoir | date avoir | avoir du | date de piece | date piece | date document | date du document | invoice date | date of invoice | date of issue | issue date | issued on | issued | issued at | dated | bill date | billing date | tax point | document date |
    rechnungsdatum | factuurdatum | factuur datum | data wystawienia | rechnungs datum | beleg datum | rechnung vom | ausstellungsdatum | belegdatum | datum der rechnung | gutschrift vom | datum rechnung | date d'edition | edite le | editee le | date de creation`,
  ],
  [
    'due',
    `echeance | soit le | reglement attendu le | reglement attendu pour le | paiement attendu le | paiement attendu pour le | a regler d'ici le | date d'echeance | date echeance | echeance le | echeance de paiement | date limite de paiement | date limite de reglement | date limite | date de reglement | date de paiement | a payer avant le | a payer avant | a payer le | a regler avant le | a regler avant | a regler le | a regler pour le | a payer pour le |
    a regler au plus tard le | a payer au plus tard le | payable le | payable avant le | payable au plus tard le | payable jusqu'au | reglement le | reglement avant le | reglement au plus tard le | paiement le | paiement avant le | paiement au plus tard le | paiement du | prelevement le | prelevement automatique le | prelevement prevu le | prelevement sepa le | preleve le | sera preleve le | date de prelevement |
    au plus tard le | exigible le | due date | date due | payment due | due on | due by | due | payable by | pay by | payment due date | payment date | vervaldatum | betalen voor | termin płatności | faellig | fällig am | fällig | fälligkeit | fälligkeitsdatum | zahlbar bis | zahlbar am | zahlungsziel | zahlungsfrist | bis zum | bis spätestens | spätestens bis | zahlung bis`,
  ],
  [
    'delivery',
    `date de livraison | date de la livraison | date livraison | livraison | livre le | livree le | livraison du | date de prestation | prestation | prestation du | date d'intervention | intervention du | delivery date | date of delivery | delivered on | date of supply | lieferdatum | leistungsdatum | leistungs datum | liefer datum | liefer und leistungsdatum | liefer bzw leistungsdatum`,
  ],
  [
    'other',
    `periode | periode du | date de commande | date de la commande | date de votre commande | commande du | commande le | date commande | date d'expedition | expedie le | date de debut | date debut | date de fin | date fin |
    date de facture associee | facture associee | date de validite | valable jusqu'au | validite | acompte recu le | acompte du | recu le | recue le | verse le | versee le | verse en date du | paye le | payee le | regle le | acquittee le | acquitte le | reglee le | bon de livraison | bl du | devis du | contrat du | sejour du | au | ne le | date de naissance |
    shipped | shipping date | order date | order placed | period | service period | from | to | until | start date | end date | print date | liefertermin | leistungszeitraum | lieferung | lieferzeitraum | bestelldatum | bestell datum | lieferschein datum | vertrags datum | auftrag datum lief | auftragsdatum | bestellung vom | zeitraum | zeitraum vom | geburtsdatum |
    eintritt | loi du | accord | decret du | arrete du | edition | depuis le | jusqu'au | prochaine facture | releve du | releve le | gültig | facture precedente du | auftrag vom | lieferschein vom | auto-facturation du | liefer | leistungs | bestellt am | skonto bis | bei zahlung bis | innerhalb`,
  ],
  ['date', `date | le | datum | date du jour | du | en date du | vom`],
];

export const findDateLabels = finderOf(dateLabels);

/** `cited`: an invoice named in a sentence. */
export type ReferenceLabel = 'number' | 'kind' | 'weak' | 'order' | 'credited' | 'cited' | 'other';

const referenceLabels: readonly (readonly [ReferenceLabel, string])[] = [
  [
    'number',
    `facture n | facture no | facture num | facture numero | n de facture | n facture | no facture | no de facture | numero de facture | numero facture | num facture | num. facture | facture reference | reference facture | ref facture | ref. facture | reference de la facture | reference de facture |
    n de la facture | numero de la facture | facture de solde n | facture d'acompte n | facture rectificative n | rectificative n | facture de situation n | facture pro forma n | facture proforma n | avoir n | avoir no | numero d'avoir | n d'avoir | n avoir | numero de l'avoir | note n | note de credit n | note d'honoraires n | n de piece | n piece | numero de piece | piece n |
    n de document | n document | numero de document | document n | n de note | invoice no | invoice number | invoice num | invoice n | invoice id | invoice nr | invoice ref | invoice reference | number of invoice | tax invoice no | bill number | bill no | credit note no | credit note number | document number | receipt number |
    rechnungsnummer | rechnungsnr. | rechnung nr | factuurnummer | factuur | factuur nr | factuurnr | faktura nr | numer faktury | rechnung nr. | rechnungs nr | rechnungs-nr. | rechnungsnr | rechnung nummer | rechnung no | re nr | gutschriftsnummer | gutschrift nr | belegnummer | beleg nr | handelsrechnung nr | mietrechnung nr | warenrechnung nr | gutschrift selbst ausgestellte rechnung nr | rechnungskorrektur nr | stornorechnung nr | belegnr | rechnungs nummer | rechnungskorrektur nr | teilrechnung nr | schlussrechnung nr | stornorechnung nr | korrekturrechnung nr | dokumentnummer | facture de vente n | faktura nr | faktura vat nr | faktura | releve n | devis n | bon de commande n | facture de l'acompte n`,
  ],
  [
    'kind',
    `facture | avoir | note | invoice | rechnung | gutschrift | handelsrechnung | mietrechnung | warenrechnung | credit note | tax invoice | facture de solde | facture d'acompte | facture rectificative | facture de situation | facture proforma | facture pro forma | note de credit | note d'honoraires | rechnungskorrektur | schlussrechnung | teilrechnung | abschlagsrechnung | korrekturrechnung | stornorechnung | recu n | ticket n | facture simplifiee | duplicata facture`,
  ],
  ['weak', `n | no | numero | number | nr | ref | reference | nummer | vos references | invoice`],
  [
    'order',
    `commande | votre commande | commande n | n commande | n de commande | numero de commande | ref commande | ref. commande | reference commande | n bon de commande | bon de commande | bon de commande n | marche / commande | n de bon de commande | bdc | n bdc | v/commande | votre reference | votre ref | vos references commande | vos ref | v/ref | v/réf. |
    order no | order number | order | order id | po number | po no | po | p.o. | p.o. number | purchase order | purchase order no | purchase order number | your order | your reference | your ref | customer reference | order ref | bestellnummer | ordernummer | bestelnummer | bestellung | bestell nr | auftragsnummer | ihre bestellung | bestellung nr | auftrag nr | auftrags nr | ihr auftrag | marche n | n de marche | ref marche | ref. marche | numero de marche | origine | document d'origine | source | source document | dossier | n dossier | n de dossier | affaire | reference dossier | ref. dossier | engagement n | n d'engagement`,
  ],
  [
    'credited',
    `facture d'origine | facture origine | facture d'origine n | facture liee | facture associee | n de facture associee | facture precedente | ref facture precedente | ref. facture precedente | reference facture precedente | facture rectifiee | facture initiale | avoir sur facture | avoir sur la facture | annule la facture | annule et remplace la facture | annulation de la facture | annule la facture n | relatif a la facture | relatif a la facture n |
    relative a la facture | sur facture | sur facture n | sur la facture | sur la facture n | concernant la facture | facture concernee | facture annulee | suite a la facture | remplace la facture | en annulation de la facture | avoir relatif a la facture | avoir sur facture n | facture de reference | original invoice | original invoice no | credit for invoice | related invoice | refers to invoice | corrected invoice | ursprüngliche rechnung | zur rechnung | zu rechnung | zu rechnung nr | zur rechnung nr | originalrechnung | rechnung nr. vom`,
  ],
  [
    'other',
    `siret | siren | rcs | r.c.s. | rm | ape | naf | code client | reference client | ref client | ref. client | compte client | client | n client | n de client | numero client | numero de client | ref client interne | n/ref client | n/réf. client | customer no | customer number | customer id | customer | account number | account no | account | kundennummer | kundennr | kundennr. | klantnummer | kunden nr | kunden-nr. | kunde | btw | nip | kvk | ordernummer klant | kd nr | kdnr | bl | n bl | bon de livraison | bon de livraison n | n bon de livraison | n de bl | delivery note | delivery note no | lieferschein | lieferscheinnummer | lieferschein nr | livraison |
    tva | n tva | tva intracom | tva intra | tva intracommunautaire | n tva intra | n tva intracom | n tva client | vat | vat no | vat reg no | vat number | ust | ust id | ust idnr | ustid | ust id nr | steuernummer | steuer nr | st nr | iban | bic | swift | tel | tél. | telephone | fax | mobile | portable | phone | telefon | contrat | n contrat | n de contrat | ref contrat | ref. contrat | contract | vertrag | vertragsnummer | vertrag nr | versicherungsnummer | page | seite | devis | n devis | devis n | reference devis | acompte | article | code article | artikel | artikelnummer | artikel nr | art nr | designation | description | gln | duns | eori | mandat | rum | ics | assurance | assurance decennale | police | police n | decennale |
    chantier | situation | chambre | table | caisse | agence | cadre de facturation | releve | ligne | compteur | pdl | pce | point de livraison | projet | ref projet | handelsregister | hrb | hra | hr | amtsgericht | blz | konto | kontonummer | konto nr | bankverbindung | fiscal | licence | agrement | n agrement | naf ape | rpps | adeli | finess | numero rpps | immatriculation | vehicule | fahrgestellnummer | kennzeichen | objet | betreff | date | datum | quote | transaction | transaction number | terminal | batch`,
  ],
];

export const findReferenceLabels = finderOf(referenceLabels);
