import { readdir, readFile } from 'node:fs/promises';

export interface Watched {
  /** The most memory that a child was seen to hold, in MiB. */
  peakMb: number;
  stop(): void;
}

/** Often enough that a child which is killed is seen within some MB of its most. */
const lookMs = 10;

/** The readers that this process starts, while they live. Linux only. */
export function watchChildren(): Watched {
  const watched: Watched = { peakMb: 0, stop: () => clearInterval(timer) };
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => (looking = false));
  }, lookMs);
  return watched;

  async function look(): Promise<void> {
    const threads = await readdir('/proc/self/task');
    const lists = await Promise.all(threads.map((thread) => read(`/proc/self/task/${thread}/children`)));
    for (const pid of lists.join(' ').split(/\s+/u).filter(Boolean)) {
      if (!/documents\/[\w/-]+\/child\.ts/u.test(await read(`/proc/${pid}/cmdline`))) continue;
      const peak = Number(/^VmHWM:\s+(\d+)/mu.exec(await read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
      watched.peakMb = Math.max(watched.peakMb, peak);
    }
  }
}

const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
