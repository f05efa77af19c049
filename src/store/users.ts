import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { sessions, signInFailures, signInLinks, users } from './schema/office.ts';
import type { Tx } from './tx.ts';

export type User = typeof users.$inferSelect;
export interface Session {
  user: User;
  csrf: string;
}

/** A secretary's fortnight; then the password is asked again. */
const sessionDays = 14;
/** Long enough to read the console in the morning, too short to be found in an old log. */
const linkHours = 24;
/** Tries before waiting begins, per account and per network address: a person mistypes, a machine does not stop. */
const freeTries = { account: 5, address: 20 };
const longestWaitSeconds = 15 * 60;

export const userQueries = (tx: Tx) => ({
  async byEmail(email: string): Promise<User | null> {
    const [row] = await tx.select().from(users).where(eq(users.email, email.trim().toLowerCase()));
    return row ?? null;
  },

  async byId(id: string): Promise<User | null> {
    const [row] = await tx.select().from(users).where(eq(users.id, id));
    return row ?? null;
  },

  async count(): Promise<number> {
    return tx.$count(users);
  },

  /** The user of this address, created without a password when new. */
  async ensure(email: string): Promise<User> {
    const address = email.trim().toLowerCase();
    const name = nameOf(address);
    const [row] = await tx
      .insert(users)
      .values({ email: address, name })
      .onConflictDoUpdate({ target: users.email, set: { email: address } })
      .returning();
    return row!;
  },

  /** The address she signs in with from now on; nobody else may have it. */
  async setEmail(id: string, email: string): Promise<void> {
    const address = email.trim().toLowerCase();
    await tx
      .update(users)
      .set({ email: address, name: nameOf(address) })
      .where(eq(users.id, id));
  },

  async setPassword(id: string, passwordHash: string): Promise<void> {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, id));
  },

  async setLocale(id: string, locale: User['locale']): Promise<void> {
    await tx.update(users).set({ locale }).where(eq(users.id, id));
  },

  /** The cookie's token; only its hash is kept. */
  async openSession(userId: string): Promise<string> {
    const token = randomToken();
    await tx.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
    await tx.delete(signInFailures).where(lt(signInFailures.until, sql`now() - interval '1 day'`));
    await tx.insert(sessions).values({
      tokenHash: sha256(token),
      userId,
      csrf: randomToken(),
      expiresAt: later(sessionDays * 24 * 3600),
    });
    return token;
  },

  async session(token: string): Promise<Session | null> {
    const [row] = await tx
      .select({ user: users, csrf: sessions.csrf })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(and(eq(sessions.tokenHash, sha256(token)), gt(sessions.expiresAt, sql`now()`)));
    return row ?? null;
  },

  async closeSession(token: string): Promise<void> {
    await tx.delete(sessions).where(eq(sessions.tokenHash, sha256(token)));
  },

  /** A new password ends every session opened with the old one. */
  async closeSessionsOf(userId: string): Promise<void> {
    await tx.delete(sessions).where(eq(sessions.userId, userId));
  },

  /** The one-time link's token; only its hash is kept. */
  async newLink(userId: string): Promise<string> {
    const token = randomToken();
    await tx.insert(signInLinks).values({ tokenHash: sha256(token), userId, expiresAt: later(linkHours * 3600) });
    return token;
  },

  async linkOwner(token: string): Promise<User | null> {
    const [row] = await tx
      .select({ user: users })
      .from(signInLinks)
      .innerJoin(users, eq(users.id, signInLinks.userId))
      .where(usable(token));
    return row?.user ?? null;
  },

  /** Compare-and-set: of two uses of one link, one gets null. */
  async useLink(token: string): Promise<string | null> {
    const [row] = await tx
      .update(signInLinks)
      .set({ usedAt: sql`now()` })
      .where(usable(token))
      .returning({ userId: signInLinks.userId });
    return row?.userId ?? null;
  },

  /**
   * Counts a try before its password is looked at, so that parallel guesses count too.
   * Returns the seconds to wait, 0 when the try may go on. A key forgets its past an hour after its last wait.
   */
  async countTry(kind: keyof typeof freeTries, who: string): Promise<number> {
    const key = `${kind}:${who}`;
    const [known] = await tx.select().from(signInFailures).where(eq(signInFailures.key, key)).for('update');
    const wait = known ? Math.ceil((known.until.getTime() - Date.now()) / 1000) : 0;
    if (wait > 0) return wait;
    const forgotten = !known || wait < -3600;
    const count = forgotten ? 1 : known.count + 1;
    const next = count < freeTries[kind] ? 0 : Math.min(longestWaitSeconds, 2 ** (count - freeTries[kind]));
    await tx
      .insert(signInFailures)
      .values({ key, count, until: later(next) })
      .onConflictDoUpdate({
        target: signInFailures.key,
        set: { count: forgotten ? 1 : sql`${signInFailures.count} + 1`, until: later(next) },
      });
    return 0;
  },

  async forgetTries(kind: keyof typeof freeTries, who: string): Promise<void> {
    await tx.delete(signInFailures).where(eq(signInFailures.key, `${kind}:${who}`));
  },
});

export type UserQueries = ReturnType<typeof userQueries>;

const usable = (token: string) =>
  and(eq(signInLinks.tokenHash, sha256(token)), isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, sql`now()`));

/** Until she gives another one. */
const nameOf = (address: string): string => address.split('@')[0] ?? address;

const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');
const randomToken = (): string => randomBytes(24).toString('base64url');
const later = (seconds: number): Date => new Date(Date.now() + seconds * 1000);
