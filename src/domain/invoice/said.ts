import * as z from 'zod';

/** A model that writes on and on is cut, not asked again. No printed value is longer; a quote is one line. */
const textKept = 300;
const linesKept = 60;
const ratesKept = 10;
const accountsKept = 5;
const notesKept = 12;
const addressLinesKept = 8;

const text = z.string().transform((words) => words.slice(0, textKept).trim());

/** A value as the document prints it, and the line it was read from. */
const Value = z.object({ text, quote: text }).nullable();
export type SaidValue = z.infer<typeof Value>;

/** A date as the document prints it, and as an ISO day. */
const Day = z.object({ iso: text, text, quote: text }).nullable();
export type SaidDay = z.infer<typeof Day>;

const SaidParty = z.object({
  name: Value,
  siren: Value,
  siret: Value,
  vat: Value,
  address: z.array(text).transform((lines) => lines.slice(0, addressLinesKept)),
});
export type SaidParty = z.infer<typeof SaidParty>;

/**
 * What a model says an invoice prints: everything as text, nothing computed. None of it is believed before `ground` has
 * found it on the page.
 */
export const SaidInvoice = z.object({
  /** `none`: it is no invoice at all. */
  kind: z.enum(['invoice', 'credit-note', 'pro-forma', 'none']),
  number: Value,
  issueDate: Day,
  dueDate: Day,
  deliveryDate: Day,
  paymentTerms: Value,
  seller: SaidParty,
  buyer: SaidParty,
  payee: Value,
  /** `text` as printed (€, EUR), `code` ISO 4217. */
  currency: z.object({ code: text, text, quote: text }).nullable(),
  vat: z.array(z.object({ rate: Value, base: Value, tax: Value })).transform((rates) => rates.slice(0, ratesKept)),
  lines: z
    .array(
      z.object({
        name: text,
        quantity: text.nullable(),
        unitPrice: text.nullable(),
        net: text.nullable(),
        rate: text.nullable(),
      }),
    )
    .transform((lines) => lines.slice(0, linesKept)),
  totalNet: Value,
  totalTax: Value,
  totalGross: Value,
  deducted: Value,
  amountDue: Value,
  ibans: z.array(z.object({ text, quote: text })).transform((accounts) => accounts.slice(0, accountsKept)),
  bic: Value,
  orderReference: Value,
  creditedInvoice: Value,
  notes: z.array(text).transform((notes) => notes.slice(0, notesKept)),
});
export type SaidInvoice = z.infer<typeof SaidInvoice>;
