const party = (
  name: string,
  siren: string,
  vat: string,
) => `<cac:Party><cbc:EndpointID schemeID="0225">${siren}</cbc:EndpointID>
<cac:PartyIdentification><cbc:ID schemeID="0009">${siren}00017</cbc:ID></cac:PartyIdentification>
<cac:PostalAddress><cbc:StreetName>3 rue du Port</cbc:StreetName><cbc:CityName>Brest</cbc:CityName><cbc:PostalZone>29200</cbc:PostalZone><cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyTaxScheme><cbc:CompanyID>${vat}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName><cbc:CompanyID schemeID="0002">${siren}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>`;

/** A sound French invoice or credit note in UBL, 120.00 euros. `head`: more elements after the type. */
export function ubl({ credit = false, due = '2026-10-15', head = '' } = {}): string {
  const [root, type, line, quantity] = credit
    ? ['CreditNote', 'CreditNoteTypeCode>381', 'CreditNoteLine', 'CreditedQuantity']
    : ['Invoice', 'InvoiceTypeCode>380', 'InvoiceLine', 'InvoicedQuantity'];
  const dated = credit ? '' : `<cbc:DueDate>${due}</cbc:DueDate>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ProfileID>S1</cbc:ProfileID><cbc:ID>F2026-118</cbc:ID><cbc:IssueDate>2026-09-15</cbc:IssueDate>${dated}
<cbc:${type}</cbc:${type.split('>')[0]}>${head}<cbc:Note>#PMT#Indemnité forfaitaire : 40 euros.</cbc:Note><cbc:Note>#PMD#Pénalités.</cbc:Note><cbc:Note>#AAB#Pas d’escompte.</cbc:Note>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:OrderReference><cbc:ID>BC-77</cbc:ID></cac:OrderReference>
<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>F2026-090</cbc:ID><cbc:IssueDate>2026-08-01</cbc:IssueDate></cac:InvoiceDocumentReference></cac:BillingReference>
<cac:AccountingSupplierParty>${party('Chaudronnerie Kermor', '732829320', 'FR44732829320')}</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty>${party('Plomberie Vauquelin', '404833048', 'FR83404833048')}</cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cac:PayeeFinancialAccount><cbc:ID>FR7630006000011234567890189</cbc:ID><cac:FinancialInstitutionBranch><cbc:ID>AGRIFRPP</cbc:ID></cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">20.00</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">20.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="EUR">120.00</cbc:TaxInclusiveAmount><cbc:PrepaidAmount currencyID="EUR">20.00</cbc:PrepaidAmount><cbc:PayableAmount currencyID="EUR">100.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:${line}><cbc:ID>1</cbc:ID><cbc:${quantity} unitCode="C62">1</cbc:${quantity}><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>Réparation</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID="EUR">100.00</cbc:PriceAmount></cac:Price></cac:${line}></${root}>`;
}
