export interface Account {
  host: string;
  port: number;
  secure: boolean;
  user: string;
  password: string | null;
  /** XOAUTH2 instead of the password. */
  accessToken?: () => Promise<string>;
}

type Check = (account: Account) => Promise<{ ok: boolean; reason: string | null }>;

export interface Checks {
  imap: Check;
  smtp: Check;
}

/** What opens a mailbox, as it lies sealed in its row. */
export interface MailboxSecret {
  imap: string | null;
  smtp: string | null;
  /** Of a provider that signs in by XOAUTH2. */
  refreshToken?: string;
}

export interface Unreachable {
  kind: 'unreachable';
  side: 'imap' | 'smtp';
  /** A stable code shown as `reason.<code>`. */
  reason: string;
}

/** Signs in to each server as a mail would; null when both answer. */
export async function tryMailbox(
  check: Checks,
  { imap, smtp }: { imap: Account | null; smtp: Account | null },
): Promise<Unreachable | null> {
  return (await tryOne('imap', check.imap, imap)) ?? (await tryOne('smtp', check.smtp, smtp));
}

/** What is written in the open: where the server is and who signs in. */
export const placeOf = ({ host, port, secure, user }: Account) => ({ host, port, secure, user });

/** One account read for two clients would show each the other's mail. */
export const sameAccount = (a: Pick<Account, 'host' | 'user'>, b: Pick<Account, 'host' | 'user'>): boolean =>
  a.host.toLowerCase() === b.host.toLowerCase() && a.user.toLowerCase() === b.user.toLowerCase();

async function tryOne(side: 'imap' | 'smtp', check: Check, account: Account | null): Promise<Unreachable | null> {
  if (!account) return null;
  const { ok, reason } = await check(account);
  return ok ? null : { kind: 'unreachable', side, reason: reason ?? `${side}-unreachable` };
}
