/** A number as written in the XML; null: absent or empty. Read by `decimal.ts`, never as floating point. */
export type Written = string | null;

/** An identifier and the list it is from (ISO 6523 ICD: 0002 SIREN, 0009 SIRET; VA, FC: VAT and local tax numbers). */
export interface Identifier {
  scheme: string | null;
  value: string;
}

/** BG-4, BG-7, BG-10, BG-11. */
export interface EuropeanParty {
  name: string | null;
  /** BT-28, BT-45. */
  tradingName: string | null;
  /** BT-29, BT-46, BT-60: known to the other party, or of a list. */
  ids: Identifier[];
  /** BT-30, BT-47, BT-61. */
  legal: Identifier | null;
  /** BT-31, BT-32, BT-48, BT-63. */
  tax: Identifier[];
  /** BT-34, BT-49. */
  electronic: Identifier | null;
  /** Street lines, post code and town, as printed; country apart. Null: no address at all. */
  address: { lines: string[]; postcode: string | null; city: string | null; country: string | null } | null;
}

/** BG-20, BG-21, BG-27, BG-28. */
export interface AllowanceOrCharge {
  charge: boolean;
  amount: Written;
  base: Written;
  percent: Written;
  reason: string | null;
  reasonCode: string | null;
  /** Of the document level alone. */
  category: string | null;
  rate: Written;
}

/** BG-23. */
export interface VatBreakdown {
  category: string | null;
  rate: Written;
  base: Written;
  tax: Written;
  exemptionReason: string | null;
  exemptionCode: string | null;
}

/** BG-25. */
export interface EuropeanLine {
  id: string | null;
  name: string | null;
  quantity: Written;
  unit: string | null;
  net: Written;
  /** BT-146, BT-148, BT-149. */
  price: Written;
  grossPrice: Written;
  priceQuantity: Written;
  category: string | null;
  rate: Written;
  allowances: AllowanceOrCharge[];
  /** EXTENDED: DETAIL lines count; GROUP and INFORMATION lines only show. */
  subtype: string | null;
}

/** A day as written, with its format where the syntax names one (CII: 102). */
export interface WrittenDay {
  written: string;
  format: string | null;
  /** ISO day; null: not a day of the calendar in the format announced. */
  day: string | null;
}

/** What a CII or UBL invoice says, by the terms of EN 16931-1 (BT, BG), before anybody judges it. */
export interface EuropeanInvoice {
  syntax: 'CII' | 'UBL';
  /** ZUGFeRD 1 is the CII of before the standard: rules of EN 16931 do not apply to it. */
  beforeStandard: boolean;
  /** BT-24, BT-23. */
  profile: string | null;
  process: string | null;
  /** BT-1, BT-3, BT-5, BT-6. */
  number: string | null;
  typeCode: string | null;
  currency: string | null;
  taxCurrency: string | null;
  /** BT-2, BT-9, BT-72. */
  issued: WrittenDay | null;
  due: WrittenDay | null;
  delivered: WrittenDay | null;
  /** Every other date of the document: all must be days. */
  otherDays: WrittenDay[];
  /** BT-20. */
  paymentTerms: string | null;
  /** BT-21, BT-22. */
  notes: { subject: string | null; text: string }[];
  seller: EuropeanParty;
  buyer: EuropeanParty;
  payee: EuropeanParty | null;
  taxRepresentative: EuropeanParty | null;
  /** BT-80. */
  deliveryCountry: string | null;
  /** BT-13, BT-25. */
  orderReference: string | null;
  preceding: { number: string | null; issued: WrittenDay | null }[];
  /** BG-16. */
  payments: { means: string | null; account: string | null; bic: string | null }[];
  allowances: AllowanceOrCharge[];
  vat: VatBreakdown[];
  lines: EuropeanLine[];
  /** BT-106 to BT-115; `taxes`: every BT-110 and BT-111 with its currency. */
  totals: {
    lines: Written;
    allowances: Written;
    charges: Written;
    net: Written;
    taxes: { currency: string | null; amount: Written }[];
    gross: Written;
    prepaid: Written;
    rounding: Written;
    due: Written;
  };
  /** Terms that may stand once and stand several times: one reader takes the first, another the last. */
  repeated: string[];
}
