import { createHash } from 'node:crypto';
import { chown, mkdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** Who runs PostgreSQL, which refuses to be root; null: the present user. */
export type Runner = { uid: number; gid: number } | null;

/** Debian's `nobody`, there on every Unix. */
const nobody = { uid: 65534, gid: 65534 };

/** Where to go when the runner cannot reach the data folder (under /root, say). */
export const commonFolder = '/var/lib/parapheur';

export async function chooseRunner(cluster: string | null): Promise<Runner> {
  if (process.getuid?.() !== 0) return null;
  const owner = cluster && (await stat(cluster).catch(() => null));
  if (owner) return { uid: owner.uid, gid: owner.gid };
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const known = /^postgres:[^:]*:(\d+):(\d+):/mu.exec(users);
  return known ? { uid: Number(known[1]), gid: Number(known[2]) } : nobody;
}

/** The folder of the cluster, made and given to the runner: inside the data folder when the runner can get there. */
export async function choosePlace(dataFolder: string, runner: Runner): Promise<string> {
  const real = await realpath(dataFolder);
  const inside = path.join(real, 'postgres');
  if (!runner || (await canReach(real, runner))) return give(inside, runner);
  const name = createHash('sha256').update(real).digest('hex').slice(0, 16);
  return give(path.join(commonFolder, name), runner);
}

/** Whether the runner may pass through every folder down to `target`. */
export async function canReach(target: string, runner: Runner): Promise<boolean> {
  if (!runner) return true;
  for (let folder = target; ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === runner.uid ? 0o100 : gid === runner.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

async function give(folder: string, runner: Runner): Promise<string> {
  // The parent stays open to passing, the folder itself is the runner's alone.
  await mkdir(path.dirname(folder), { recursive: true, mode: 0o755 });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (runner) await chown(folder, runner.uid, runner.gid);
  return folder;
}
