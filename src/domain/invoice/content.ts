import * as z from 'zod';
import type { InvoiceData, ReadInvoice } from '../invoice.ts';

/** What an `invoice` proposal lays before a person. */
export interface InvoiceContent {
  /** Whether the client pays (`purchase`) or is paid (`sale`). */
  direction: 'purchase' | 'sale';
  /** The document it was read from; null: written by us. */
  documentId: string | null;
  read: ReadInvoice;
}

export const isInvoiceContent = (content: object): content is InvoiceContent => 'read' in content;

/** The values a person sees and signs: places and doubts are not among them. */
export const signedFields = ({ direction, documentId, read }: InvoiceContent): unknown[] => [
  'invoice',
  direction,
  documentId,
  ordered(read.data),
];

/** Keys in order, as jsonb does not keep them. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, ordered(each)]);
}

const text = (limit: number) => z.string().trim().min(1).max(limit).nullable();
const day = z.iso.date().nullable();
/** Beyond it numbers are no longer whole cents for everybody who reads them. */
const cents = z.int().min(-1e13).max(1e13).nullable();
const rate = z.int().min(0).max(10_000).nullable();
const decimal = z
  .string()
  .regex(/^-?\d{1,12}(?:\.\d{1,8})?$/u)
  .nullable();
const party = z.object({
  name: text(300),
  siren: text(20),
  siret: text(20),
  vat: text(20),
  address: text(1000),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/u)
    .nullable(),
  identifiers: z
    .array(
      z.object({ role: z.enum(['legal', 'tax', 'party', 'address']), scheme: text(20), value: z.string().max(200) }),
    )
    .max(20)
    .optional(),
});

/** Invoice fields as a person writes them. */
export const InvoiceFields = z.object({
  kind: z.enum(['invoice', 'credit-note', 'pro-forma']),
  typeCode: text(10),
  number: text(100),
  issueDate: day,
  dueDate: day,
  deliveryDate: day,
  paymentTerms: text(5000),
  seller: party,
  buyer: party,
  payee: party.nullable(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/u)
    .nullable(),
  vat: z.array(z.object({ rate, base: cents, tax: cents, category: text(5) })).max(30),
  lines: z
    .array(z.object({ name: z.string().max(5000), quantity: decimal, unitPrice: decimal, net: cents, rate }))
    .max(2000),
  totalNet: cents,
  totalTax: cents,
  totalGross: cents,
  deducted: cents,
  amountDue: cents,
  ibans: z.array(z.string().regex(/^[A-Z]{2}[0-9A-Z]{8,34}$/u)).max(10),
  bic: text(11),
  orderReference: text(200),
  creditedInvoice: text(100),
  notes: z.array(z.string().max(20_000)).max(200),
});

/** A person's correction: every field as it is to stand. */
export const InvoiceEdit = z.object({ direction: z.enum(['purchase', 'sale']), data: InvoiceFields });
export interface InvoiceEdit {
  direction: InvoiceContent['direction'];
  data: InvoiceData;
}
