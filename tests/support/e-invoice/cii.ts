/** What a test's invoice says; amounts and dates as the syntax writes them. Parts left out keep the sound invoice's. */
export interface CiiParts {
  root?: string;
  namespace?: string;
  profile?: string;
  process?: string;
  number?: string;
  typeCode?: string;
  issued?: string;
  due?: string;
  currency?: string;
  notes?: [subject: string, text: string][];
  seller?: string;
  buyer?: string;
  payee?: string;
  lines?: string;
  vat?: string;
  allowances?: string;
  payment?: string;
  preceding?: string;
  totals?: string;
}

const party = (name: string, siren: string, vat: string | null): string => `<ram:Name>${name}</ram:Name>
<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">${siren}</ram:ID></ram:SpecifiedLegalOrganization>
<ram:PostalTradeAddress><ram:PostcodeCode>29200</ram:PostcodeCode><ram:LineOne>3 rue du Port</ram:LineOne><ram:CityName>Brest</ram:CityName><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>
<ram:URIUniversalCommunication><ram:URIID schemeID="0225">${siren}</ram:URIID></ram:URIUniversalCommunication>
${vat === null ? '' : `<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">${vat}</ram:ID></ram:SpecifiedTaxRegistration>`}`;

export const ciiParty = party;

export const ciiLine = (
  name: string,
  quantity: string,
  price: string,
  net: string,
  { category = 'S', rate = '20.00' } = {},
): string =>
  `<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>${name.length}</ram:LineID></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:Name>${name}</ram:Name></ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>${price}</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">${quantity}</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>${category}</ram:CategoryCode><ram:RateApplicablePercent>${rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>${net}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>`;

export const ciiVat = (base: string, tax: string, { category = 'S', rate = '20.00', more = '' } = {}): string =>
  `<ram:ApplicableTradeTax><ram:CalculatedAmount>${tax}</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>${more}<ram:BasisAmount>${base}</ram:BasisAmount><ram:CategoryCode>${category}</ram:CategoryCode><ram:RateApplicablePercent>${rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>`;

export const ciiTotals = (of: {
  lines?: string;
  net: string;
  tax: string;
  gross: string;
  due: string;
  more?: string;
}): string =>
  `<ram:LineTotalAmount>${of.lines ?? of.net}</ram:LineTotalAmount>${of.more ?? ''}<ram:TaxBasisTotalAmount>${of.net}</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">${of.tax}</ram:TaxTotalAmount><ram:GrandTotalAmount>${of.gross}</ram:GrandTotalAmount><ram:DuePayableAmount>${of.due}</ram:DuePayableAmount>`;

/** A sound French invoice of the EN 16931 profile, 120.00 euros, with what `parts` changes. */
export function cii(parts: CiiParts = {}): string {
  const root = parts.root ?? 'CrossIndustryInvoice';
  const day = (written: string) => `<udt:DateTimeString format="102">${written}</udt:DateTimeString>`;
  const notes = parts.notes ?? [
    ['PMT', 'Indemnité forfaitaire de recouvrement : 40 euros.'],
    ['PMD', 'Pénalités de retard : trois fois le taux légal.'],
    ['AAB', 'Pas d’escompte.'],
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<rsm:${root} xmlns:rsm="${parts.namespace ?? 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100'}" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>${parts.process ?? 'S1'}</ram:ID></ram:BusinessProcessSpecifiedDocumentContextParameter><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>${parts.profile ?? 'urn:cen.eu:en16931:2017'}</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>${parts.number ?? 'F2026-118'}</ram:ID><ram:TypeCode>${parts.typeCode ?? '380'}</ram:TypeCode><ram:IssueDateTime>${parts.issued ?? day('20260915')}</ram:IssueDateTime>
${notes.map(([subject, text]) => `<ram:IncludedNote><ram:Content>${text}</ram:Content><ram:SubjectCode>${subject}</ram:SubjectCode></ram:IncludedNote>`).join('\n')}</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>${parts.lines ?? ciiLine('Réparation', '1.00', '100.00', '100.00')}
<ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty>${parts.seller ?? party('Chaudronnerie Kermor', '732829320', 'FR44732829320')}</ram:SellerTradeParty><ram:BuyerTradeParty>${parts.buyer ?? party('Plomberie Vauquelin', '404833048', 'FR83404833048')}</ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement>${parts.currency ?? '<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>'}${parts.payee ?? ''}${parts.payment ?? '<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>FR76 3000 6000 0112 3456 7890 189</ram:IBANID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>'}
${parts.vat ?? ciiVat('100.00', '20.00')}${parts.allowances ?? ''}
<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>${parts.due ?? day('20261015')}</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>${parts.totals ?? ciiTotals({ net: '100.00', tax: '20.00', gross: '120.00', due: '120.00' })}</ram:SpecifiedTradeSettlementHeaderMonetarySummation>${parts.preceding ?? ''}
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:${root}>`;
}
