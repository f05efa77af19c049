import { XMLParser } from 'fast-xml-parser';

type Element = Record<string, unknown>;

/** What stands at a path, over every repetition of its elements. */
const all = (from: unknown, path: string): unknown[] =>
  path
    .split('/')
    .reduce<unknown[]>((found, name) => found.flatMap((each) => listOf((each as Element | undefined)?.[name])), [from]);
const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const text = (from: unknown, path: string): string => {
  const [first] = all(from, path);
  return typeof first === 'string' ? first : (((first as Element | undefined)?.['#text'] as string | undefined) ?? '');
};

/** Exact: the text as integer units of 10^-`places`; more places than that is a fault of its own. */
function units(written: string, places: number): bigint {
  if (!/^-?\d+(?:\.\d+)?$/u.test(written)) return -999_999_999_999n;
  const [whole = '', part = ''] = written.split('.');
  if (part.length > places) return -999_999_999_998n;
  return BigInt(whole + part.padEnd(places, '0'));
}
const cents = (from: unknown, path: string): bigint => (text(from, path) === '' ? 0n : units(text(from, path), 2));
const sum = (list: bigint[]): bigint => list.reduce((total, each) => total + each, 0n);

const settlement = 'ApplicableHeaderTradeSettlement';
const totals = 'SpecifiedTradeSettlementHeaderMonetarySummation';
const tax = 'SpecifiedLineTradeSettlement/ApplicableTradeTax';

/**
 * The rules of EN 16931-1 (and its CII binding) and of XP Z12-012 that a sale of ours can touch, by their names: those that
 * the XML breaks. Computed on whole cents from the text of the XML, with nothing of the code that wrote it.
 */
export function brokenRules(xml: string, { consumer = false } = {}): string[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    removeNSPrefix: true,
    parseTagValue: false,
    trimValues: false,
  });
  const root = (parser.parse(xml) as Element).CrossIndustryInvoice;
  const document = all(root, 'ExchangedDocument')[0];
  const trade = all(root, 'SupplyChainTradeTransaction')[0];
  const settle = all(trade, settlement)[0];
  const lines = all(trade, 'IncludedSupplyChainTradeLineItem');
  const seller = all(trade, 'ApplicableHeaderTradeAgreement/SellerTradeParty')[0];
  const buyer = all(trade, 'ApplicableHeaderTradeAgreement/BuyerTradeParty')[0];
  const rates = all(settle, 'ApplicableTradeTax');
  const allowances = all(settle, 'SpecifiedTradeAllowanceCharge');
  const amount = (name: string) => cents(settle, `${totals}/${name}`);
  const type = text(document, 'TypeCode');
  const process = text(root, 'ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID');
  const subjects = all(document, 'IncludedNote').map((note) => text(note, 'SubjectCode'));
  const categories = new Set(lines.map((line) => text(line, `${tax}/CategoryCode`)));
  const due = text(settle, 'SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString');
  const issued = text(document, 'IssueDateTime/DateTimeString');
  const references = all(settle, 'InvoiceReferencedDocument');
  const registrations = all(seller, 'SpecifiedTaxRegistration/ID').map((id) => (id as Element)['@_schemeID']);
  const globals = all(seller, 'GlobalID');
  const lineSum = (category: string, rate: bigint) =>
    sum(lines.filter((line) => sameRate(line, tax, category, rate)).map((line) => cents(line, netPath))) -
    sum(
      allowances
        .filter((each) => sameRate(each, 'CategoryTradeTax', category, rate))
        .map((each) => cents(each, 'ActualAmount')),
    );

  const rules: Record<string, boolean> = {
    'BR-01':
      text(root, 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID') ===
      'urn:cen.eu:en16931:2017',
    'BR-02': text(document, 'ID') !== '',
    'BR-03 BR-FR-03': inCalendar(issued),
    'BR-04 BR-FR-04': ['380', '381', '384', '386'].includes(type),
    'BR-05': text(settle, 'InvoiceCurrencyCode') === 'EUR',
    'BR-06 BR-07': text(seller, 'Name') !== '' && text(buyer, 'Name') !== '',
    'BR-09 BR-11': [seller, buyer].every((each) => /^[A-Z]{2}$/u.test(text(each, 'PostalTradeAddress/CountryID'))),
    'BR-12 to BR-15': ['LineTotalAmount', 'TaxBasisTotalAmount', 'GrandTotalAmount', 'DuePayableAmount'].every(
      (name) => all(settle, `${totals}/${name}`).length === 1,
    ),
    'BR-16': lines.length > 0,
    'BR-21': new Set(lines.map((line) => text(line, 'AssociatedDocumentLineDocument/LineID'))).size === lines.length,
    'BR-22 BR-23 BR-FR-DEC-02': lines.every((line) => {
      const [quantity] = all(line, 'SpecifiedLineTradeDelivery/BilledQuantity') as [Element];
      return /^-?\d{1,15}(?:\.\d{1,4})?$/u.test(String(quantity['#text'])) && quantity['@_unitCode'] !== '';
    }),
    'BR-25': lines.every((line) => text(line, 'SpecifiedTradeProduct/Name') !== ''),
    'BR-27 BR-FR-DEC-03': lines.every((line) => /^\d{1,13}(?:\.\d{1,6})?$/u.test(text(line, pricePath))),
    'BR-31 BR-33': allowances.every((each) => cents(each, 'ActualAmount') !== 0n && text(each, 'Reason') !== ''),
    'BR-CO-04': lines.every((line) => text(line, `${tax}/CategoryCode`) !== ''),
    'BR-CO-10': amount('LineTotalAmount') === sum(lines.map((line) => cents(line, netPath))),
    'BR-CO-11': amount('AllowanceTotalAmount') === sum(allowances.map((each) => cents(each, 'ActualAmount'))),
    'BR-CO-13': amount('TaxBasisTotalAmount') === amount('LineTotalAmount') - amount('AllowanceTotalAmount'),
    'BR-CO-14': amount('TaxTotalAmount') === sum(rates.map((each) => cents(each, 'CalculatedAmount'))),
    'BR-CO-15': amount('GrandTotalAmount') === amount('TaxBasisTotalAmount') + amount('TaxTotalAmount'),
    'BR-CO-16': amount('DuePayableAmount') === amount('GrandTotalAmount') - amount('TotalPrepaidAmount'),
    'BR-CO-17': rates.every((each) => {
      const exact = cents(each, 'BasisAmount') * cents(each, 'RateApplicablePercent');
      const off = cents(each, 'CalculatedAmount') * 10_000n - exact;
      return (off < 0n ? -off : off) <= 5_000n;
    }),
    'BR-CO-18': rates.length > 0,
    'BR-CO-25':
      amount('DuePayableAmount') <= 0n || due !== '' || text(settle, 'SpecifiedTradePaymentTerms/Description') !== '',
    'BR-CO-26': text(seller, 'SpecifiedLegalOrganization/ID') !== '' || registrations.length > 0,
    'BR-45 to BR-48': rates.every((each) =>
      ['BasisAmount', 'CalculatedAmount', 'CategoryCode', 'RateApplicablePercent'].every(
        (name) => text(each, name) !== '',
      ),
    ),
    'BR-49 BR-61': all(settle, 'SpecifiedTradeSettlementPaymentMeans').every(
      (each) =>
        text(each, 'TypeCode') !== '' &&
        (!['30', '58'].includes(text(each, 'TypeCode')) ||
          text(each, 'PayeePartyCreditorFinancialAccount/IBANID') !== ''),
    ),
    'BR-62 BR-63': [seller, buyer]
      .flatMap((each) => all(each, 'URIUniversalCommunication/URIID'))
      .every((id) => ['0225', 'EM'].includes(String((id as Element)['@_schemeID']))),
    'BR-S-02 BR-E-02': registrations.includes('VA') || (registrations.includes('FC') && !categories.has('S')),
    'BR-S-05': lines.every(
      (line) => text(line, `${tax}/CategoryCode`) !== 'S' || cents(line, `${tax}/RateApplicablePercent`) > 0n,
    ),
    'BR-E-05 BR-AE-05 BR-IC-05 BR-G-05': lines.every(
      (line) => text(line, `${tax}/CategoryCode`) === 'S' || cents(line, `${tax}/RateApplicablePercent`) === 0n,
    ),
    'BR-S-08 BR-E-08 BR-AE-08 BR-IC-08 BR-G-08': rates.every(
      (each) =>
        cents(each, 'BasisAmount') === lineSum(text(each, 'CategoryCode'), cents(each, 'RateApplicablePercent')),
    ),
    'BR-S-10': rates.every((each) => text(each, 'CategoryCode') !== 'S' || text(each, 'ExemptionReason') === ''),
    'BR-E-09 BR-AE-09 BR-IC-09 BR-G-09': rates.every(
      (each) => text(each, 'CategoryCode') === 'S' || cents(each, 'CalculatedAmount') === 0n,
    ),
    'BR-E-10 BR-AE-10 BR-IC-10 BR-G-10': rates.every(
      (each) => text(each, 'CategoryCode') === 'S' || /^VATEX-(?:EU|FR)-/u.test(text(each, 'ExemptionReasonCode')),
    ),
    'BR-E-01 BR-AE-01 BR-IC-01 BR-G-01': ['E', 'AE', 'K', 'G'].every(
      (code) => rates.filter((each) => text(each, 'CategoryCode') === code).length === (categories.has(code) ? 1 : 0),
    ),
    'BR-S-01 one breakdown per rate':
      new Set(rates.map((each) => `${text(each, 'CategoryCode')} ${cents(each, 'RateApplicablePercent')}`)).size ===
      rates.length,
    'BR-AE-02 BR-IC-02':
      !(categories.has('AE') || categories.has('K')) ||
      text(buyer, 'SpecifiedTaxRegistration/ID') !== '' ||
      text(buyer, 'SpecifiedLegalOrganization/ID') !== '',
    'BR-IC-11 BR-IC-12':
      !categories.has('K') ||
      text(trade, 'ApplicableHeaderTradeDelivery/ShipToTradeParty/PostalTradeAddress/CountryID') !== '',
    'BR-DEC BR-FR-DEC-01': [...xml.matchAll(/Amount[^<>]*>([^<]+)<\/ram:(?!ChargeAmount)\w*Amount>/gu)].every(
      ([, value = '']) => /^-?\d{1,16}(?:\.\d{1,2})?$/u.test(value),
    ),
    'BR-FR-01 BR-FR-02': [text(document, 'ID'), ...references.map((each) => text(each, 'IssuerAssignedID'))].every(
      (id) => /^[A-Za-z0-9+\-_/]{1,35}$/u.test(id),
    ),
    'BR-FR-05 BR-FR-06': ['PMT', 'PMD', 'AAB'].every((code) => subjects.filter((each) => each === code).length === 1),
    'BR-FR-08': /^[BSM][124]$/u.test(process),
    'BR-FR-09': globals.every((id) =>
      String((id as Element)['#text']).startsWith(text(seller, 'SpecifiedLegalOrganization/ID')),
    ),
    'BR-FR-10': /^\d{9}$/u.test(text(seller, 'SpecifiedLegalOrganization/ID')),
    'BR-FR-12': consumer || text(buyer, 'URIUniversalCommunication/URIID') !== '',
    'BR-FR-13 BR-FR-23': /^[A-Za-z0-9+\-_/]+$/u.test(text(seller, 'URIUniversalCommunication/URIID')),
    'BR-FR-15': [...categories].every((code) => ['S', 'E', 'AE', 'K', 'G'].includes(code)),
    'BR-FR-16': rates.every((each) => frenchRates.has(text(each, 'RateApplicablePercent'))),
    'BR-FR-CO-04': type !== '384' || references.length === 1,
    'BR-FR-CO-05':
      type !== '381' || references.some((each) => text(each, 'FormattedIssueDateTime/DateTimeString') !== ''),
    'BR-FR-CO-07': due === '' || due >= issued || type === '386' || process.endsWith('2'),
    'BR-FR-CO-08': !process.endsWith('4') || type !== '386',
    'BR-FR-CO-09':
      !process.endsWith('2') ||
      (amount('DuePayableAmount') === 0n &&
        all(settle, `${totals}/TotalPrepaidAmount`).length === 1 &&
        amount('TotalPrepaidAmount') === amount('GrandTotalAmount') &&
        due !== ''),
  };
  return Object.entries(rules).flatMap(([name, holds]) => (holds ? [] : [name]));
}

const netPath = 'SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount';
const pricePath = 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount';
const frenchRates: ReadonlySet<string> = new Set('0.00 20.00 10.00 5.50 2.10 13.00 0.90 8.50 1.75 1.05'.split(' '));

/** 20260230 is no day. */
function inCalendar(written: string): boolean {
  if (!/^20\d{6}$/u.test(written)) return false;
  const iso = written.replace(/^(....)(..)(..)$/u, '$1-$2-$3');
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}

const sameRate = (from: unknown, path: string, category: string, rate: bigint): boolean =>
  text(from, `${path}/CategoryCode`) === category && cents(from, `${path}/RateApplicablePercent`) === rate;
