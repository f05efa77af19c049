import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { ReadResult } from '../read-document.ts';

/** What a PDF may cost: a page that never ends and a decompression bomb are both real. */
const timeLimitMs = 20_000;
const heapLimitMb = 256;
/** What one document leaves behind in memory does not pile up. */
const documentsPerChild = 200;

export interface Question {
  id: number;
  bytes: Uint8Array;
}

const Answer = z.union([
  z.object({ id: z.number(), pages: z.number().int().nonnegative(), text: z.string() }),
  z.object({ id: z.number(), unreadable: z.enum(['encrypted', 'malformed']) }),
]);
export type Answer = z.infer<typeof Answer>;

interface Reader {
  child: ChildProcess;
  read: number;
}

let reader: Reader | null = null;
let last: Promise<unknown> = Promise.resolve();

/**
 * The text layer of a PDF, read by a child process that is kept for the next one and killed when it is too slow. One at a
 * time: the machine has mail to answer. Whatever the bytes do, the caller lives.
 */
export function readPdf(bytes: Uint8Array): Promise<ReadResult> {
  const turn = last.then(() => ask(bytes));
  last = turn;
  return turn;
}

async function ask(bytes: Uint8Array): Promise<ReadResult> {
  if (reader && reader.read >= documentsPerChild) dismiss(reader);
  reader ??= { child: start(), read: 0 };
  const asked = reader;
  asked.read += 1;
  const outcome = await exchange(asked.child, { id: asked.read, bytes });
  if (outcome === 'too-slow' || outcome === 'dead') {
    dismiss(asked);
    return { unreadable: outcome === 'dead' ? 'malformed' : outcome };
  }
  return 'unreadable' in outcome ? { unreadable: outcome.unreadable } : { pages: outcome.pages, text: outcome.text };
}

/** While it waits, the child keeps this process alive; between two documents it does not. */
function exchange(child: ChildProcess, question: Question): Promise<Answer | 'too-slow' | 'dead'> {
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

function start(): ChildProcess {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), {
    // Reads the program's own files, writes nothing, starts nothing, loads no native code, knows no secret.
    execArgv: [`--max-old-space-size=${heapLimitMb}`, '--permission', `--allow-fs-read=${root}*`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A broken pipe to a dying child is its death, told by 'exit'.
  child.on('error', () => undefined);
  return child;
}

function dismiss(old: Reader) {
  if (reader === old) reader = null;
  old.child.kill('SIGKILL');
}
