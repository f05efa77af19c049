import { randomUUID } from 'node:crypto';
import type { SignIn } from '../domain/mail/providers.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';
import type { AddClientResult } from './deps.ts';
import { newForwardingAddress } from './forwarding-address.ts';
import { sentCopyOf, type NewClient, type Server } from './new-client.ts';
import { placeOf, sameAccount, tryMailbox, type Account, type Checks, type MailboxSecret } from './try-mailbox.ts';

export interface AddClientDeps {
  store: Store;
  secrets: Secrets;
  /** Null where mail never leaves (demo): nothing is tried. */
  check: Checks | null;
  /** Access tokens of a mailbox that signs in with its provider. */
  tokensOf(mailbox: Pick<Mailbox, 'id' | 'secret' | 'signIn'>): () => Promise<string>;
  /** Domain of the receiver's forwarding addresses. */
  receivingDomain: string;
}

/** A client and its first mailbox, tried before it is written; one that signs in with its provider is tried once it has. */
export function createAddClient({ store, secrets, check, tokensOf, receivingDomain }: AddClientDeps) {
  return async (client: NewClient, by: Actor): Promise<AddClientResult> => {
    const { mailbox, slug, provider, signIn, replyTo, refreshToken } = client;
    const id = randomUUID();
    const passwords = {
      imap: mailbox.kind === 'imap' ? mailbox.imap.password : null,
      smtp: mailbox.smtp?.password ?? null,
    };
    const secret = secrets.seal(id, JSON.stringify(secretOf(signIn, passwords, refreshToken)));
    const open = (server: Server): Account =>
      signIn === 'password' ? server : { ...server, password: null, accessToken: tokensOf({ id, secret, signIn }) };
    const imap = mailbox.kind === 'imap' ? open(mailbox.imap) : null;
    const smtp = mailbox.smtp && open(mailbox.smtp);
    const connect = check !== null && signIn !== 'password' && !refreshToken && (imap ?? smtp) !== null;
    const unreachable = check && !connect && (await tryMailbox(check, { imap, smtp }));
    if (unreachable) return unreachable;
    return store.office(async (q) => {
      if (await q.clients.bySlug(slug)) return { kind: 'taken' };
      const twin = (await q.mailboxes.withImap()).find((other) => imap && other.imap && sameAccount(other.imap, imap));
      if (twin) return { kind: 'mailbox-taken', client: (await q.clients.byId(twin.clientId))?.name ?? '' };
      const { id: clientId } = await q.clients.insert(client);
      const receivingAddress = imap ? null : newForwardingAddress(slug, receivingDomain);
      const { address, displayName } = client;
      const who = { id, clientId, kind: mailbox.kind, address, displayName, receivingAddress };
      const servers = { imap: imap && placeOf(imap), smtp: smtp && placeOf(smtp), secret };
      const manners = { provider, signIn, replyTo, sentFolder: client.sentFolder, sentCopy: sentCopyOf(client) };
      await q.mailboxes.insert({
        ...who,
        ...servers,
        ...manners,
        ...firstState(connect, check !== null && imap !== null),
      });
      await q.journal.write({ clientId, actor: actorName(by), action: 'client-added', subjectId: clientId });
      return { kind: 'done', slug, receivingAddress, connect };
    });
  };
}

/** Until its person has signed in with the provider, a mailbox says that it waits for that. */
export const firstState = (connect: boolean, kept: boolean): Pick<Mailbox, 'state' | 'stateReason'> =>
  connect ? { state: 'error', stateReason: 'oauth-missing' } : { state: kept ? 'connecting' : 'ok', stateReason: null };

export function secretOf(
  signIn: SignIn,
  passwords: { imap: string | null; smtp: string | null },
  refreshToken: string | undefined,
): MailboxSecret {
  if (signIn === 'password') return passwords;
  return { imap: null, smtp: null, ...(refreshToken && { refreshToken }) };
}
