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
}

export async function readAccess(dataFolder: string): Promise<Access | null> {
  const text = await readFile(accessFile(dataFolder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : (JSON.parse(text) as Access);
}

/** Durable before the cluster is made with these passwords. */
export async function createAccess(dataFolder: string, place: string): Promise<Access> {
  const access = { place, superPassword: secret(), password: secret() };
  const file = accessFile(dataFolder);
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(access));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
  return access;
}

const accessFile = (dataFolder: string) => path.join(dataFolder, 'postgres.json');
const secret = () => randomBytes(24).toString('base64url');
