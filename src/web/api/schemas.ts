import * as z from 'zod';
import { Lane, Level } from '../../domain/gate/finding.ts';
import { DocumentKind } from '../../domain/document.ts';
import { bounceCodes } from '../../domain/mail/bounce.ts';
import { InvoiceEdit } from '../../domain/invoice/content.ts';
import { Claim, DismissReason, MailContent, ProposalKind, RejectReason } from '../../domain/proposal.ts';
import { Category, Triage } from '../../domain/triage.ts';
import { settlements } from '../deps.ts';
import { InvoiceContent, InvoiceItem, InvoiceOfProposal } from './invoice-schemas.ts';
import { Invitation } from './invitation-schema.ts';

const Id = z.uuid();
/** RFC 3339 in UTC. Our answers serialise dates themselves, so both shapes are let through. */
const Moment = z.iso.datetime();
const Address = z.object({ name: z.string(), address: z.string() });

export const MessageState = z.enum([
  'received',
  'reading',
  'preparing',
  'waiting',
  'prepared',
  'settled',
  'refused',
  'failed',
]);
export const ProposalState = z.enum(['open', 'approved', 'rejected', 'superseded', 'withdrawn']);
export const DeliveryState = z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled']);
const Finding = z.object({
  check: z.string(),
  code: z.string(),
  level: Level,
  evidence: z.record(z.string(), z.string()),
  /** Of an invoice: the values it is about. */
  fields: z.array(z.string()).optional(),
});

export const MessageItem = z.object({
  id: Id,
  client: z.string(),
  clientName: z.string(),
  direction: z.enum(['in', 'out']),
  state: MessageState,
  stateReason: z.string().nullable(),
  from: Address.nullable(),
  subject: z.string(),
  receivedAt: Moment,
  automatic: z.string().nullable(),
  triage: Triage.nullable(),
  nextAttemptAt: Moment.nullable(),
});

export const Message = MessageItem.extend({
  to: z.array(Address),
  cc: z.array(Address),
  forwardedBy: Address.nullable(),
  forwarderNote: z.string(),
  senderDoubt: z.enum(['forward-unknown', 'from-disputed']).nullable(),
  senderCandidates: z.array(Address),
  text: z.string(),
  hiddenText: z.string(),
  omitted: z.array(z.object({ name: z.string(), mediaType: z.string(), size: z.number() })),
  leftInboxAt: Moment.nullable(),
  invitations: z.array(Invitation),
  timeZone: z.string(),
  attempts: z.number(),
  size: z.number(),
  defects: z.array(z.string()),
  triageBy: z.enum(['code', 'rules', 'model']).nullable(),
  documents: z.array(
    z.object({
      id: Id,
      messageId: Id,
      name: z.string(),
      size: z.number(),
      mediaType: z.string().nullable(),
      state: z.enum(['received', 'sorting', 'waiting', 'read', 'unreadable', 'failed']),
      stateReason: z.string().nullable(),
      pages: z.number().nullable(),
      unreadPages: z.array(
        z.object({
          from: z.number(),
          to: z.number(),
          why: z.enum(['past-limit', 'too-slow', 'too-heavy', 'not-drawn']),
        }),
      ),
      kind: DocumentKind.nullable(),
      containerId: Id.nullable(),
      container: z.string().nullable(),
      invoiceId: Id.nullable(),
      proposalId: Id.nullable(),
    }),
  ),
  reportsOn: z.array(z.object({ id: Id, state: DeliveryState, subject: z.string(), addresses: z.array(z.string()) })),
  proposals: z.array(z.object({ id: Id, kind: ProposalKind, state: ProposalState, lane: Lane, revision: z.number() })),
  findings: z.array(Finding),
});

export const ProposalItem = z.object({
  id: Id,
  client: z.string(),
  clientName: z.string(),
  kind: ProposalKind,
  state: ProposalState,
  lane: Lane,
  urgent: z.boolean(),
  gaps: z.number(),
  revision: z.number(),
  messageId: Id,
  from: Address.nullable(),
  subject: z.string(),
  summary: z.string().nullable(),
  category: Category.nullable(),
  deadline: z.string().nullable(),
  receivedAt: Moment,
  createdAt: Moment,
  newerMessageAt: Moment.nullable(),
  invoice: z
    .object({
      kind: z.enum(['invoice', 'credit-note', 'pro-forma']),
      number: z.string().nullable(),
      party: z.string().nullable(),
      gross: z.number().int().nullable(),
      currency: z.string().nullable(),
    })
    .nullable(),
});

export const Proposal = z.object({
  id: Id,
  client: z.string(),
  from: Address,
  replyTo: z.string().nullable(),
  kind: ProposalKind,
  state: ProposalState,
  lane: Lane,
  urgent: z.boolean(),
  revision: z.number(),
  author: z.enum(['model', 'rules', 'code', 'person']),
  language: z.enum(['fr', 'en']),
  content: z.union([MailContent, InvoiceContent]),
  contentHash: z.string(),
  signature: z.string(),
  claims: z.array(Claim.extend({ sourceTitle: z.string() })),
  gaps: z.array(z.string()),
  findings: z.array(Finding),
  triage: Triage.nullable(),
  messageId: Id,
  newerMessageAt: Moment.nullable(),
  createdAt: Moment,
  runs: z.array(
    z.object({
      agent: z.string(),
      prompt: z.string(),
      promptVersion: z.string(),
      model: z.string(),
      calls: z.number(),
      inputTokens: z.number(),
      outputTokens: z.number(),
      ms: z.number(),
      error: z.string().nullable(),
      createdAt: Moment,
    }),
  ),
  decision: z
    .object({
      decision: z.enum(['approve', 'edit', 'reject']),
      reason: z.union([RejectReason, DismissReason]).nullable(),
      createdAt: Moment,
    })
    .nullable(),
  delivery: z.object({ id: Id, state: DeliveryState, dueAt: Moment }).nullable(),
  ...z.object(InvoiceOfProposal).partial().shape,
});

export const Invoice = InvoiceItem.extend({ proposal: Proposal });

const Seen = {
  revision: z.number().int().positive(),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/u),
  /** As read with the proposal; when given, a mail that came since makes the decision stale. */
  newerMessageAt: z.string().nullable().optional(),
};

/** A decision is bound to the revision and hash that were read: anything newer makes it stale (409). */
export const DecisionBody = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('approve'),
    ...Seen,
    /** Of an invoice: the supplier was rung on the number on file, and the account is right. */
    confirmedAccount: z.boolean().optional(),
  }),
  z.object({ decision: z.literal('edit'), ...Seen, content: z.union([MailContent, InvoiceEdit]) }),
  z.object({
    decision: z.literal('reject'),
    ...Seen,
    reason: z.union([RejectReason, DismissReason]),
    note: z.string().max(2000).default(''),
  }),
]);

export const Decided = z.object({
  proposalId: Id,
  deliveryId: Id.nullable(),
  /** Not before: the end of the undo delay. */
  dueAt: Moment.nullable(),
});

export const Stale = z.object({
  error: z.object({ code: z.literal('stale'), message: z.string() }),
  revision: z.number(),
  contentHash: z.string(),
  state: z.string(),
});

export const Blocked = z.object({
  error: z.object({ code: z.literal('blocked'), message: z.string() }),
  gaps: z.array(z.string()),
  findings: z.array(Finding),
});

export const Delivery = z.object({
  id: Id,
  client: z.string(),
  clientName: z.string(),
  timeZone: z.string(),
  proposalId: Id,
  state: DeliveryState,
  stateReason: z.string().nullable(),
  stateAt: Moment,
  messageId: z.string(),
  envelope: z.object({ from: z.string(), to: z.array(z.string()) }),
  refused: z.array(z.string()),
  bounces: z.array(
    z.object({ address: z.string(), code: z.enum(bounceCodes), status: z.string().nullable(), messageId: Id }),
  ),
  subject: z.string(),
  attempts: z.number(),
  dueAt: Moment,
  sentAt: Moment.nullable(),
  filedAt: Moment.nullable(),
  createdAt: Moment,
  checking: z.boolean(),
});

export const SettleBody = z.object({ what: z.enum(settlements) });

export const JournalEntry = z.object({
  seq: z.number(),
  client: z.string().nullable(),
  clientName: z.string().nullable(),
  at: Moment,
  actor: z.string(),
  actorName: z.string().nullable(),
  action: z.string(),
  subjectId: Id.nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  hash: z.string(),
});

export const Problem = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
export const Accepted = z.object({ id: Id });
export const Health = z.object({ ok: z.boolean(), agents: z.string() });

export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

const Paging = { cursor: z.string().max(500).optional(), limit: z.coerce.number().int().min(1).max(200).optional() };
const Slug = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/u)
  .optional();
export const MessageQuery = z.object({ client: Slug, state: MessageState.optional(), ...Paging });
const ByStatus = { client: Slug, status: ProposalState.optional(), ...Paging };
export const ProposalQuery = z.object({ kind: ProposalKind.optional(), ...ByStatus });
/** Tasks are proposals of that kind: laid by an agent, taken on by a person. */
export const KindQuery = z.object(ByStatus);
export const DeliveryQuery = z.object({ client: Slug, state: DeliveryState.optional(), ...Paging });
export const JournalQuery = z.object({ client: Slug, ...Paging });

/** Who wrote a message in doubt. */
export const SenderBody = z.object({
  name: z.string().trim().max(200).default(''),
  address: z
    .string()
    .trim()
    .max(320)
    .regex(/^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\]+$/u),
});
