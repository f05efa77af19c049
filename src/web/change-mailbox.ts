import { FinalError } from '../domain/errors.ts';
import { isProvider, providerOf } from '../domain/mail/providers.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Queries } from '../store/queries.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';
import { firstState, secretOf } from './add-client.ts';
import { actorName, type Actor } from './decide.ts';
import type { ChangeMailboxResult } from './deps.ts';
import { sentCopyOf, type MailboxChange, type Server } from './new-client.ts';
import { placeOf, sameAccount, tryMailbox, type Account, type Checks, type MailboxSecret } from './try-mailbox.ts';

export interface ChangeMailboxDeps {
  store: Store;
  secrets: Secrets;
  /** Null where mail never leaves (demo): nothing is tried. */
  check: Checks | null;
  /** Access tokens of a mailbox that signs in with its provider. */
  tokensOf(mailbox: Pick<Mailbox, 'id' | 'secret' | 'signIn'>): () => Promise<string>;
}

/** New settings of a client's first mailbox, tried before they are written. Its keeper hears of it by the live event. */
export function createChangeMailbox({ store, secrets, check, tokensOf }: ChangeMailboxDeps) {
  return async (slug: string, change: MailboxChange, by: Actor): Promise<ChangeMailboxResult> => {
    const mailbox = await store.office((q) => mailboxOf(q, slug));
    if (!mailbox) return { kind: 'missing' };
    const { id, clientId } = mailbox;
    const known = knownSecret(mailbox);
    const signIn = change.signIn ?? mailbox.signIn;
    const refreshToken = signIn === 'password' ? undefined : (change.refreshToken ?? keptToken(mailbox, change, known));
    const passwords = passwordsOf(change, mailbox, known);
    if (signIn === 'password') {
      if (change.imap && passwords.imap === null) return { kind: 'password-missing', side: 'imap' };
      if (change.smtp && passwords.smtp === null) return { kind: 'password-missing', side: 'smtp' };
    }
    const seal = (token: string | undefined) => secrets.seal(id, JSON.stringify(secretOf(signIn, passwords, token)));
    const secret = seal(refreshToken);
    const open = (server: Server, side: 'imap' | 'smtp'): Account =>
      signIn === 'password'
        ? { ...server, password: passwords[side] }
        : { ...server, password: null, accessToken: tokensOf({ id, secret, signIn }) };
    const imap = change.imap && open(change.imap, 'imap');
    const smtp = change.smtp && open(change.smtp, 'smtp');
    const kept = imap ?? mailbox.imap;
    const connect = check !== null && signIn !== 'password' && !refreshToken && (kept ?? smtp) !== null;
    const unreachable = check && !connect && (await tryMailbox(check, { imap, smtp }));
    if (unreachable) return unreachable;
    return store.office(async (q) => {
      const others = (await q.mailboxes.withImap()).filter((other) => other.clientId !== clientId);
      const twin = others.find((other) => imap && other.imap && sameAccount(other.imap, imap));
      if (twin) return { kind: 'mailbox-taken', client: (await q.clients.byId(twin.clientId))?.name ?? '' };
      if (imap && !(mailbox.imap && sameAccount(mailbox.imap, imap))) await q.folders.forget(clientId, id);
      // The trial may have brought the next refresh token.
      const latest = await q.mailboxes.byId(id);
      const newest = change.refreshToken ?? (refreshToken && latest ? knownSecret(latest).refreshToken : undefined);
      await q.mailboxes.change(mailbox, {
        ...(imap && { kind: 'imap', imap: placeOf(imap) }),
        smtp: smtp && placeOf(smtp),
        ...mannersOf(change),
        secret: seal(newest),
        ...firstState(connect, check !== null && kept !== null),
      });
      await q.journal.write({ clientId, actor: actorName(by), action: 'mailbox-changed', subjectId: id });
      return { kind: 'done', connect };
    });
  };

  async function mailboxOf(q: Queries, slug: string): Promise<Mailbox | null> {
    const client = await q.clients.bySlug(slug);
    return client && ((await q.mailboxes.ofClient(client.id))[0] ?? null);
  }

  /** A secret that the present key does not open is none: its password is asked again. */
  function knownSecret({ id, secret }: Mailbox): MailboxSecret {
    const none = { imap: null, smtp: null };
    try {
      return secret ? (JSON.parse(secrets.open(id, secret)) as MailboxSecret) : none;
    } catch (error) {
      if (error instanceof FinalError) return none;
      throw error;
    }
  }
}

/** What is absent stays; another provider files its copies its own way. */
function mannersOf(
  change: MailboxChange,
): Pick<MailboxChange, 'provider' | 'signIn' | 'replyTo' | 'sentFolder' | 'sentCopy'> {
  const { provider, signIn, replyTo, sentFolder, sentCopy } = change;
  return {
    ...(provider !== undefined && { provider, sentCopy: sentCopyOf(change) }),
    ...(signIn !== undefined && { signIn }),
    ...(replyTo !== undefined && { replyTo }),
    ...(sentFolder !== undefined && { sentFolder }),
    ...(sentCopy !== undefined && { sentCopy }),
  };
}

/** An empty password keeps the known one, but never carries it to another server. */
function passwordsOf({ imap, smtp }: MailboxChange, before: Mailbox, known: MailboxSecret) {
  const incoming = imap ? typedOr(known.imap, imap, before.imap) : known.imap;
  const outgoing = smtp && typedOr(known.smtp ?? (imap && incoming), smtp, before.smtp);
  return { imap: incoming, smtp: outgoing };
}

function typedOr(known: string | null, server: Server, before: { host: string } | null): string | null {
  if (server.password !== '') return server.password;
  return before !== null && moved(server, before) ? null : known;
}

/** Nor does a token go to another server, unless it is the provider's own. */
function keptToken(mailbox: Mailbox, change: MailboxChange, { refreshToken }: MailboxSecret): string | undefined {
  if ((change.signIn ?? mailbox.signIn) !== mailbox.signIn) return undefined;
  const own = isProvider(change.provider) ? providerOf(change.provider) : null;
  const strays = (['imap', 'smtp'] as const).some((side) => {
    const [now, before] = [change[side], mailbox[side]];
    return now && now.host !== own?.[side].host && !(before && !moved(now, before));
  });
  return strays ? undefined : refreshToken;
}

const moved = (now: { host: string }, before: { host: string }): boolean =>
  now.host.toLowerCase() !== before.host.toLowerCase();
