/**
 * `npm run lockfile` after a dependency changed. A registry mirror may not hold the binaries of every platform; npm then
 * leaves them out of the lockfile, and `npm ci` refuses it. Each is named here by the version its parent asks for, so
 * that the lockfile is whole on every platform; npm itself checks what it downloads there.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Entry {
  version?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
for (const [parent, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const nested = `${parent}/node_modules/${name}`;
    const hoisted = `node_modules/${name}`;
    if (!(nested in lock.packages) && !(hoisted in lock.packages)) lock.packages[hoisted] = entryOf(name, version);
  }
}
const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);

function entryOf(name: string, version: string): Entry {
  const os = systems.filter((system) => name.includes(system));
  const cpu = processors.filter((processor) => name.includes(processor)).slice(0, 1);
  const libc = name.includes('musl') ? ['musl'] : os[0] === 'linux' && name.includes('gnu') ? ['glibc'] : [];
  if (os.length === 0) throw new Error(`${name}: not the binary of a platform`);
  return { version, ...(libc.length > 0 && { libc }), os, ...(cpu.length > 0 && { cpu }), optional: true };
}
