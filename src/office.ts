import { Resolver } from 'node:dns/promises';
import path from 'node:path';
import { createAccounts, type Accounts } from './accounts.ts';
import type { Agents } from './domain/agent.ts';
import type { Config } from './config.ts';
import { agentsByRules } from './agents/rules/rules.ts';
import { loadPrompts } from './agents/prompt.ts';
import type { DnsResolver } from './connectors/autoconfig.ts';
import { createOutbox } from './connectors/outbox.ts';
import { AppError } from './domain/errors.ts';
import type { Log } from './log.ts';
import { createAcceptMail, type AcceptMail } from './queues/arrive.ts';
import { openQueues, type Queues } from './queues/queue.ts';
import { openEmbedded } from './store/embedded.ts';
import { createFiles, type Files } from './store/files.ts';
import { createLive } from './store/live.ts';
import { migrate } from './store/migrate.ts';
import { createPool } from './store/pool.ts';
import { createSecrets, loadOrCreateKey, type Secrets } from './store/secrets.ts';
import { createStore, type Store } from './store/store.ts';

/** What every role stands on, wired once. */
export interface Office {
  config: Config;
  /** The demo: outgoing mail goes to `outbox`, never to the network. */
  demo: boolean;
  log: Log;
  store: Store;
  files: Files;
  secrets: Secrets;
  accounts: Accounts;
  /** Null in the demo: it asks nothing of the network, whatever is typed into a form. */
  resolver: DnsResolver | null;
  queues: Queues;
  live: ReturnType<typeof createLive>;
  outbox: ReturnType<typeof createOutbox>;
  agents: Agents;
  acceptMail: AcceptMail;
  now(): Date;
  close(): Promise<void>;
}

export interface OfficeOptions {
  demo?: boolean;
  /** First wait before a job is tried again. */
  backoffMs?: number | undefined;
  /** Asked for the servers of an address. */
  resolver?: DnsResolver;
}

/** Database, queue and files, in this order; `close` in the other. Throws AppError when a part cannot be reached. */
export async function openOffice(
  config: Config,
  log: Log,
  { demo = false, backoffMs, resolver = new Resolver() }: OfficeOptions = {},
): Promise<Office> {
  const closing: (() => Promise<void>)[] = [];
  try {
    const databaseUrl = config.databaseUrl ?? (await embedded());
    await migrate(databaseUrl).catch(unreachable('database-unreachable'));
    const pool = createPool(databaseUrl, {
      onError: (error) => log.warn({ error: error.message }, 'database connection'),
    });
    closing.push(() => pool.end());
    const store = createStore(pool);
    const live = createLive(databaseUrl);
    await live.open();
    closing.push(() => live.close());
    const away = unreachable('queue-unreachable');
    const queues = await openQueues({ databaseUrl, redisUrl: config.redisUrl, log, backoffMs }).catch(away);
    closing.push(() => queues.close());
    await queues.ping().catch(away);
    const files = createFiles(path.join(config.dataFolder, 'files'));
    const secrets = createSecrets(config.secretKey ?? (await loadOrCreateKey(config.dataFolder)));
    return {
      config,
      demo,
      log,
      store,
      files,
      secrets,
      resolver: demo ? null : resolver,
      accounts: createAccounts({ store, secrets, clients: config.oauth }),
      queues,
      live,
      outbox: createOutbox(path.join(config.dataFolder, 'outbox')),
      agents: await chooseAgents(config),
      acceptMail: createAcceptMail({ store, files, enqueue: queues.enqueue, log }),
      now: () => new Date(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }

  async function embedded(): Promise<string> {
    const { url, close: leave } = await openEmbedded({ dataFolder: config.dataFolder, log });
    closing.push(leave);
    return url;
  }

  async function close(): Promise<void> {
    for (const step of closing.splice(0).toReversed()) {
      await step().catch((error: Error) => log.warn({ error: error.message }, 'while closing'));
    }
  }
}

const unreachable =
  (code: string) =>
  (cause: Error): never => {
    throw new AppError(code, { reason: cause.message || String((cause as { code?: string }).code) }, { cause });
  };

/** LangChain is heavy: imported only when a model is configured. */
async function chooseAgents({ model }: Config): Promise<Agents> {
  if (!model) return agentsByRules();
  const { agentsWithModel } = await import('./agents/agents-with-model.ts');
  const { createChatModel } = await import('./connectors/model.ts');
  const named = (name: string) => ({ name, chat: createChatModel({ ...model, model: name }) });
  const prompts = loadPrompts(path.join(import.meta.dirname, '..', 'prompts'));
  const vision = model.visionModel ? named(model.visionModel) : undefined;
  return agentsWithModel({ drafting: named(model.model), small: named(model.smallModel), vision, prompts });
}
