import * as z from 'zod';
import { Lane } from '../../domain/gate/finding.ts';
import { InvoiceFields } from '../../domain/invoice/content.ts';
import { InvoiceState } from '../../domain/invoice/state.ts';
import { longestPassword } from '../unlock-document.ts';

const Id = z.uuid();
const Moment = z.iso.datetime();
/** ISO calendar day. */
const Day = z.iso.date();
/** Whole cents of the invoice's currency. */
const Cents = z.number().int().nullable();
const Direction = z.enum(['purchase', 'sale']);
const Kind = z.enum(['invoice', 'credit-note', 'pro-forma']);

export const InvoiceItem = z.object({
  id: Id,
  client: z.string(),
  clientName: z.string(),
  proposalId: Id,
  documentId: Id.nullable(),
  direction: Direction,
  kind: Kind,
  state: InvoiceState,
  stateReason: z.string().nullable(),
  lane: Lane,
  number: z.string().nullable(),
  partyName: z.string().nullable(),
  partySiren: z.string().nullable(),
  partyVat: z.string().nullable(),
  issueDate: Day.nullable(),
  dueDate: Day.nullable(),
  day: Day,
  currency: z.string().nullable(),
  totalNet: Cents,
  totalTax: Cents,
  totalGross: Cents,
  amountDue: Cents,
  iban: z.string().nullable(),
  exportedAt: Moment.nullable(),
  paidAt: Moment.nullable(),
  createdAt: Moment,
});

const Box = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });

/** What was read, where each value stands, and which are unsure. */
export const InvoiceContent = z.object({
  direction: Direction,
  documentId: Id.nullable(),
  read: z.object({
    by: z.enum(['xml', 'model', 'rules', 'person']),
    data: z.object(
      Object.fromEntries(Object.keys(InvoiceFields.shape).map((field) => [field, z.unknown()])) as Record<
        keyof typeof InvoiceFields.shape,
        z.ZodUnknown
      >,
    ),
    places: z.record(z.string(), z.array(z.object({ page: z.number(), box: Box }))),
    unsure: z.array(z.string()),
  }),
});

/** Of a proposal of kind `invoice` alone. */
export const InvoiceOfProposal = {
  invoice: z.object({
    id: Id,
    state: InvoiceState,
    stateReason: z.string().nullable(),
    exportedAt: Moment.nullable(),
    paidAt: Moment.nullable(),
  }),
  document: z
    .object({
      id: Id,
      name: z.string(),
      mediaType: z.string().nullable(),
      structured: z
        .object({
          syntax: z.enum(['CII', 'UBL']).nullable(),
          profile: z.string().nullable(),
          xmlName: z.string().nullable(),
        })
        .nullable(),
    })
    .nullable(),
  pages: z.array(z.object({ number: z.number(), width: z.number(), height: z.number() })),
};

export const InvoiceTotal = z.object({
  key: z.string(),
  name: z.string().nullable(),
  currency: z.string().nullable(),
  count: z.number(),
  totalNet: z.number().int(),
  totalTax: z.number().int(),
  totalGross: z.number().int(),
});

const Slug = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/u)
  .optional();
const Filter = {
  client: Slug,
  state: InvoiceState.optional(),
  direction: Direction.optional(),
  /** A SIREN, a VAT number, or part of a name. */
  supplier: z.string().trim().min(1).max(200).optional(),
  from: Day.optional(),
  to: Day.optional(),
  dueBy: Day.optional(),
};
export const InvoiceQuery = z.object({
  ...Filter,
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const TotalQuery = z.object({ ...Filter, by: z.enum(['month', 'supplier']) });

/** What became of an approved invoice. */
export const InvoiceMove = z.object({ state: z.enum(['checked', 'exported', 'paid']) });

/** What opens a locked document. */
export const DocumentPassword = z.object({ password: z.string().min(1).max(longestPassword) });

export const DocumentRetry = z.object({
  /** Not to wait for the model. */
  by: z.literal('rules').optional(),
  /** What it is, where that was not seen. */
  kind: z.enum(['invoice', 'credit-note']).optional(),
});
