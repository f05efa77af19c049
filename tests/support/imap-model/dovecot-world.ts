import { ImapFlow } from 'imapflow';
import type { Dovecot } from '../dovecot.ts';
import { startTcpProxy } from '../tcp-proxy.ts';
import type { World } from './world.ts';

/** A mailbox of its own on a running Dovecot. */
export async function dovecotWorld(dovecot: Dovecot, user: string, password: string): Promise<World> {
  const proxy = await startTcpProxy(dovecot.port);
  let other = await signIn();
  await other.mailboxCreate('Archive');

  return {
    port: proxy.port,
    user,
    async append(folder, mails) {
      for (const mail of mails) await other.append(folder, mail);
    },
    remove: (n) => withNth('INBOX', n, async (uid) => void (await other.messageDelete(uid, { uid: true }))),
    moveOut: (n) => withNth('INBOX', n, async (uid) => void (await other.messageMove(uid, 'Archive', { uid: true }))),
    moveBack: (n) => withNth('Archive', n, async (uid) => void (await other.messageMove(uid, 'INBOX', { uid: true }))),
    flag: (n, flag) =>
      withNth('INBOX', n, async (uid) => void (await other.messageFlagsAdd(uid, [flag], { uid: true }))),
    async renumber() {
      await other.logout();
      await dovecot.renumber(user);
      other = await signIn();
    },
    async bye() {
      await other.logout();
      await dovecot.cutSessions();
      other = await signIn();
    },
    cut: (bytes) => proxy.cutAfter(bytes),
    freeze: proxy.freeze,
    scripted: null,
    async inbox() {
      const lock = await other.getMailboxLock('INBOX', { readOnly: true });
      try {
        const all = await other.fetchAll('1:*', { uid: true, flags: true, headers: ['x-model'] });
        return all.map(({ headers, flags }) => ({
          name: /x-model: (\S+)/iu.exec(headers?.toString() ?? '')?.[1] ?? '',
          flags: [...(flags ?? [])],
        }));
      } finally {
        lock.release();
      }
    },
    async stop() {
      await other.logout();
      await proxy.stop();
    },
  };

  async function signIn(): Promise<ImapFlow> {
    const session = new ImapFlow({
      host: '127.0.0.1',
      port: dovecot.port,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass: password },
      logger: false,
      disableAutoIdle: true,
    });
    session.on('error', () => undefined);
    await session.connect();
    return session;
  }

  async function withNth(path: string, n: number, work: (uid: string) => Promise<void>): Promise<void> {
    const lock = await other.getMailboxLock(path);
    try {
      await other.noop();
      const uids = await other.search({ all: true }, { uid: true });
      if (uids && uids.length > 0) await work(String(uids[n % uids.length]));
    } finally {
      lock.release();
    }
  }
}
