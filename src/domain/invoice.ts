import type { Place } from './document.ts';
import type { Finding } from './gate/finding.ts';

/** Whole cents of the invoice's currency. On a credit note the sign as printed. */
export type Cents = number;

/** Seller, buyer or payee. Identifiers are compact (no spaces), as printed otherwise: a wrong key is kept and found. */
export interface Party {
  name: string | null;
  siren: string | null;
  siret: string | null;
  /** With its country's letters, upper case. */
  vat: string | null;
  /** Lines of the postal address joined by `\n`. */
  address: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** All that a structured invoice says of it, as written; absent elsewhere. */
  identifiers?: PartyIdentifier[];
}

/** `scheme`: ISO 6523 (0002 SIREN, 0009 SIRET, 0225 platform address) or VA, FC for taxes; null: not said. */
export interface PartyIdentifier {
  role: 'legal' | 'tax' | 'party' | 'address';
  scheme: string | null;
  value: string;
}

/** One rate's totals (EN 16931 BG-23). */
export interface VatLine {
  /** Hundredths of a percent: 2000 is 20 %; null: exempt or not said. */
  rate: number | null;
  base: Cents | null;
  tax: Cents | null;
  /** UNTDID 5305: S, Z, E, AE, K, G, O …; null: not said. */
  category: string | null;
}

/** One line of goods or services. Quantity and unit price are decimal numbers as text, with a point. */
export interface InvoiceLine {
  name: string;
  quantity: string | null;
  unitPrice: string | null;
  net: Cents | null;
  /** As in VatLine. */
  rate: number | null;
}

/** What an invoice or credit note says; null: it does not say it. Dates are ISO days (2026-11-24). */
export interface InvoiceData {
  kind: 'invoice' | 'credit-note' | 'pro-forma';
  /** UNTDID 1001 (380, 381, 384, 386, 389 …), of structured invoices only. */
  typeCode: string | null;
  number: string | null;
  issueDate: string | null;
  dueDate: string | null;
  deliveryDate: string | null;
  /** As printed: "45 jours fin de mois". */
  paymentTerms: string | null;
  seller: Party;
  buyer: Party;
  /** The factor or other party to be paid in the seller's place. */
  payee: Party | null;
  /** ISO 4217. */
  currency: string | null;
  vat: VatLine[];
  lines: InvoiceLine[];
  /** After discounts. */
  totalNet: Cents | null;
  totalTax: Cents | null;
  totalGross: Cents | null;
  /** Deposit, retention or payment taken off; negative where an earlier balance is added. */
  deducted: Cents | null;
  amountDue: Cents | null;
  /** Compact; the first is the account to pay. */
  ibans: string[];
  bic: string | null;
  orderReference: string | null;
  creditedInvoice: string | null;
  /** Its legal mentions and notes, one each, as printed. */
  notes: string[];
}

/** A value's name as findings, places and corrections use it: `number`, `seller.siren`, `vat.0.base`, `ibans.0`. */
export type FieldPath = string;

/** What was read, where each value stands, and which of them nobody should believe unseen. */
export interface ReadInvoice {
  /** `xml`: exact, of the structured invoice. */
  by: 'xml' | 'model' | 'rules' | 'person';
  data: InvoiceData;
  places: Record<FieldPath, Place[]>;
  unsure: FieldPath[];
}

/** What a check of an invoice says; its sentence is `finding.<code>`. */
export interface InvoiceFinding extends Finding {
  /** Those the finding is about, for the view to light. */
  fields: FieldPath[];
}

const nobody: Party = { name: null, siren: null, siret: null, vat: null, address: null, country: null };

export const emptyInvoice = (kind: InvoiceData['kind'] = 'invoice'): InvoiceData => ({
  kind,
  typeCode: null,
  number: null,
  issueDate: null,
  dueDate: null,
  deliveryDate: null,
  paymentTerms: null,
  seller: { ...nobody },
  buyer: { ...nobody },
  payee: null,
  currency: null,
  vat: [],
  lines: [],
  totalNet: null,
  totalTax: null,
  totalGross: null,
  deducted: null,
  amountDue: null,
  ibans: [],
  bic: null,
  orderReference: null,
  creditedInvoice: null,
  notes: [],
});
