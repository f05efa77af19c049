import type { Mailbox } from '../store/mailboxes.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Queries } from '../store/queries.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';
import type { AddClientResult } from './deps.ts';
import { newForwardingAddress } from './forwarding-address.ts';
import type { NewClient } from './new-client.ts';
import { sameAccount, tryMailbox, withoutPassword, type Checks, type MailboxSecret } from './try-mailbox.ts';

export interface AddClientDeps {
  store: Store;
  secrets: Secrets;
  /** Null where mail never leaves (demo): nothing is tried. */
  check: Checks | null;
  /** Domain of the receiver's forwarding addresses. */
  receivingDomain: string;
}

/** A client and its first mailbox, tried before it is written. */
export function createAddClient({ store, secrets, check, receivingDomain }: AddClientDeps) {
  return async (client: NewClient, by: Actor): Promise<AddClientResult> => {
    const { mailbox, slug } = client;
    const imap = mailbox.kind === 'imap' ? mailbox.imap : null;
    const unreachable = check && (await tryMailbox(check, { imap, smtp: mailbox.smtp }));
    if (unreachable) return unreachable;
    return store.office(async (q) => {
      if (await q.clients.bySlug(slug)) return { kind: 'taken' };
      const twin = (await q.mailboxes.withImap()).find((other) => imap && other.imap && sameAccount(other.imap, imap));
      if (twin) return { kind: 'mailbox-taken', client: (await q.clients.byId(twin.clientId))?.name ?? '' };
      const { id: clientId } = await q.clients.insert(client);
      const receivingAddress = imap ? null : newForwardingAddress(slug, receivingDomain);
      const { address, displayName } = client;
      const row = { clientId, kind: mailbox.kind, address, displayName, receivingAddress };
      const settings = { imap: imap && withoutPassword(imap), smtp: mailbox.smtp && withoutPassword(mailbox.smtp) };
      const stored = await q.mailboxes.insert({ ...row, ...settings, state: check && imap ? 'connecting' : 'ok' });
      await seal(q, stored, { imap: imap?.password ?? null, smtp: mailbox.smtp?.password ?? null });
      await q.journal.write({ clientId, actor: actorName(by), action: 'client-added', subjectId: clientId });
      return { kind: 'done', slug, receivingAddress };
    });
  };

  async function seal(q: Queries, { id }: Mailbox, secret: MailboxSecret): Promise<void> {
    await q.mailboxes.setSecret(id, secrets.seal(id, JSON.stringify(secret)));
  }
}
