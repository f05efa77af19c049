import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AppError } from './errors.ts';
import { isInvoiceContent, signedFields, type InvoiceContent } from './invoice/content.ts';

export const ProposalKind = z.enum(['reply', 'message', 'forward', 'question', 'event', 'task', 'invoice', 'contact']);
export type ProposalKind = z.infer<typeof ProposalKind>;
/** All but `invoice` are mail, or will be: their content is a letter. */
export type MailKind = Exclude<ProposalKind, 'invoice'>;

/** `superseded`: a newer message made it obsolete. `withdrawn`: answered from elsewhere or sent back for a new draft. */
export type ProposalState = 'open' | 'approved' | 'rejected' | 'superseded' | 'withdrawn';

const next: Record<ProposalState, readonly ProposalState[]> = {
  open: ['approved', 'rejected', 'superseded', 'withdrawn'],
  approved: ['open', 'withdrawn'], // undo; withdrawn when a newer draft lies in its place
  rejected: ['open'], // undo
  superseded: [],
  withdrawn: [],
};

export function transitProposal(from: ProposalState, to: ProposalState): ProposalState {
  if (!next[from].includes(to)) throw new AppError('proposal-state', { from, to });
  return to;
}

export const SourceKind = z.enum(['message', 'document', 'knowledge', 'agenda', 'contact', 'profile']);

/** A fact in a draft with where it comes from; `source` null when nobody gave it. */
export const Claim = z.object({
  text: z.string(),
  source: z.object({ kind: SourceKind, id: z.string(), quote: z.string() }).nullable(),
});
export type Claim = z.infer<typeof Claim>;

const MailAddress = z.object({ name: z.string(), address: z.string() });

/** Exactly the fields that leave, as a person sees and signs them (the signature and quoted original follow by rule). */
export const MailContent = z.object({
  to: z.array(MailAddress),
  cc: z.array(MailAddress),
  subject: z.string(),
  /** Plain text with gap marks; no signature, no quoted original. */
  body: z.string(),
  /** Ids of documents of the same client. */
  attachments: z.array(z.string()),
});
export type MailContent = z.infer<typeof MailContent>;

/** What a revision holds, by the kind of its proposal. */
export type Content = MailContent | InvoiceContent;

/** SHA-256, hex, over the content with its keys in a fixed order: what an approval binds. */
export function contentHash(content: Content): string {
  const fields = isInvoiceContent(content) ? signedFields(content) : mailFields(content);
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

function mailFields(content: MailContent): unknown[] {
  const people = (list: MailContent['to']) => list.map(({ name, address }) => [name, address]);
  return [people(content.to), people(content.cc), content.subject, content.body, content.attachments];
}

/** Throws when the content is not a letter: its proposal's kind says that it is one. */
export function letterOf(content: Content): MailContent {
  if (isInvoiceContent(content)) throw new TypeError('an invoice is no letter');
  return content;
}

export const DecisionKind = z.enum(['approve', 'edit', 'reject']);
export type DecisionKind = z.infer<typeof DecisionKind>;

/** Reasons a person may give; `tone`, `fact` and `long` bring a new draft, the others close the proposal. */
export const RejectReason = z.enum(['tone', 'fact', 'long', 'no-answer', 'recipient', 'myself', 'other']);
export type RejectReason = z.infer<typeof RejectReason>;
export const redraftReasons: readonly string[] = ['tone', 'fact', 'long'] satisfies RejectReason[];

/** Why an invoice is not entered. `wrong`: the supplier is asked for a right one. */
export const DismissReason = z.enum(['not-invoice', 'duplicate', 'wrong', 'fraud', 'other']);
export type DismissReason = z.infer<typeof DismissReason>;
