import * as z from 'zod';

/** A paragraph: more is a letter, and no page would hold it. */
const maxText = 2_000;
/** A name or a line of an address: the head of the first page holds a few of them. */
const maxWords = 200;
const maxLines = 500;

/** Words as they are printed and written: whole characters, no control character but the line feed. */
const clean = (value: string): string =>
  value
    .toWellFormed()
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim();
const text = z.string().max(maxText).transform(clean);
const words = z.string().max(maxWords).transform(clean);
const day = z.string();
const cents = z.number().int();
/** Hundredths of a percent. */
const rate = z.number().int().min(0).max(10_000);

export const PostalAddress = z.object({
  /** Street and what goes with it: one to three lines (BT-35, BT-36, BT-162). */
  lines: z.array(words).max(3),
  postcode: words,
  city: words,
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/u),
});
export type PostalAddress = z.infer<typeof PostalAddress>;

const party = {
  name: words,
  address: PostalAddress,
  /** Compact, or empty. */
  siren: z.string(),
  siret: z.string(),
  vat: z.string(),
  email: words,
  /** In the French directory of e-invoicing (scheme 0225); empty: the SIREN. */
  electronicAddress: z.string().max(125),
};

export const Seller = z.object({
  ...party,
  /** The shop's sign, where it is not its name. */
  tradeName: words,
  /** "SARL", "SASU", "EI" (code de commerce, R123-237 and R526-27). */
  legalForm: words,
  /** Of companies; null: it has none. */
  capital: cents.nullable(),
  /** "RCS Nantes", "RNE"; empty: none. */
  registration: words,
  phone: words,
  website: words,
  /** `franchise`: no VAT is charged (CGI, 293 B). */
  vatRegime: z.enum(['normal', 'franchise']),
  /** VAT falls due with the invoice, by option; else with the payment for services (CGI, 269-2 c). */
  vatOnDebits: z.boolean(),
  /** Such as the ten-year insurance of a builder (code des assurances, L243-2): one each. */
  mentions: z.array(text).max(10),
});
export type Seller = z.infer<typeof Seller>;

/** `consumer`: a private person, who has neither SIREN nor VAT number. */
export const Buyer = z.object({ ...party, consumer: z.boolean(), contact: words, reference: words });
export type Buyer = z.infer<typeof Buyer>;

/** Why a line bears no VAT. */
export const Exemption = z.enum([
  'franchise',
  'building-subcontract',
  'eu-service',
  'eu-goods',
  'export',
  'health',
  'training',
]);
export type Exemption = z.infer<typeof Exemption>;

export const Discount = z.union([z.object({ percent: rate }), z.object({ amount: cents.min(0) })]);
export type Discount = z.infer<typeof Discount>;

export const SaleLine = z.object({
  name: text,
  /** More words, below the name. */
  description: text,
  /** Decimal with a point, four places at most; negative for what is taken back. */
  quantity: z.string(),
  /** UN/ECE recommendation 20: C62 (piece), HUR (hour), DAY, MTR, MTK, KGM, LTR … */
  unit: z.string().regex(/^[A-Z0-9]{2,3}$/u),
  /** Decimal with a point, without VAT, six places at most; never negative (BR-27). */
  unitPrice: z.string(),
  discount: Discount.nullable(),
  /** A rate in hundredths of a percent, or why there is none. */
  vat: z.union([rate, Exemption]),
});
export type SaleLine = z.infer<typeof SaleLine>;

/** An invoice issued before, of the same seller to the same buyer. */
export const EarlierSale = z.object({ number: z.string(), issueDate: day });
export type EarlierSale = z.infer<typeof EarlierSale>;

export const SettledBy = z.enum(['transfer', 'card', 'cash', 'cheque', 'direct-debit']);
export type SettledBy = z.infer<typeof SettledBy>;

/**
 * What a secretary gives for a sales invoice; nothing in it is computed. UNTDID 1001: invoice 380, credit-note 381,
 * corrected 384 (it replaces the earlier one), deposit 386. Days are ISO.
 */
export const SaleDraft = z.object({
  type: z.enum(['invoice', 'credit-note', 'corrected', 'deposit']),
  issueDate: day,
  /** Null only where there is nothing to pay: a credit note, or a settled sale. */
  dueDate: day.nullable(),
  seller: Seller,
  buyer: Buyer,
  nature: z.enum(['goods', 'services', 'mixed']),
  /** When it was delivered or done: a day, or a period; null: on the day of issue. */
  supply: z.object({ from: day, to: day.nullable() }).nullable(),
  /** Where it went, if not to the buyer's address. */
  deliveredTo: z.object({ name: words, address: PostalAddress }).nullable(),
  lines: z.array(SaleLine).max(maxLines),
  /** On the whole, over every rate alike. */
  discount: z.object({ percent: rate, reason: words }).nullable(),
  /** Deposits invoiced before, taken off what is due; gross and the VAT in it. */
  deposits: z.array(EarlierSale.extend({ gross: cents, tax: cents })).max(20),
  /** Paid in full already. */
  settled: z.object({ date: day, by: SettledBy }).nullable(),
  /** How to pay what is due. */
  payment: z.object({ by: SettledBy, iban: z.string(), bic: z.string() }),
  /** As the parties agreed: "30 jours fin de mois". Empty: by the due date. */
  terms: words,
  /** Late-payment penalties and early-payment discount in the seller's own words; empty: the law's. */
  penalties: text,
  earlyPayment: text,
  orderReference: words,
  contractReference: words,
  /** The invoice that is credited or corrected. */
  earlier: z.array(EarlierSale).max(20),
  notes: z.array(text).max(10),
});
export type SaleDraft = z.infer<typeof SaleDraft>;
