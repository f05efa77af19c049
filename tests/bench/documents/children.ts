import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';

/** The readers that this process has started, by their program (`pdf`, `ocr` …), with the most memory each ever held, in MB. Linux only. */
export async function readersPeakMb(): Promise<Map<string, number>> {
  const threads = await readdir(`/proc/${process.pid}/task`);
  const lists = await Promise.all(threads.map((thread) => read(`/proc/${process.pid}/task/${thread}/children`)));
  const peaks = new Map<string, number>();
  for (const pid of lists.join(' ').split(/\s+/u).filter(Boolean)) {
    const command = await read(`/proc/${pid}/cmdline`);
    const name = /documents\/(?<name>[\w/-]+)\/child\.ts/u.exec(command)?.groups?.['name'];
    if (name) peaks.set(name, Math.max(peaks.get(name) ?? 0, await peakMb(pid)));
  }
  return peaks;
}

/** A Node process that has only loaded the library. */
export async function barePeakMb(library: string): Promise<number> {
  const program = `await import(${JSON.stringify(library)}); console.log('up'); setInterval(() => {}, 1_000)`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const peak = await peakMb(String(child.pid));
  child.kill();
  await once(child, 'exit');
  return peak;
}

const peakMb = async (pid: string): Promise<number> =>
  Number(/^VmHWM:\s+(\d+)/mu.exec(await read(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024;

const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
