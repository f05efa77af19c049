import * as z from 'zod';
import { Profile } from '../domain/client.ts';
import { typedLine } from './typed.ts';

export const EmailAddress = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/u);

export const Server = z.object({
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  secure: z.boolean(),
  user: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(500),
});

/** One client and its first mailbox, as the guide's form and `POST /api/clients` give it. */
export const NewClient = z.object({
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
});
export type NewClient = z.infer<typeof NewClient>;

/** As `Server`; an empty password keeps the one known for this server. */
export const ServerChange = Server.extend({ password: z.string().max(500).default('') });
export type ServerChange = z.infer<typeof ServerChange>;

/** New settings of a client's mailbox. Without `imap` mail comes in as before; without `smtp` nothing can leave. */
export const MailboxChange = z.object({ imap: ServerChange.nullable().default(null), smtp: ServerChange.nullable() });
export type MailboxChange = z.infer<typeof MailboxChange>;

/** Servers of the providers met in France; implicit TLS everywhere. */
export const providers: Record<string, { name: string; imap: string; smtp: string }> = {
  ovh: { name: 'OVHcloud', imap: 'ssl0.ovh.net', smtp: 'ssl0.ovh.net' },
  ionos: { name: 'Ionos', imap: 'imap.ionos.fr', smtp: 'smtp.ionos.fr' },
  orange: { name: 'Orange', imap: 'imap.orange.fr', smtp: 'smtp.orange.fr' },
  gandi: { name: 'Gandi', imap: 'mail.gandi.net', smtp: 'mail.gandi.net' },
  infomaniak: { name: 'Infomaniak', imap: 'mail.infomaniak.com', smtp: 'mail.infomaniak.com' },
  gmail: { name: 'Gmail', imap: 'imap.gmail.com', smtp: 'smtp.gmail.com' },
};

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
