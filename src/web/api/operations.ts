import * as z from 'zod';
import { MailboxChange, MailboxProof, NewClient } from '../new-client.ts';
import { PeopleChange } from '../change-people.ts';
import { ForwardingChange } from '../change-forwarding.ts';
import * as clients from './client-schemas.ts';
import * as invoices from './invoice-schemas.ts';
import * as shape from './schemas.ts';

export interface Operation {
  method: 'get' | 'post';
  path: string;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType | 'message/rfc822';
  answers: Record<number, z.ZodType>;
  open?: boolean;
}

const id = { 404: shape.Problem };

/** Every operation of the API; the routes are checked against this list by a test. */
export const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/health',
    summary: 'Whether the office answers',
    answers: { 200: shape.Health },
    open: true,
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This document',
    answers: { 200: z.record(z.string(), z.unknown()) },
    open: true,
  },
  {
    method: 'get',
    path: '/api/clients',
    summary: 'Clients and the health of their mailboxes',
    answers: { 200: shape.pageOf(clients.Client) },
  },
  {
    method: 'post',
    path: '/api/clients',
    summary: 'Add a client with its mailbox',
    body: NewClient,
    answers: {
      201: z.object({ slug: z.string(), receivingAddress: z.string().nullable(), connect: z.boolean() }),
      409: shape.Problem,
      422: shape.Problem,
    },
  },
  {
    method: 'get',
    path: '/api/clients/{slug}/mailbox',
    summary: 'How the client’s mail comes in and leaves; no password',
    answers: { 200: clients.Mailbox, ...id },
  },
  {
    method: 'post',
    path: '/api/clients/{slug}/mailbox',
    summary: 'Change those settings: tried first, an empty password keeps the one known for the server',
    body: MailboxChange,
    answers: { 200: clients.Mailbox, ...id, 409: shape.Problem, 422: shape.Problem },
  },
  {
    method: 'get',
    path: '/api/clients/{slug}/people',
    summary: 'Who speaks for the client: what they forward is opened',
    answers: { 200: PeopleChange, ...id },
  },
  {
    method: 'post',
    path: '/api/clients/{slug}/people',
    summary: 'Replace them all',
    body: PeopleChange,
    answers: { 200: PeopleChange, ...id, 422: shape.Problem },
  },
  {
    method: 'get',
    path: '/api/clients/{slug}/forwarding',
    summary: 'The forwarding address, the one before while it is taken, and who may forward',
    answers: { 200: clients.Forwarding, ...id },
  },
  {
    method: 'post',
    path: '/api/clients/{slug}/forwarding',
    summary: 'Change the address, drop the former one, or say who may forward',
    body: ForwardingChange,
    answers: { 200: clients.Forwarding, ...id, 422: shape.Problem },
  },
  {
    method: 'post',
    path: '/api/clients/{slug}/mailbox/proof',
    summary: 'Try the mailbox as it is kept, with a test mail to itself when asked; not in the demo',
    body: MailboxProof,
    answers: { 200: shape.pageOf(clients.ProofLine), ...id },
  },
  {
    method: 'post',
    path: '/api/clients/{slug}/messages',
    summary: 'Hand in one mail; it is committed when this answers',
    body: 'message/rfc822',
    answers: { 202: shape.Accepted, 404: shape.Problem, 413: shape.Problem, 415: shape.Problem },
  },
  {
    method: 'get',
    path: '/api/messages',
    summary: 'Messages, newest first',
    query: shape.MessageQuery,
    answers: { 200: shape.pageOf(shape.MessageItem) },
  },
  {
    method: 'get',
    path: '/api/messages/{id}',
    summary: 'One message: state, triage, findings, proposals',
    answers: { 200: shape.Message, ...id },
  },
  {
    method: 'post',
    path: '/api/messages/{id}/retry',
    summary: 'Try a failed or refused message again, or ask for an answer to a settled one',
    answers: { 202: shape.Accepted, ...id, 409: shape.Problem },
  },
  {
    method: 'post',
    path: '/api/messages/{id}/sender',
    summary: 'Say who wrote a message whose sender is in doubt; its open draft is addressed anew',
    body: shape.SenderBody,
    answers: { 200: shape.Accepted, ...id, 409: shape.Problem, 422: shape.Problem },
  },
  {
    method: 'get',
    path: '/api/proposals',
    summary: 'Proposals, newest first',
    query: shape.ProposalQuery,
    answers: { 200: shape.pageOf(shape.ProposalItem) },
  },
  {
    method: 'get',
    path: '/api/proposals/{id}',
    summary: 'One proposal: current revision, content hash, claims, gaps, findings, lane, runs',
    answers: { 200: shape.Proposal, ...id },
  },
  {
    method: 'post',
    path: '/api/proposals/{id}/decisions',
    summary: 'Approve, edit or reject what was read',
    body: shape.DecisionBody,
    answers: {
      200: shape.Decided,
      ...id,
      409: shape.Stale,
      422: z.union([shape.Blocked, shape.Problem]),
      503: shape.Problem,
    },
  },
  {
    method: 'post',
    path: '/api/proposals/{id}/undo',
    summary: 'Take a decision back while nothing has left',
    answers: { 200: shape.Decided, ...id, 409: shape.Stale },
  },
  {
    method: 'get',
    path: '/api/invoices',
    summary: 'The register of invoices, by their day, newest first',
    query: invoices.InvoiceQuery,
    answers: { 200: shape.pageOf(invoices.InvoiceItem) },
  },
  {
    method: 'get',
    path: '/api/invoices/totals',
    summary: 'Sums per month or supplier and currency, in cents; credit notes taken off',
    query: invoices.TotalQuery,
    answers: { 200: shape.pageOf(invoices.InvoiceTotal) },
  },
  {
    method: 'get',
    path: '/api/invoices/{id}',
    summary: 'One invoice with its proposal: what was read, where, and what the checks say',
    answers: { 200: shape.Invoice, ...id },
  },
  {
    method: 'post',
    path: '/api/invoices/{id}/state',
    summary: 'Say that an approved invoice was exported or paid, or take that back',
    body: invoices.InvoiceMove,
    answers: { 200: shape.Accepted, ...id, 409: shape.Problem },
  },
  {
    method: 'post',
    path: '/api/documents/{id}/retry',
    summary: 'Try a document again, without the model if wanted, or say that it is an invoice',
    body: invoices.DocumentRetry,
    answers: { 202: shape.Accepted, ...id, 409: shape.Problem, 422: shape.Problem },
  },
  {
    method: 'post',
    path: '/api/documents/{id}/password',
    summary: 'Give what opens a locked document: it is read again; a wrong one leaves it as it was',
    body: invoices.DocumentPassword,
    answers: { 202: shape.Accepted, ...id, 409: shape.Problem, 422: shape.Problem },
  },
  {
    method: 'get',
    path: '/api/tasks',
    summary: 'Tasks laid before a person or taken on, newest first',
    query: shape.KindQuery,
    answers: { 200: shape.pageOf(shape.ProposalItem) },
  },
  {
    method: 'get',
    path: '/api/deliveries',
    summary: 'Deliveries, newest first',
    query: shape.DeliveryQuery,
    answers: { 200: shape.pageOf(shape.Delivery) },
  },
  {
    method: 'post',
    path: '/api/deliveries/{id}/settle',
    summary: 'Say what became of an uncertain or failed delivery',
    body: shape.SettleBody,
    answers: { 200: shape.Accepted, 409: shape.Problem },
  },
  {
    method: 'get',
    path: '/api/journal',
    summary: 'The journal, newest first',
    query: shape.JournalQuery,
    answers: { 200: shape.pageOf(shape.JournalEntry) },
  },
];
