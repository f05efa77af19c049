import { FinalError } from '../domain/errors.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Queries } from '../store/queries.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';
import type { ChangeMailboxResult } from './deps.ts';
import type { MailboxChange, ServerChange } from './new-client.ts';
import {
  sameAccount,
  tryMailbox,
  withoutPassword,
  type Account,
  type Checks,
  type MailboxSecret,
} from './try-mailbox.ts';

export interface ChangeMailboxDeps {
  store: Store;
  secrets: Secrets;
  /** Null where mail never leaves (demo): nothing is tried. */
  check: Checks | null;
}

/** New settings of a client's first mailbox, tried before they are written. Its keeper hears of it by the live event. */
export function createChangeMailbox({ store, secrets, check }: ChangeMailboxDeps) {
  return async (slug: string, change: MailboxChange, by: Actor): Promise<ChangeMailboxResult> => {
    const mailbox = await store.office((q) => mailboxOf(q, slug));
    if (!mailbox) return { kind: 'missing' };
    const known = passwordsOf(mailbox);
    const imap = change.imap && complete(change.imap, mailbox.imap, known.imap);
    const smtp = change.smtp && complete(change.smtp, mailbox.smtp, known.smtp ?? imap?.password ?? null);
    if (change.imap && !imap) return { kind: 'password-missing', side: 'imap' };
    if (change.smtp && !smtp) return { kind: 'password-missing', side: 'smtp' };
    const unreachable = check && (await tryMailbox(check, { imap, smtp }));
    if (unreachable) return unreachable;
    return store.office(async (q) => {
      const others = (await q.mailboxes.withImap()).filter((other) => other.clientId !== mailbox.clientId);
      const twin = others.find((other) => imap && other.imap && sameAccount(other.imap, imap));
      if (twin) return { kind: 'mailbox-taken', client: (await q.clients.byId(twin.clientId))?.name ?? '' };
      const { id, clientId } = mailbox;
      if (imap && !(mailbox.imap && sameAccount(mailbox.imap, imap))) await q.folders.forget(clientId, id);
      const secret: MailboxSecret = { imap: imap?.password ?? known.imap, smtp: smtp?.password ?? null };
      await q.mailboxes.change(mailbox, {
        ...(imap && { kind: 'imap', imap: withoutPassword(imap) }),
        smtp: smtp && withoutPassword(smtp),
        secret: secrets.seal(id, JSON.stringify(secret)),
        state: check && (imap ?? mailbox.imap) ? 'connecting' : 'ok',
      });
      await q.journal.write({ clientId, actor: actorName(by), action: 'mailbox-changed', subjectId: id });
      return { kind: 'done' };
    });
  };

  async function mailboxOf(q: Queries, slug: string): Promise<Mailbox | null> {
    const client = await q.clients.bySlug(slug);
    return client && ((await q.mailboxes.ofClient(client.id))[0] ?? null);
  }

  /** A secret that the present key does not open is none: its password is asked again. */
  function passwordsOf({ id, secret }: Mailbox): MailboxSecret {
    const none = { imap: null, smtp: null };
    try {
      return secret ? (JSON.parse(secrets.open(id, secret)) as MailboxSecret) : none;
    } catch (error) {
      if (error instanceof FinalError) return none;
      throw error;
    }
  }
}

/** An empty password keeps the known one, but never carries it to another server. */
function complete(
  { password, ...server }: ServerChange,
  before: { host: string } | null,
  known: string | null,
): Account | null {
  if (password !== '') return { ...server, password };
  const moved = before !== null && before.host.toLowerCase() !== server.host.toLowerCase();
  return known === null || moved ? null : { ...server, password: known };
}
