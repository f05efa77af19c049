import { parseArgs } from 'node:util';
import { explain, type Command } from './command.ts';
import { readConfig, wantedLanguage } from './config.ts';
import { runDemo } from './demo.ts';
import { runDoctor } from './doctor.ts';
import { AppError } from './domain/errors.ts';
import { importMail } from './import-mail.ts';
import { createLog, type Log } from './log.ts';
import { openOffice, type Office } from './office.ts';
import { runOffice } from './run-office.ts';
import { printSignInLink } from './sign-in-link.ts';
import { createWords } from './words.ts';

/** Jobs are given 20 s; a container's patience is 30 s. */
const longestStopMs = 27_000;

const say = createWords(wantedLanguage());
const stopping: (() => Promise<void>)[] = [];

/** Does what the command line asks for; what fails is said, and the exit code is 1. */
export async function runCommandLine(): Promise<void> {
  try {
    await run();
  } catch (error) {
    process.stderr.write(`${explain(error, say)}\n`);
    await stop();
    process.exitCode = 1;
  }
}

async function run(): Promise<void> {
  const { flags, word, argument } = readArguments();
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  if (flags.help) return print(say('usage'));
  const config = readConfig();
  const log = createLog(config.logLevel);
  const command: Command = { config, log, say, print, onStop: (step) => void stopping.push(step) };
  onSignals(log, print);
  switch (word) {
    case 'start':
      return runOffice(command, ['web', 'worker']);
    case 'web':
    case 'worker':
      return runOffice(command, [word]);
    case 'demo':
      return runDemo(command, {
        open: !flags['no-open'],
        fresh: flags.fresh ?? false,
        port: Number(flags.port ?? config.port),
      });
    case 'import':
      return briefly(command, (office) => importMail(command, office, argument, flags.client ?? ''));
    case 'sign-in':
      return briefly(command, (office) => printSignInLink(command, office, argument));
    case 'doctor':
      return briefly(command, async (office) => {
        process.exitCode = (await runDoctor(command, office, { testMail: flags['test-mail'] ?? false })) ? 0 : 1;
      });
    default:
      throw new AppError('usage', { word });
  }
}

function readArguments() {
  try {
    const { values: flags, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        client: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        fresh: { type: 'boolean' },
        'test-mail': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { flags, word: positionals[0] ?? 'start', argument: positionals[1] ?? '' };
  } catch (cause) {
    throw new AppError('usage', { word: process.argv.slice(2).join(' ') }, { cause });
  }
}

async function briefly(command: Command, work: (office: Office) => Promise<void>): Promise<void> {
  const office = await openOffice(command.config, command.log);
  command.onStop(office.close);
  await work(office);
  await stop();
}

/** The first signal stops gently, the second at once. */
function onSignals(log: Log, print: (text: string) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      print(say('stopping'));
      // A step that hangs must not keep the process: what it held is in the store.
      setTimeout(() => process.exit(1), longestStopMs).unref();
      void stop().then(
        () => process.exit(),
        (error: Error) => {
          log.error({ error: error.message }, 'while stopping');
          process.exit(1);
        },
      );
    });
  }
}

async function stop(): Promise<void> {
  for (const step of stopping.splice(0).toReversed()) await step();
}
