import type { ImapAccount } from './connectors/imap.ts';
import { createTokenSource, type OauthClient } from './connectors/oauth.ts';
import type { SmtpAccount } from './connectors/smtp.ts';
import { FinalError } from './domain/errors.ts';
import type { SignIn } from './domain/mail/providers.ts';
import type { Mailbox } from './store/mailboxes.ts';
import type { Secrets } from './store/secrets.ts';
import type { Store } from './store/store.ts';
import type { MailboxSecret } from './web/try-mailbox.ts';

/** What opens a mailbox's servers. */
export interface Accounts {
  /** Throws FinalError('secret-unreadable') when the present key does not open it. */
  secretOf(mailbox: Pick<Mailbox, 'id' | 'secret'>): MailboxSecret;
  /** Null for a server that is not set. A token is asked for only when one signs in. */
  of(mailbox: Mailbox): { imap: ImapAccount | null; smtp: SmtpAccount | null };
  /**
   * Access tokens of a mailbox that signs in with its provider. They reject with FinalError `oauth-client` when Parapheur is not
   * registered there, `oauth-missing` when nobody has signed in yet, and as the connector says.
   */
  tokensOf(mailbox: Pick<Mailbox, 'id' | 'secret' | 'signIn'>): () => Promise<string>;
}

export interface AccountsDeps {
  store: Store;
  secrets: Secrets;
  clients: { google: OauthClient | null; microsoft: OauthClient | null };
}

interface Lineage {
  /** Each refresh token this mailbox has had in this process: a row read before the last rotation still finds its source. */
  known: Set<string>;
  source: () => Promise<string>;
}

export function createAccounts({ store, secrets, clients }: AccountsDeps): Accounts {
  const lineages = new Map<string, Lineage>();
  return { secretOf, of, tokensOf };

  function secretOf({ id, secret }: Pick<Mailbox, 'id' | 'secret'>): MailboxSecret {
    return secret ? (JSON.parse(secrets.open(id, secret)) as MailboxSecret) : { imap: null, smtp: null };
  }

  function of(mailbox: Mailbox) {
    const { imap, smtp, signIn, sentFolder } = mailbox;
    const known = secretOf(mailbox);
    const proof = signIn === 'password' ? {} : { accessToken: tokensOf(mailbox) };
    return {
      imap: imap && { ...imap, password: known.imap, sentFolder, ...proof },
      smtp: smtp && { ...smtp, password: known.smtp, ...proof },
    };
  }

  function tokensOf(mailbox: Pick<Mailbox, 'id' | 'secret' | 'signIn'>): () => Promise<string> {
    const { refreshToken } = secretOf(mailbox);
    const client = clientOf(mailbox.signIn);
    if (!client) return () => Promise.reject(new FinalError('oauth-client'));
    if (!refreshToken) return () => Promise.reject(new FinalError('oauth-missing'));
    const lineage = lineages.get(mailbox.id);
    if (lineage?.known.has(refreshToken)) return lineage.source;
    const known = new Set([refreshToken]);
    const onRotated = async (next: string) => {
      known.add(next);
      await keepRotated(mailbox.id, next);
    };
    const source = createTokenSource({ client, refreshToken, onRotated });
    lineages.set(mailbox.id, { known, source });
    return source;
  }

  function clientOf(signIn: SignIn): OauthClient | null {
    return signIn === 'password' ? null : clients[signIn];
  }

  async function keepRotated(id: string, refreshToken: string): Promise<void> {
    await store.office(async (q) => {
      const mailbox = await q.mailboxes.byId(id);
      if (!mailbox) return;
      const secret: MailboxSecret = { ...secretOf(mailbox), refreshToken };
      await q.mailboxes.setSecret(id, secrets.seal(id, JSON.stringify(secret)));
    });
  }
}
