import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { residentMb } from './resident.ts';

/** A page that never ends is real; an honest document of 200 pages takes a few seconds. */
const defaultTimeLimitMs = 20_000;
/** A decompression bomb is real too. */
const defaultHeapLimitMb = 256;
/** What native code takes lies beside the heap: a canvas, the memory of an OCR. Two children at once leave a small machine alive. */
const defaultMemoryLimitMb = 400;
/** At a gigabyte a second a child is some MB over its limit when it is seen; a look takes a twentieth of a millisecond. */
const lookMs = 25;
/** What each document leaves behind in memory does not pile up. */
const questionsPerChild = 200;
/** How V8 ends a process whose heap is full, by platform. */
const heapIsFull: ReadonlySet<string> = new Set(['SIGABRT', 'SIGTRAP', 'SIGILL']);
/** Of its limit: a page leaves up to a hundred MB of pixels behind, and the next one needs room. */
const mostAtRest = 0.6;
/** An idle child costs some 110 MB, a new one 200 ms. */
const idleMs = 60_000;

export interface SandboxOptions<A> {
  /** Answers each message `{ id, question }` with `{ id, answer }`. */
  program: URL;
  answer: z.ZodType<A>;
  timeLimitMs?: number;
  /** Of V8's heap: buffers and native memory lie beside it. */
  heapLimitMb?: number;
  /** Of all that the child holds in memory; watched on Linux (resident.ts). */
  memoryLimitMb?: number;
  /** Native code (a canvas) may be loaded: the wall around files and processes is then only as good as that code. */
  addons?: boolean;
}

/** `too-slow`, `too-heavy`: ended at its limit of time or memory. `dead`: it crashed or answered nonsense. */
export type Exceeded = 'too-slow' | 'too-heavy';
export type Failed = Exceeded | 'dead';
export type Asked<A> = A | Failed;

/**
 * Hostile bytes are worked on by a child process that reads the program's own files alone, writes nothing, starts nothing and
 * knows no secret. It is kept for the next question and killed when it misbehaves. One question at a time: the machine has
 * mail to answer. Whatever the bytes do, the caller lives; it never rejects.
 */
export function createSandbox<A>(options: SandboxOptions<A>): (question: unknown) => Promise<Asked<A>> {
  const { program, timeLimitMs = defaultTimeLimitMs, heapLimitMb = defaultHeapLimitMb, addons = false } = options;
  const { memoryLimitMb = defaultMemoryLimitMb } = options;
  const reply = z.object({ id: z.number(), answer: options.answer });
  let child: ChildProcess | null = null;
  let asked = 0;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  return (question) => {
    const turn = last.then(() => ask(question));
    last = turn;
    return turn;
  };

  async function ask(question: unknown): Promise<Asked<A>> {
    clearTimeout(idle);
    if (child && asked >= questionsPerChild) dismiss(child);
    child ??= start(program, heapLimitMb, addons);
    asked += 1;
    const first = asked === 1;
    const outcome = await exchange(child, { id: asked, question }, { reply, timeLimitMs, memoryLimitMb });
    const spent = hasFailed(outcome) || heldBy(child) > memoryLimitMb * mostAtRest;
    if (spent) dismiss(child);
    // What others left behind is not held against this one.
    if (outcome === 'too-heavy' && !first) return ask(question);
    if (!spent) idle = setTimeout(dismiss, idleMs, child).unref();
    return outcome;
  }

  function dismiss(old: ChildProcess) {
    child = null;
    asked = 0;
    old.kill('SIGKILL');
  }
}

export const hasFailed = (asked: unknown): asked is Failed => asked === 'dead' || hasExceeded(asked);

export const hasExceeded = (asked: unknown): asked is Exceeded => asked === 'too-slow' || asked === 'too-heavy';

interface Expected<A> {
  reply: z.ZodType<{ id: number; answer: A }>;
  timeLimitMs: number;
  memoryLimitMb: number;
}

/** While it waits, the child keeps this process alive; between two questions it does not. */
function exchange<A>(
  child: ChildProcess,
  message: { id: number; question: unknown },
  { reply, timeLimitMs, memoryLimitMb }: Expected<A>,
): Promise<Asked<A>> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, timeLimitMs, 'too-slow');
    const watch = setInterval(() => heldBy(child) > memoryLimitMb && finish('too-heavy'), lookMs);
    child.ref();
    child.channel?.ref();
    child.on('message', heard).once('exit', exited).once('error', died);
    child.send(message, (error) => error && died());

    function heard(given: unknown) {
      const read = reply.safeParse(given);
      finish(read.success && read.data.id === message.id ? read.data.answer : 'dead');
    }
    function exited(_: number | null, signal: string | null) {
      finish(signal !== null && heapIsFull.has(signal) ? 'too-heavy' : 'dead');
    }
    function died() {
      finish('dead');
    }
    function finish(outcome: Asked<A>) {
      clearTimeout(timer);
      clearInterval(watch);
      child.off('message', heard).off('exit', exited).off('error', died);
      child.unref();
      child.channel?.unref();
      resolve(outcome);
    }
  });
}

/** MiB; 0: it has ended, or this system does not say. */
const heldBy = ({ pid }: ChildProcess): number => (pid === undefined ? 0 : (residentMb(pid) ?? 0));

function start(program: URL, heapLimitMb: number, addons: boolean): ChildProcess {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const child = fork(fileURLToPath(program), {
    execArgv: [
      `--max-old-space-size=${heapLimitMb}`,
      '--permission',
      `--allow-fs-read=${root}*`,
      ...(addons ? ['--allow-addons'] : []),
    ],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A pipe that breaks under a dying child is its death, which 'exit' tells.
  child.on('error', () => undefined);
  return child;
}
