export interface Account {
  host: string;
  port: number;
  secure: boolean;
  user: string;
  password: string;
}

type Check = (account: Account) => Promise<{ ok: boolean; reason: string | null }>;

export interface Checks {
  imap: Check;
  smtp: Check;
}

/** Passwords of a mailbox, as they lie sealed in its row. */
export interface MailboxSecret {
  imap: string | null;
  smtp: string | null;
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

export const withoutPassword = ({ password: _, ...settings }: Account): Omit<Account, 'password'> => settings;

/** One account read for two clients would show each the other's mail. */
export const sameAccount = (a: Pick<Account, 'host' | 'user'>, b: Pick<Account, 'host' | 'user'>): boolean =>
  a.host.toLowerCase() === b.host.toLowerCase() && a.user.toLowerCase() === b.user.toLowerCase();

async function tryOne(side: 'imap' | 'smtp', check: Check, account: Account | null): Promise<Unreachable | null> {
  if (!account) return null;
  const { ok, reason } = await check(account);
  return ok ? null : { kind: 'unreachable', side, reason: reason ?? `${side}-unreachable` };
}
