import { readFileSync } from 'node:fs';

/**
 * MiB that a process holds in memory now: its heap, its buffers and what native code took. Null: it has ended, or this
 * system does not say. Linux says it in kB in `/proc/PID/status` (proc(5); `statm` counts pages, whose size Node does not
 * know); elsewhere only a program run for each look would tell, and the limit of V8's heap has to do.
 */
export function residentMb(pid: number): number | null {
  try {
    const kibibytes = /^VmRSS:\s+(?<held>\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.groups?.[
      'held'
    ];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}
