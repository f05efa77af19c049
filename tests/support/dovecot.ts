import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, chmod, rm, writeFile, readFile, chown } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { fillMaildir } from './fill-maildir.ts';
import { freePort } from './ports.ts';

export interface Dovecot {
  port: number;
  /** Puts a mail into a folder (made when missing); its UID. */
  append(user: string, folder: string, eml: string | Buffer, flags?: string[], at?: Date): Promise<number>;
  messages(user: string, folder: string): Promise<{ uid: number; flags: string[]; source: Buffer }[]>;
  flag(user: string, folder: string, uid: number, flag: string): Promise<void>;
  remove(user: string, folder: string, uid: number): Promise<void>;
  /** Throws a folder away and makes it anew: another UIDVALIDITY. */
  recreate(user: string, folder: string): Promise<void>;
  /** Gives INBOX another UIDVALIDITY, as a restore from a backup does. */
  renumber(user: string): Promise<void>;
  /** Writes messages straight into INBOX, `inWindow` of them ten days old, the others a year; bytes of the young ones. */
  fill(user: string, mails: number, inWindow: number): Promise<{ inWindow: number }>;
  /** Ends every session of the server without a word. */
  cutSessions(): Promise<void>;
  stop(): Promise<void>;
}

/** An unprivileged owner for the mail files: Dovecot refuses root. */
const MAIL_UID = 65534;

/** Dovecot 2.3 of Debian 12 on a free port of the loopback, with folders of its own under the temporary folder. */
export async function startDovecot({
  users,
  introspectionUrl,
}: {
  users: Record<string, string>;
  /** XOAUTH2 is offered, and tokens are asked about there (RFC 7662). */
  introspectionUrl?: string;
}): Promise<Dovecot> {
  const home = await mkdtemp(join(tmpdir(), 'parapheur-dovecot-'));
  const port = await freePort();
  await chmod(home, 0o755);
  await mkdir(join(home, 'mail'));
  await mkdir(join(home, 'run'));
  const root = process.getuid?.() === 0;
  const uid = root ? MAIL_UID : (process.getuid?.() ?? MAIL_UID);
  const gid = root ? MAIL_UID : (process.getgid?.() ?? MAIL_UID);
  if (root) await chown(join(home, 'mail'), uid, gid);
  await writeFile(
    join(home, 'passwd'),
    Object.entries(users)
      .map(([name, password]) => `${name}:{PLAIN}${password}\n`)
      .join(''),
  );
  if (introspectionUrl) await writeFile(join(home, 'oauth2.conf'), tokens(introspectionUrl));
  const oauth = introspectionUrl !== undefined;
  await writeFile(join(home, 'dovecot.conf'), config({ home, port, uid, gid, root, oauth }));
  const server = spawn('dovecot', ['-F', '-c', join(home, 'dovecot.conf')], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin` },
  });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  await answering(port, join(home, 'dovecot.log'));
  let validity = 2_000_000_000;

  return {
    port,
    append: (user, folder, source, flags = [], at) =>
      as(user, async (session) => {
        const wanted = folder.toUpperCase() === 'INBOX' ? 'INBOX' : folder;
        if (wanted !== 'INBOX') await session.mailboxCreate(wanted);
        const done = await session.append(wanted, Buffer.from(source), flags, at);
        return done && done.uid ? done.uid : 0;
      }),
    messages: (user, folder) =>
      as(user, async (session) => {
        const lock = await session.getMailboxLock(folder, { readOnly: true });
        try {
          const all = await session.fetchAll('1:*', { uid: true, flags: true, source: true });
          return all.map(({ uid: each, flags, source }) => ({
            uid: each,
            flags: [...(flags ?? [])],
            source: source ?? Buffer.of(),
          }));
        } finally {
          lock.release();
        }
      }),
    flag: (user, folder, number, flag) =>
      as(user, async (session) => {
        await session.mailboxOpen(folder);
        await session.messageFlagsAdd(String(number), [flag], { uid: true });
      }),
    remove: (user, folder, number) =>
      as(user, async (session) => {
        await session.mailboxOpen(folder);
        await session.messageDelete(String(number), { uid: true });
      }),
    recreate: (user, folder) =>
      as(user, async (session) => {
        await session.mailboxDelete(folder);
        await session.mailboxCreate(folder);
      }),
    async renumber(user) {
      validity += 1;
      await doveadm('mailbox', 'update', '-u', user, '--uid-validity', String(validity), 'INBOX');
    },
    fill: (user, mails, inWindow) =>
      fillMaildir(join(home, 'mail', user), root ? { uid, gid } : null, { mails, inWindow }),
    cutSessions: () => doveadm('kick', '*'),
    async stop() {
      server.kill('SIGTERM');
      await ended;
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };

  async function doveadm(...command: string[]): Promise<void> {
    const run = spawn('doveadm', ['-c', join(home, 'dovecot.conf'), ...command], { stdio: 'ignore' });
    await new Promise<void>((resolve) => {
      run.once('exit', () => resolve());
      run.once('error', () => resolve());
    });
  }

  async function as<T>(user: string, work: (session: ImapFlow) => Promise<T>): Promise<T> {
    const session = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass: users[user] ?? '' },
      logger: false,
    });
    session.on('error', () => undefined);
    await session.connect();
    try {
      return await work(session);
    } finally {
      await session.logout();
    }
  }
}

interface Paths {
  home: string;
  port: number;
  uid: number;
  gid: number;
  root: boolean;
  oauth: boolean;
}

const tokens = (introspectionUrl: string) => `
introspection_mode = post
introspection_url = ${introspectionUrl}
username_attribute = username
active_attribute = active
active_value = true
`;

const config = ({ home, port, uid, gid, root, oauth }: Paths) => `
base_dir = ${home}/run
state_dir = ${home}/run
log_path = ${home}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = ${Math.min(uid, 1)}
mail_location = maildir:${home}/mail/%n
default_internal_user = ${root ? 'dovecot' : (process.env['USER'] ?? 'nobody')}
default_login_user = ${root ? 'dovenull' : (process.env['USER'] ?? 'nobody')}
auth_mechanisms = plain login${oauth ? ' xoauth2' : ''}
mail_max_userip_connections = 50
auth_failure_delay = 0
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
${
  oauth
    ? `passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${home}/oauth2.conf
}`
    : ''
}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = ${home}/passwd
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${home}/mail/%n
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
}
`;

/** Waits for the greeting; says what the log says when none comes. */
async function answering(port: number, log: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const greeted = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('data', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (greeted) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(
    `dovecot did not start: ${await readFile(log, 'utf8').catch(() => 'no log (is dovecot-imapd installed?)')}`,
  );
}
