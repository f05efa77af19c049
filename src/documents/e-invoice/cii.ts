import type { EuropeanInvoice, EuropeanParty, WrittenDay } from '../../domain/invoice/structure/european.ts';
import type { Element } from '../xml/element.ts';
import { ciiAllowance } from './cii-allowance.ts';
import { ciiLine } from './cii-line.ts';
import { all, at, attribute, identifier, identifiers, realDay, repeatedAmong, textAt, type Found } from './walk.ts';

/** UN/CEFACT Cross Industry Invoice D16B and after, and its ancestor in ZUGFeRD 1 (names after the bar). */
export function readCii(root: Element): EuropeanInvoice {
  const context = at(root, 'ExchangedDocumentContext|SpecifiedExchangedDocumentContext');
  const head = at(root, 'ExchangedDocument|HeaderExchangedDocument');
  const trade = at(root, 'SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction');
  const agreement = at(trade, 'ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement');
  const delivery = at(trade, 'ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery');
  const settlement = at(trade, 'ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement');
  const sums = at(
    settlement,
    'SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation',
  );
  const terms = all(settlement, 'SpecifiedTradePaymentTerms');
  const due = terms.map((term) => day(at(term, 'DueDateDateTime'))).find((each) => each !== null) ?? null;
  const payee = at(settlement, 'PayeeTradeParty');
  const representative = at(agreement, 'SellerTaxRepresentativeTradeParty');

  return {
    syntax: 'CII',
    beforeStandard: root.name === 'CrossIndustryDocument',
    profile: textAt(context, 'GuidelineSpecifiedDocumentContextParameter', 'ID'),
    process: textAt(context, 'BusinessProcessSpecifiedDocumentContextParameter', 'ID'),
    number: textAt(head, 'ID'),
    typeCode: textAt(head, 'TypeCode'),
    currency: textAt(settlement, 'InvoiceCurrencyCode'),
    taxCurrency: textAt(settlement, 'TaxCurrencyCode'),
    issued: day(at(head, 'IssueDateTime')),
    due,
    delivered: day(at(delivery, 'ActualDeliverySupplyChainEvent', 'OccurrenceDateTime')),
    otherDays: otherDays(root),
    paymentTerms: joined(terms.map((term) => textAt(term, 'Description'))),
    notes: all(head, 'IncludedNote').flatMap((note) =>
      all(note, 'Content').map((content) => ({ subject: textAt(note, 'SubjectCode'), text: content.text.trim() })),
    ),
    seller: party(at(agreement, 'SellerTradeParty')),
    buyer: party(at(agreement, 'BuyerTradeParty')),
    payee: payee ? party(payee) : null,
    taxRepresentative: representative ? party(representative) : null,
    deliveryCountry: textAt(delivery, 'ShipToTradeParty', 'PostalTradeAddress', 'CountryID'),
    orderReference: textAt(agreement, 'BuyerOrderReferencedDocument', 'IssuerAssignedID|ID'),
    preceding: all(settlement, 'InvoiceReferencedDocument').map((cited) => ({
      number: textAt(cited, 'IssuerAssignedID|ID'),
      issued: day(at(cited, 'FormattedIssueDateTime')),
    })),
    payments: all(settlement, 'SpecifiedTradeSettlementPaymentMeans').map((means) => ({
      means: textAt(means, 'TypeCode'),
      account: textAt(means, 'PayeePartyCreditorFinancialAccount', 'IBANID'),
      bic: textAt(means, 'PayeeSpecifiedCreditorFinancialInstitution', 'BICID'),
    })),
    allowances: all(settlement, 'SpecifiedTradeAllowanceCharge').map(ciiAllowance),
    vat: all(settlement, 'ApplicableTradeTax').map((tax) => ({
      category: textAt(tax, 'CategoryCode'),
      rate: textAt(tax, 'RateApplicablePercent|ApplicablePercent'),
      base: textAt(tax, 'BasisAmount'),
      tax: textAt(tax, 'CalculatedAmount'),
      exemptionReason: textAt(tax, 'ExemptionReason'),
      exemptionCode: textAt(tax, 'ExemptionReasonCode'),
    })),
    lines: all(trade, 'IncludedSupplyChainTradeLineItem').map(ciiLine),
    totals: {
      lines: textAt(sums, 'LineTotalAmount'),
      allowances: textAt(sums, 'AllowanceTotalAmount'),
      charges: textAt(sums, 'ChargeTotalAmount'),
      net: textAt(sums, 'TaxBasisTotalAmount'),
      taxes: all(sums, 'TaxTotalAmount').map((tax) => ({
        currency: attribute(tax, 'currencyID'),
        amount: textAt(tax),
      })),
      gross: textAt(sums, 'GrandTotalAmount'),
      prepaid: textAt(sums, 'TotalPrepaidAmount'),
      rounding: textAt(sums, 'RoundingAmount'),
      due: textAt(sums, 'DuePayableAmount'),
    },
    repeated: [
      ...repeatedAmong(head, ['ID', 'TypeCode', 'IssueDateTime']),
      ...repeatedAmong(trade, ['ApplicableHeaderTradeAgreement', 'ApplicableHeaderTradeSettlement']),
      ...repeatedAmong(agreement, ['SellerTradeParty', 'BuyerTradeParty']),
      ...repeatedAmong(settlement, ['InvoiceCurrencyCode', 'PayeeTradeParty']),
      ...repeatedAmong(sums, ['LineTotalAmount', 'TaxBasisTotalAmount', 'GrandTotalAmount', 'DuePayableAmount']),
    ],
  };
}

function party(element: Found): EuropeanParty {
  const address = at(element, 'PostalTradeAddress');
  const organisation = at(element, 'SpecifiedLegalOrganization');
  return {
    name: textAt(element, 'Name'),
    tradingName: textAt(organisation, 'TradingBusinessName'),
    ids: identifiers([...all(element, 'ID'), ...all(element, 'GlobalID')]),
    legal: identifier(at(organisation, 'ID')),
    tax: identifiers(all(element, 'SpecifiedTaxRegistration').flatMap((tax) => all(tax, 'ID'))),
    electronic: identifier(at(element, 'URIUniversalCommunication', 'URIID')),
    address: address
      ? {
          lines: ['LineOne', 'LineTwo', 'LineThree']
            .map((line) => textAt(address, line))
            .filter((line) => line !== null),
          postcode: textAt(address, 'PostcodeCode'),
          city: textAt(address, 'CityName'),
          country: textAt(address, 'CountryID'),
        }
      : null,
  };
}

/** Format 102 is CCYYMMDD, the only one EN 16931 allows; without its name the eight digits are still it. */
function day(holder: Found): WrittenDay | null {
  const element = at(holder, 'DateTimeString|DateString|Date');
  const written = textAt(element);
  if (written === null) return null;
  const format = attribute(element, 'format');
  const [, year = '', month = '', date = ''] = /^(\d{4})(\d{2})(\d{2})$/u.exec(written) ?? [];
  return { written, format, day: format === null || format === '102' ? realDay(year, month, date) : null };
}

/** Wherever they stand: a date that is none is the mark of a careless program. */
function otherDays(root: Element): WrittenDay[] {
  const found: WrittenDay[] = [];
  const open: Element[] = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    const one = day(element);
    if (one) found.push(one);
    open.push(...element.children);
  }
  return found;
}

function joined(texts: (string | null)[]): string | null {
  const kept = texts.filter((text) => text !== null);
  return kept.length > 0 ? kept.join('\n') : null;
}
