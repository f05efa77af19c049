import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

/** What the tests start by themselves and npm does not bring: program → Debian package. */
const needed = { dovecot: 'dovecot-imapd', 'redis-server': 'redis-server', chromium: 'chromium' };

/** Debian keeps servers in sbin, which is not on everybody's PATH. */
const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin'];

const missing = Object.entries(needed).filter(([program]) => !found(program));
const packages = missing.map(([, name]) => name);

if (missing.length > 0 && existsSync('/etc/debian_version') && process.getuid?.() === 0) {
  install(packages);
} else if (missing.length > 0) {
  stop(`The tests need ${missing.map(([program]) => program).join(', ')}: sudo apt-get install ${packages.join(' ')}`);
}

function found(program: string): boolean {
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function install(names: string[]): void {
  console.log(`Installing for the tests: ${names.join(' ')}`);
  // No service may be started by an installation: the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-qq', '-y', '--no-install-recommends', ...names],
  ]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (status !== 0) stop(`apt-get ${args[0]} failed:\n${stdout}\n${stderr}`);
  }
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
