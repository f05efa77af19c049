import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** A page that never ends is real; an honest document of 200 pages takes a few seconds. */
const defaultTimeLimitMs = 20_000;
/** A decompression bomb is real too. */
const defaultHeapLimitMb = 256;
/** What each document leaves behind in memory does not pile up. */
const questionsPerChild = 200;
/** An idle child costs some 110 MB, a new one 200 ms. */
const idleMs = 60_000;

export interface SandboxOptions<A> {
  /** Answers each message `{ id, question }` with `{ id, answer }`. */
  program: URL;
  answer: z.ZodType<A>;
  timeLimitMs?: number;
  /** Of V8's heap: buffers and native memory lie beside it. */
  heapLimitMb?: number;
  /** Native code (a canvas) may be loaded: the wall around files and processes is then only as good as that code. */
  addons?: boolean;
}

/** `too-slow`: killed at its time limit. `dead`: it crashed, swelled or answered nonsense. */
export type Asked<A> = A | 'too-slow' | 'dead';

/**
 * Hostile bytes are worked on by a child process that reads the program's own files alone, writes nothing, starts nothing and
 * knows no secret. It is kept for the next question and killed when it misbehaves. One question at a time: the machine has
 * mail to answer. Whatever the bytes do, the caller lives; it never rejects.
 */
export function createSandbox<A>(options: SandboxOptions<A>): (question: unknown) => Promise<Asked<A>> {
  const { program, timeLimitMs = defaultTimeLimitMs, heapLimitMb = defaultHeapLimitMb, addons = false } = options;
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
    const outcome = await exchange(child, { id: asked, question }, { reply, timeLimitMs });
    if (outcome === 'too-slow' || outcome === 'dead') dismiss(child);
    else idle = setTimeout(dismiss, idleMs, child).unref();
    return outcome;
  }

  function dismiss(old: ChildProcess) {
    child = null;
    asked = 0;
    old.kill('SIGKILL');
  }
}

interface Expected<A> {
  reply: z.ZodType<{ id: number; answer: A }>;
  timeLimitMs: number;
}

/** While it waits, the child keeps this process alive; between two questions it does not. */
function exchange<A>(
  child: ChildProcess,
  message: { id: number; question: unknown },
  { reply, timeLimitMs }: Expected<A>,
): Promise<Asked<A>> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, timeLimitMs, 'too-slow');
    child.ref();
    child.channel?.ref();
    child.on('message', heard).once('exit', died).once('error', died);
    child.send(message, (error) => error && died());

    function heard(given: unknown) {
      const read = reply.safeParse(given);
      finish(read.success && read.data.id === message.id ? read.data.answer : 'dead');
    }
    function died() {
      finish('dead');
    }
    function finish(outcome: Asked<A>) {
      clearTimeout(timer);
      child.off('message', heard).off('exit', died).off('error', died);
      child.unref();
      child.channel?.unref();
      resolve(outcome);
    }
  });
}

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
