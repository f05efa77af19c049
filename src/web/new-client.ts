import * as z from 'zod';
import { Profile } from '../domain/client.ts';
import { providerKeys, providerOf, type SentCopy } from '../domain/mail/providers.ts';
import { typedLine } from './typed.ts';

export const EmailAddress = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/u);

export const Server = z.object({
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  /** TLS from the first byte; else STARTTLS. */
  secure: z.boolean(),
  user: z.string().trim().min(1).max(254),
  /** Empty: the one known for this server, or none where the mailbox signs in with its provider. */
  password: z.string().max(500).default(''),
});
export type Server = z.infer<typeof Server>;

/** What a mailbox has besides its servers. */
const Manners = z.object({
  provider: z.enum(providerKeys).nullable(),
  signIn: z.enum(['password', 'google', 'microsoft']),
  /** For an office without a browser; else the person signs in on the mailbox page. */
  refreshToken: z.string().min(1).max(4_096).optional(),
  replyTo: EmailAddress.nullable(),
  /** Null: found by the server's word or by its name. */
  sentFolder: z.string().trim().min(1).max(200).nullable(),
  /** Absent: as the provider is known to do. */
  sentCopy: z.enum(['server', 'parapheur', 'watch']).optional(),
});

/** One client and its first mailbox, as the guide's form and `POST /api/clients` give it. */
export const NewClient = z
  .object({
    slug: z
      .string()
      .regex(/^[a-z0-9](-?[a-z0-9])*$/u)
      .max(60),
    name: z.string().overwrite(typedLine).min(1).max(120),
    color: z.string().regex(/^#[0-9a-f]{6}$/u),
    address: EmailAddress,
    displayName: z.string().overwrite(typedLine).min(1).max(120),
    profile: Profile,
    /** `forwarding`: an unguessable address is made, to which the client forwards. Without `smtp` nothing can leave: a signed answer fails with `smtp-missing` until a server is set (in the demo all goes to the local outbox). */
    mailbox: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('forwarding'), smtp: Server.nullable() }),
      z.object({ kind: z.literal('imap'), imap: Server, smtp: Server.nullable() }),
    ]),
    provider: Manners.shape.provider.default(null),
    signIn: Manners.shape.signIn.default('password'),
    refreshToken: Manners.shape.refreshToken,
    replyTo: Manners.shape.replyTo.default(null),
    sentFolder: Manners.shape.sentFolder.default(null),
    sentCopy: Manners.shape.sentCopy,
  })
  .superRefine(({ mailbox, signIn }, context) => {
    if (signIn !== 'password') return;
    const servers = {
      ...(mailbox.kind === 'imap' && { imap: mailbox.imap }),
      ...(mailbox.smtp && { smtp: mailbox.smtp }),
    };
    for (const [side, { password }] of Object.entries(servers)) {
      if (password === '')
        context.addIssue({ code: 'custom', message: 'a password is needed', path: ['mailbox', side, 'password'] });
    }
  });
export type NewClient = z.infer<typeof NewClient>;

/**
 * New settings of a client's mailbox. Without `imap` mail comes in as before; without `smtp` nothing can leave; what else is
 * absent stays.
 */
export const MailboxChange = Manners.partial().extend({
  imap: Server.nullable().default(null),
  smtp: Server.nullable(),
});
export type MailboxChange = z.infer<typeof MailboxChange>;

/** `testMail`: from the mailbox to itself, awaited for up to a minute. */
export const MailboxProof = z.object({ testMail: z.boolean().default(false) });

/** As given, else as the provider is known to do. */
export const sentCopyOf = ({ provider, sentCopy }: Pick<MailboxChange, 'provider' | 'sentCopy'>): SentCopy =>
  sentCopy ?? (provider ? providerOf(provider).sentCopy : 'watch');

/** Told apart at a glance, also by the colour-blind; the next free one is proposed. */
export const palette = ['#1f6f8b', '#b4532a', '#5b4b9a', '#3d7a37', '#a8325e', '#8a6d14', '#2f5fb3', '#6b4a35'];

export const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 60)
    .replaceAll(/-+$/gu, '') || 'client';
