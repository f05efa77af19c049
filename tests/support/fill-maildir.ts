import { chown, mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

const DAY_MS = 86_400_000;
/** Files written side by side. */
const AT_ONCE = 64;
/** Beyond the window of a first sync, and within it. */
const OLD_DAYS = 400;
const YOUNG_DAYS = 10;

/** Messages of an ordinary size written straight into a Maildir, the older first: INTERNALDATE is the file's time. */
export async function fillMaildir(
  folder: string,
  owner: { uid: number; gid: number } | null,
  { mails, inWindow }: { mails: number; inWindow: number },
): Promise<{ inWindow: number }> {
  for (const part of ['', 'cur', 'new', 'tmp']) {
    await mkdir(path.join(folder, part), { recursive: true });
    if (owner) await chown(path.join(folder, part), owner.uid, owner.gid);
  }
  const body = `Bonjour,\r\n\r\n${'Le chantier avance comme prévu.\r\n'.repeat(100)}`;
  let bytes = 0;
  for (let start = 0; start < mails; start += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, mails - start) }, (_, offset) => write(start + offset)));
  }
  return { inWindow: bytes };

  async function write(n: number): Promise<void> {
    const young = n >= mails - inWindow;
    const at = new Date(Date.now() - (young ? YOUNG_DAYS : OLD_DAYS) * DAY_MS + n);
    const file = path.join(folder, 'cur', `${Math.floor(at.getTime() / 1000)}.M${String(n).padStart(6, '0')}.host:2,`);
    // Old ones are never fetched: a few bytes will do.
    const mail = `From: Lou <lou@client.example>\r\nSubject: ${n}\r\nMessage-ID: <${n}@client.example>\r\n\r\n${young ? body : 'Bonjour\r\n'}`;
    await writeFile(file, mail);
    await utimes(file, at, at);
    if (owner) await chown(file, owner.uid, owner.gid);
    if (young) bytes += Buffer.byteLength(mail);
  }
}
