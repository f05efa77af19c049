import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/** What is kept beside the cluster to find it and enter it again. */
export interface Access {
  /** The folder the cluster lies in; not always inside the data folder. */
  place: string;
  /** The superuser `postgres`: makes the role and the database, nothing else. */
  superPassword: string;
  /** The role `parapheur`, which owns the database. */
  password: string;
  /** The database was made once: a cluster that is missing since is lost, not still to be made. */
  made: boolean;
}

export async function readAccess(dataFolder: string): Promise<Access | null> {
  const text = await readFile(accessFile(dataFolder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : (JSON.parse(text) as Access);
}

export const newAccess = (place: string): Access => ({
  place,
  superPassword: secret(),
  password: secret(),
  made: false,
});

/** Durable, whole or not at all: without it the cluster cannot be entered. */
export async function writeAccess(dataFolder: string, access: Access): Promise<void> {
  const file = accessFile(dataFolder);
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(access));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

const accessFile = (dataFolder: string) => path.join(dataFolder, 'postgres.json');
const secret = () => randomBytes(24).toString('base64url');
