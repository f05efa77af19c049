import type {
  AllowanceOrCharge,
  EuropeanInvoice,
  EuropeanLine,
  EuropeanParty,
  Identifier,
  WrittenDay,
} from '../../domain/invoice/structure/european.ts';
import type { Element } from '../xml/element.ts';
import { all, at, attribute, identifier, identifiers, isoDay, repeatedAmong, textAt, type Found } from './walk.ts';

/** UBL 2.1 Invoice and CreditNote. */
export function readUbl(root: Element): EuropeanInvoice {
  const credit = root.name === 'CreditNote';
  const sums = at(root, 'LegalMonetaryTotal');
  const taxTotals = all(root, 'TaxTotal');
  const currency = textAt(root, 'DocumentCurrencyCode');
  const delivery = at(root, 'Delivery');
  const due = at(root, 'DueDate') ?? at(root, 'PaymentMeans', 'PaymentDueDate');
  const payee = at(root, 'PayeeParty');
  const representative = at(root, 'TaxRepresentativeParty');
  return {
    syntax: 'UBL',
    beforeStandard: false,
    profile: textAt(root, 'CustomizationID'),
    process: textAt(root, 'ProfileID'),
    number: textAt(root, 'ID'),
    typeCode: textAt(root, credit ? 'CreditNoteTypeCode' : 'InvoiceTypeCode'),
    currency,
    taxCurrency: textAt(root, 'TaxCurrencyCode'),
    issued: isoDay(at(root, 'IssueDate')),
    due: isoDay(due),
    delivered: isoDay(at(delivery, 'ActualDeliveryDate')),
    otherDays: otherDays(root),
    paymentTerms: joined(all(root, 'PaymentTerms').flatMap((term) => all(term, 'Note').map((words) => textAt(words)))),
    notes: all(root, 'Note').map(note),
    seller: party(at(root, 'AccountingSupplierParty', 'Party')),
    buyer: party(at(root, 'AccountingCustomerParty', 'Party')),
    payee: payee ? party(payee) : null,
    taxRepresentative: representative ? party(representative) : null,
    deliveryCountry: textAt(delivery, 'DeliveryLocation', 'Address', 'Country', 'IdentificationCode'),
    orderReference: textAt(root, 'OrderReference', 'ID'),
    preceding: all(root, 'BillingReference').map((cited) => ({
      number: textAt(cited, 'InvoiceDocumentReference|CreditNoteDocumentReference', 'ID'),
      issued: isoDay(at(cited, 'InvoiceDocumentReference|CreditNoteDocumentReference', 'IssueDate')),
    })),
    payments: all(root, 'PaymentMeans').map((means) => ({
      means: textAt(means, 'PaymentMeansCode'),
      account: textAt(means, 'PayeeFinancialAccount', 'ID'),
      bic: textAt(means, 'PayeeFinancialAccount', 'FinancialInstitutionBranch', 'ID'),
    })),
    allowances: all(root, 'AllowanceCharge').map(allowance),
    vat: all(
      taxTotals.find((total) => at(total, 'TaxSubtotal')),
      'TaxSubtotal',
    ).map((part) => ({
      category: textAt(part, 'TaxCategory', 'ID'),
      rate: textAt(part, 'TaxCategory', 'Percent'),
      base: textAt(part, 'TaxableAmount'),
      tax: textAt(part, 'TaxAmount'),
      exemptionReason: textAt(part, 'TaxCategory', 'TaxExemptionReason'),
      exemptionCode: textAt(part, 'TaxCategory', 'TaxExemptionReasonCode'),
    })),
    lines: all(root, credit ? 'CreditNoteLine' : 'InvoiceLine').map(line),
    totals: {
      lines: textAt(sums, 'LineExtensionAmount'),
      allowances: textAt(sums, 'AllowanceTotalAmount'),
      charges: textAt(sums, 'ChargeTotalAmount'),
      net: textAt(sums, 'TaxExclusiveAmount'),
      taxes: taxTotals.map((total) => {
        const amount = at(total, 'TaxAmount');
        return { currency: attribute(amount, 'currencyID'), amount: textAt(amount) };
      }),
      gross: textAt(sums, 'TaxInclusiveAmount'),
      prepaid: textAt(sums, 'PrepaidAmount'),
      rounding: textAt(sums, 'PayableRoundingAmount'),
      due: textAt(sums, 'PayableAmount'),
    },
    repeated: [
      ...repeatedAmong(root, ['ID', 'IssueDate', 'DueDate', 'DocumentCurrencyCode', 'LegalMonetaryTotal']),
      ...repeatedAmong(root, ['AccountingSupplierParty', 'AccountingCustomerParty', 'PayeeParty']),
      ...repeatedAmong(sums, ['LineExtensionAmount', 'TaxExclusiveAmount', 'TaxInclusiveAmount', 'PayableAmount']),
    ],
  };
}

function party(element: Found): EuropeanParty {
  const address = at(element, 'PostalAddress');
  const legal = at(element, 'PartyLegalEntity');
  return {
    name: textAt(legal, 'RegistrationName') ?? textAt(element, 'PartyName', 'Name'),
    tradingName: textAt(element, 'PartyName', 'Name'),
    ids: identifiers(all(element, 'PartyIdentification').flatMap((each) => all(each, 'ID'))),
    legal: identifier(at(legal, 'CompanyID')),
    tax: all(element, 'PartyTaxScheme')
      .map(taxNumber)
      .filter((each) => each !== null),
    electronic: identifier(at(element, 'EndpointID')),
    address: address
      ? {
          lines: [
            textAt(address, 'StreetName'),
            textAt(address, 'AdditionalStreetName'),
            textAt(address, 'AddressLine', 'Line'),
          ].filter((each) => each !== null),
          postcode: textAt(address, 'PostalZone'),
          city: textAt(address, 'CityName'),
          country: textAt(address, 'Country', 'IdentificationCode'),
        }
      : null,
  };
}

/** VAT has its scheme, said in the word of CII; any other is a local tax number. */
function taxNumber(element: Element): Identifier | null {
  const value = textAt(element, 'CompanyID');
  if (value === null) return null;
  const scheme = textAt(element, 'TaxScheme', 'ID');
  return { scheme: scheme === 'VAT' ? 'VA' : scheme, value };
}

/** UBL has no subject code: EN 16931 writes it before the text, `#PMT#…` (BT-21). */
function note(element: Element): { subject: string | null; text: string } {
  const text = element.text.trim();
  const [whole = '', subject = null] = /^#([A-Z]{3})#/u.exec(text) ?? [];
  return { subject, text: text.slice(whole.length).trim() };
}

function allowance(element: Element): AllowanceOrCharge {
  return {
    charge: textAt(element, 'ChargeIndicator') === 'true',
    amount: textAt(element, 'Amount'),
    base: textAt(element, 'BaseAmount'),
    percent: textAt(element, 'MultiplierFactorNumeric'),
    reason: textAt(element, 'AllowanceChargeReason'),
    reasonCode: textAt(element, 'AllowanceChargeReasonCode'),
    category: textAt(element, 'TaxCategory', 'ID'),
    rate: textAt(element, 'TaxCategory', 'Percent'),
  };
}

function line(element: Element): EuropeanLine {
  const quantity = at(element, 'InvoicedQuantity|CreditedQuantity');
  const tax = at(element, 'Item', 'ClassifiedTaxCategory');
  return {
    id: textAt(element, 'ID'),
    name: textAt(element, 'Item', 'Name'),
    quantity: textAt(quantity),
    unit: attribute(quantity, 'unitCode'),
    net: textAt(element, 'LineExtensionAmount'),
    price: textAt(element, 'Price', 'PriceAmount'),
    grossPrice: textAt(element, 'Price', 'AllowanceCharge', 'BaseAmount'),
    priceQuantity: textAt(element, 'Price', 'BaseQuantity'),
    category: textAt(tax, 'ID'),
    rate: textAt(tax, 'Percent'),
    allowances: all(element, 'AllowanceCharge').map(allowance),
    subtype: null,
  };
}

function otherDays(root: Element): WrittenDay[] {
  const found: WrittenDay[] = [];
  const open: Element[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    const one = element.name.endsWith('Date') ? isoDay(element) : null;
    if (one) found.push(one);
    open.push(...element.children);
  }
  return found;
}

function joined(texts: (string | null)[]): string | null {
  const kept = texts.filter((text) => text !== null);
  return kept.length > 0 ? kept.join('\n') : null;
}
