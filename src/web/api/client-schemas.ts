import * as z from 'zod';
import { Profile } from '../../domain/client.ts';

const Moment = z.iso.datetime();

export const Client = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  color: z.string(),
  address: z.string(),
  profile: Profile,
  mailboxes: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['forwarding', 'imap']),
      address: z.string(),
      receivingAddress: z.string().nullable(),
      outgoing: z.enum(['smtp', 'outbox']),
      state: z.enum(['ok', 'connecting', 'error']),
      stateReason: z.string().nullable(),
      stateAt: Moment.nullable(),
    }),
  ),
});

const ServerShown = z.object({ host: z.string(), port: z.number(), secure: z.boolean(), user: z.string() });

export const Mailbox = z.object({
  client: z.string(),
  clientName: z.string(),
  kind: z.enum(['forwarding', 'imap']),
  address: z.string(),
  receivingAddress: z.string().nullable(),
  imap: ServerShown.nullable(),
  smtp: ServerShown.nullable(),
  provider: z.string().nullable(),
  signIn: z.enum(['password', 'google', 'microsoft']),
  replyTo: z.string().nullable(),
  sentFolder: z.string().nullable(),
  sentCopy: z.enum(['server', 'parapheur', 'watch']),
  state: z.enum(['ok', 'connecting', 'error']),
  stateReason: z.string().nullable(),
});

export const ProofLine = z.object({
  ok: z.boolean(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const Forwarding = z.object({
  client: z.string(),
  clientName: z.string(),
  address: z.string(),
  receivingAddress: z.string(),
  /** Empty: anybody. */
  forwarders: z.array(z.string()),
  former: z.object({ address: z.string(), until: Moment }).nullable(),
  timeZone: z.string(),
});
