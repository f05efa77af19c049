import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Page } from '../../domain/document.ts';
import type { Reading } from '../reading.ts';

/** A page that never ends is real; an honest document of 200 pages takes a few seconds. */
const defaultTimeLimitMs = 20_000;
/** A decompression bomb is real too. */
const heapLimitMb = 256;
/** What each document leaves behind in memory does not pile up. */
const documentsPerChild = 200;
/** An idle child costs some 110 MB, a new one 200 ms. */
const idleMs = 60_000;

export interface Question {
  id: number;
  bytes: Uint8Array;
}

const Answer = z.union([
  z.object({
    id: z.number(),
    pages: z.number().int().nonnegative(),
    text: z.string(),
    layout: z.custom<Page[]>((value) => Array.isArray(value)),
  }),
  z.object({ id: z.number(), unreadable: z.enum(['encrypted', 'malformed']) }),
]);
export type Answer = z.infer<typeof Answer>;

export type ReadPdf = (bytes: Uint8Array) => Promise<Reading>;

/**
 * The text layer of a PDF, read by a child process that is kept for the next one and killed when it is too slow. One at a
 * time: the machine has mail to answer. Whatever the bytes do, the caller lives; it never rejects.
 */
export function createPdfReader({
  program = new URL('child.ts', import.meta.url),
  timeLimitMs = defaultTimeLimitMs,
}: { program?: URL; timeLimitMs?: number } = {}): ReadPdf {
  let child: ChildProcess | null = null;
  let read = 0;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  return (bytes) => {
    const turn = last.then(() => ask(bytes));
    last = turn;
    return turn;
  };

  async function ask(bytes: Uint8Array): Promise<Reading> {
    clearTimeout(idle);
    if (child && read >= documentsPerChild) dismiss(child);
    child ??= start(program);
    read += 1;
    const outcome = await exchange(child, { id: read, bytes }, timeLimitMs);
    if (outcome === 'too-slow' || outcome === 'dead') {
      dismiss(child);
      return { unreadable: outcome === 'dead' ? 'malformed' : outcome };
    }
    idle = setTimeout(dismiss, idleMs, child).unref();
    if ('unreadable' in outcome) return { unreadable: outcome.unreadable };
    const { pages, text, layout } = outcome;
    return { pages, text, layout };
  }

  function dismiss(old: ChildProcess) {
    child = null;
    read = 0;
    old.kill('SIGKILL');
  }
}

/** While it waits, the child keeps this process alive; between two documents it does not. */
function exchange(child: ChildProcess, question: Question, timeLimitMs: number): Promise<Answer | 'too-slow' | 'dead'> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, timeLimitMs, 'too-slow');
    child.ref();
    child.channel?.ref();
    child.on('message', heard).once('exit', died).once('error', died);
    child.send(question, (error) => error && died());

    function heard(message: unknown) {
      const answer = Answer.safeParse(message);
      finish(answer.success && answer.data.id === question.id ? answer.data : 'dead');
    }
    function died() {
      finish('dead');
    }
    function finish(outcome: Answer | 'too-slow' | 'dead') {
      clearTimeout(timer);
      child.off('message', heard).off('exit', died).off('error', died);
      child.unref();
      child.channel?.unref();
      resolve(outcome);
    }
  });
}

function start(program: URL): ChildProcess {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const child = fork(fileURLToPath(program), {
    // Reads the program's own files, writes nothing, starts nothing, loads no native code, knows no secret.
    execArgv: [`--max-old-space-size=${heapLimitMb}`, '--permission', `--allow-fs-read=${root}*`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A pipe that breaks under a dying child is its death, which 'exit' tells.
  child.on('error', () => undefined);
  return child;
}
