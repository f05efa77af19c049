import { and, asc, desc, eq, inArray, lt, sql, type SQL } from 'drizzle-orm';
import type { Client } from '../../domain/client.ts';
import {
  clients,
  mailboxes,
  type ImapSettings,
  type SentCopy,
  type SignIn,
  type SmtpSettings,
} from '../schema/clients.ts';
import { journal, users } from '../schema/office.ts';
import type { Tx } from '../tx.ts';
import { decodeCursor, pageSize, shapes, toPage, type Page } from './page.ts';

export interface JournalItem {
  seq: number;
  client: string | null;
  clientName: string | null;
  at: Date;
  actor: string;
  /** The person's name when the actor is one. */
  actorName: string | null;
  action: string;
  subjectId: string | null;
  detail: Record<string, string | number>;
  hash: string;
}

export interface MailboxHealth {
  id: string;
  kind: 'forwarding' | 'imap';
  address: string;
  receivingAddress: string | null;
  outgoing: 'smtp' | 'outbox';
  state: 'ok' | 'connecting' | 'error';
  stateReason: string | null;
  stateAt: Date | null;
}

/** What the settings form shows; passwords stay sealed. */
export interface MailboxSettings {
  client: string;
  clientName: string;
  kind: 'forwarding' | 'imap';
  address: string;
  receivingAddress: string | null;
  imap: ImapSettings | null;
  smtp: SmtpSettings | null;
  provider: string | null;
  signIn: SignIn;
  replyTo: string | null;
  sentFolder: string | null;
  sentCopy: SentCopy;
  state: MailboxHealth['state'];
  stateReason: string | null;
}

export interface ClientItem extends Client {
  mailboxes: MailboxHealth[];
}

export interface JournalFilter {
  client?: string | undefined;
  subjects?: string[] | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

export const officeListings = (tx: Tx) => ({
  /** Newest first. */
  async journal({ client, subjects, cursor, limit = pageSize }: JournalFilter): Promise<Page<JournalItem>> {
    const wanted: (SQL | undefined)[] = [];
    if (client) wanted.push(sql`${journal.clientId} = (select id from clients where slug = ${client})`);
    if (subjects) wanted.push(inArray(journal.subjectId, subjects));
    if (cursor) wanted.push(lt(journal.seq, Number(decodeCursor(cursor, [shapes.integer])[0])));
    const rows = await tx
      .select({
        seq: journal.seq,
        client: clients.slug,
        clientName: clients.name,
        at: journal.at,
        actor: journal.actor,
        actorName: users.name,
        action: journal.action,
        subjectId: journal.subjectId,
        detail: journal.detail,
        hash: journal.hash,
        key: sql<string>`${journal.seq}::text`,
      })
      .from(journal)
      .leftJoin(clients, eq(clients.id, journal.clientId))
      .leftJoin(users, eq(sql`'person:' || ${users.id}`, journal.actor))
      .where(and(...wanted))
      .orderBy(desc(journal.seq))
      .limit(limit + 1);
    return toPage(rows, limit, (row) => [row.seq]);
  },

  /** The client's first mailbox: where mail handed in by a script goes. */
  async mailboxOf(slug: string): Promise<string | null> {
    const [row] = await tx
      .select({ id: mailboxes.id })
      .from(mailboxes)
      .innerJoin(clients, eq(clients.id, mailboxes.clientId))
      .where(eq(clients.slug, slug))
      .orderBy(asc(mailboxes.createdAt))
      .limit(1);
    return row?.id ?? null;
  },

  /** Of the client's first mailbox. */
  async mailboxSettings(slug: string): Promise<MailboxSettings | null> {
    const [row] = await tx
      .select({
        client: clients.slug,
        clientName: clients.name,
        kind: mailboxes.kind,
        address: mailboxes.address,
        receivingAddress: mailboxes.receivingAddress,
        imap: mailboxes.imap,
        smtp: mailboxes.smtp,
        provider: mailboxes.provider,
        signIn: mailboxes.signIn,
        replyTo: mailboxes.replyTo,
        sentFolder: mailboxes.sentFolder,
        sentCopy: mailboxes.sentCopy,
        state: mailboxes.state,
        stateReason: mailboxes.stateReason,
      })
      .from(mailboxes)
      .innerJoin(clients, eq(clients.id, mailboxes.clientId))
      .where(eq(clients.slug, slug))
      .orderBy(asc(mailboxes.createdAt))
      .limit(1);
    return row ?? null;
  },

  async clients(): Promise<ClientItem[]> {
    const rows = await tx
      .select({ client: clients, mailbox: mailboxes })
      .from(clients)
      .leftJoin(mailboxes, eq(mailboxes.clientId, clients.id))
      .orderBy(asc(clients.name), asc(mailboxes.createdAt));
    const items = new Map<string, ClientItem>();
    for (const { client, mailbox } of rows) {
      const { createdAt: _, ...rest } = client;
      const item = items.get(client.id) ?? { ...rest, mailboxes: [] };
      if (mailbox) item.mailboxes.push(health(mailbox));
      items.set(client.id, item);
    }
    return [...items.values()];
  },
});

/** No secret, no account name: only what tells whether mail flows. */
const health = (mailbox: typeof mailboxes.$inferSelect): MailboxHealth => ({
  id: mailbox.id,
  kind: mailbox.kind,
  address: mailbox.address,
  receivingAddress: mailbox.receivingAddress,
  outgoing: mailbox.smtp ? 'smtp' : 'outbox',
  state: mailbox.state,
  stateReason: mailbox.stateReason,
  stateAt: mailbox.stateAt,
});
