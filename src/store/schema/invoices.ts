import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Page, Word } from '../../domain/document.ts';
import type { InvoiceContent } from '../../domain/invoice/content.ts';
import type { InvoiceState } from '../../domain/invoice/state.ts';
import type { InvoiceData } from '../../domain/invoice.ts';
import { clients } from './clients.ts';
import { clientId, createdAt, id, moment, wall } from './columns.ts';
import { documents } from './messages.ts';
import { proposals } from './proposals.ts';

const cents = (name: string) => bigint(name, { mode: 'number' });

/** Documents as they are laid out: those whose values are looked at beside their page. */
export const documentPages = pgTable(
  'document_pages',
  {
    id: id(),
    clientId: clientId(),
    documentId: uuid('document_id').notNull(),
    number: integer('number').notNull(),
    /** Points, upright. */
    width: doublePrecision('width').notNull(),
    height: doublePrecision('height').notNull(),
    by: text('by').$type<Page['by']>().notNull(),
    confidence: doublePrecision('confidence').notNull(),
    words: jsonb('words').$type<Word[]>().notNull(),
    /** What else its reader says of it. */
    more: jsonb('more').$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    unique('document_pages_numbered').on(table.documentId, table.number),
    foreignKey({
      columns: [table.clientId, table.documentId],
      foreignColumns: [documents.clientId, documents.id],
    }).onDelete('cascade'),
    ...wall('document_pages'),
  ],
);

/**
 * The register. What was read lies in the revisions of its proposal; the values here are those of the current one, for lists,
 * totals and duplicates. The party is the supplier of a purchase, the buyer of a sale.
 */
export const invoices = pgTable(
  'invoices',
  {
    id: id(),
    clientId: clientId(),
    proposalId: uuid('proposal_id').notNull(),
    /** Null: written by us. */
    documentId: uuid('document_id'),
    direction: text('direction').$type<InvoiceContent['direction']>().notNull(),
    kind: text('kind').$type<InvoiceData['kind']>().notNull(),
    state: text('state').$type<InvoiceState>().notNull().default('to-check'),
    /** Why it was dismissed. */
    stateReason: text('state_reason'),
    stateAt: moment('state_at').notNull().defaultNow(),
    exportedAt: moment('exported_at'),
    paidAt: moment('paid_at'),
    number: text('number'),
    /** Without separators; '' when it has none. */
    numberKey: text('number_key').notNull(),
    /** SIREN, else VAT number, else folded name; '' when nobody says who it is. */
    partyKey: text('party_key').notNull(),
    partyNameKey: text('party_name_key').notNull(),
    partyName: text('party_name'),
    partySiren: text('party_siren'),
    partyVat: text('party_vat'),
    issueDate: date('issue_date', { mode: 'string' }),
    dueDate: date('due_date', { mode: 'string' }),
    /** Its day in the register: of issue, else the one on which it came. */
    day: date('day', { mode: 'string' }).notNull(),
    currency: text('currency'),
    totalNet: cents('total_net'),
    totalTax: cents('total_tax'),
    totalGross: cents('total_gross'),
    amountDue: cents('amount_due'),
    iban: text('iban'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('invoices_client_id_id').on(table.clientId, table.id),
    unique('invoices_one_proposal').on(table.proposalId),
    unique('invoices_one_document').on(table.documentId),
    foreignKey({
      columns: [table.clientId, table.proposalId],
      foreignColumns: [proposals.clientId, proposals.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.clientId, table.documentId],
      foreignColumns: [documents.clientId, documents.id],
    }).onDelete('cascade'),
    index('invoices_listed').on(table.day.desc(), table.id.desc()),
    index('invoices_listed_state').on(table.state, table.day.desc(), table.id.desc()),
    index('invoices_listed_client').on(table.clientId, table.day.desc(), table.id.desc()),
    index('invoices_listed_client_state').on(table.clientId, table.state, table.day.desc(), table.id.desc()),
    index('invoices_by_party').on(table.clientId, table.partyKey, table.day.desc(), table.id.desc()),
    index('invoices_by_party_name').on(table.clientId, table.partyNameKey),
    index('invoices_by_number').on(table.clientId, table.numberKey),
    index('invoices_due')
      .on(table.clientId, table.dueDate)
      .where(sql`state in ('to-check', 'checked', 'exported')`),
    index('invoices_party_words').using('gin', sql`party_name_key gin_trgm_ops`),
    ...wall('invoices'),
  ],
);

/** What persons put right on a supplier's invoices: told to whoever reads the next one. */
export const supplierCorrections = pgTable(
  'supplier_corrections',
  {
    id: id(),
    clientId: clientId(),
    /** As of the invoice once it was right. */
    partyKey: text('party_key').notNull(),
    /** As it was read before. */
    readKey: text('read_key').notNull(),
    proposalId: uuid('proposal_id').notNull(),
    field: text('field').notNull(),
    was: text('was').notNull(),
    is: text('is').notNull(),
    /** The line it stands on. */
    context: text('context').notNull(),
    /** Null: said through the API token. */
    userId: uuid('user_id'),
    createdAt: createdAt(),
  },
  (table) => [
    index('supplier_corrections_of').on(table.clientId, table.partyKey, table.createdAt.desc()),
    foreignKey({
      columns: [table.clientId, table.proposalId],
      foreignColumns: [proposals.clientId, proposals.id],
    }).onDelete('cascade'),
    ...wall('supplier_corrections'),
  ],
);

/** The accounts of a client's suppliers: those a person confirmed by telephone, and those that an approved invoice showed. */
export const ledgerAccounts = pgTable(
  'ledger_accounts',
  {
    id: id(),
    clientId: clientId().references(() => clients.id, { onDelete: 'cascade' }),
    /** As `invoices.party_key`. */
    supplier: text('supplier').notNull(),
    supplierNameKey: text('supplier_name_key').notNull().default(''),
    /** Compact, upper case. */
    iban: text('iban').notNull(),
    firstSeen: date('first_seen', { mode: 'string' })
      .notNull()
      .default(sql`current_date`),
    confirmedAt: moment('confirmed_at'),
    /** Null: said through the API token. */
    confirmedBy: uuid('confirmed_by'),
    /** The decisions that entered and confirmed it, so that they can be taken back. */
    enteredDecision: uuid('entered_decision'),
    confirmedDecision: uuid('confirmed_decision'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('ledger_accounts_known').on(table.clientId, table.supplier, table.iban),
    index('ledger_accounts_by_name').on(table.clientId, table.supplierNameKey),
    ...wall('ledger_accounts'),
  ],
);
