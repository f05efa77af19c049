import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './ports.ts';

export interface Redis {
  url: string;
  stop(): Promise<void>;
}

/** Debian's redis-server on the loopback, empty, without persistence; never evicting, as BullMQ asks. `at`: a port known from before. */
export async function startRedis(at?: number): Promise<Redis> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parapheur-redis-'));
  const port = at ?? (await freePort());
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', [...options, '--dir', folder, '--maxmemory-policy', 'noeviction'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await ready(child);
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready(child: ReturnType<typeof spawn>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let output = '';
  child.stdout?.on('data', (part: Buffer) => {
    output += part.toString();
    if (output.includes('Ready to accept connections')) resolve(undefined);
  });
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${output}`)));
  await promise;
}
