import { Readable } from 'node:stream';

/** Small enough that the mail is nearly all with the server when `beforeDot` is asked: a slow line waits before, not after. */
const BLOCK_BYTES = 64 * 1024;

export interface HeldBody {
  stream: Readable;
  /** From now on the server may keep the mail. */
  dotGiven(): boolean;
  /** What `beforeDot` has said, or will; null when it was not asked. Throws what it threw. */
  decision(): Promise<boolean> | null;
}

/**
 * A mail whose end is held back: nodemailer gives the dot (RFC 5321 4.1.1.4) when its source ends, so the source ends only
 * once `beforeDot` has said yes. `onBlock` hears of each block taken, `onDot` of the end.
 */
export function holdDot(
  raw: Buffer,
  beforeDot: () => Promise<boolean>,
  { onBlock, onDot }: { onBlock(): void; onDot(): void },
): HeldBody {
  let offset = 0;
  let dotGiven = false;
  let decision: Promise<boolean> | null = null;
  const stream = new Readable({
    highWaterMark: BLOCK_BYTES,
    read() {
      if (offset === raw.length) return void end();
      onBlock();
      const block = raw.subarray(offset, offset + BLOCK_BYTES);
      offset += block.length;
      return void this.push(block);
    },
  });
  return { stream, dotGiven: () => dotGiven, decision: () => decision };

  async function end(): Promise<void> {
    decision = beforeDot();
    const allowed = await decision.catch(() => false);
    // The connection may have died meanwhile: then there is nothing to end.
    if (stream.destroyed) return;
    if (!allowed) return void stream.destroy(new Error('held back'));
    dotGiven = true;
    onDot();
    stream.push(null);
  }
}
