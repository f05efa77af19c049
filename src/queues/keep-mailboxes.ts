import { AppError } from '../domain/errors.ts';
import type { Subscribe } from '../store/live.ts';
import type { Folder } from '../store/folders.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Release } from '../store/locks.ts';
import type { Store } from '../store/store.ts';
import type { FolderBatch } from '../domain/mail/folder-batch.ts';
import type { AcceptBatch } from './arrive.ts';
import { createSettleDeliveries, type SentFolder } from './settle-deliveries.ts';

/** What a connection to one IMAP mailbox can do (connectors/imap.ts). */
export interface Keeper extends SentFolder {
  start(): void;
  stop(): Promise<void>;
}

export interface KeeperHandlers {
  onBatch(batch: FolderBatch): Promise<void>;
  onState(state: Mailbox['state'], reason: string | null): void;
}

export interface KeepDeps {
  store: Store;
  subscribe: Subscribe;
  accept: AcceptBatch;
  readRaw(clientId: string, hash: string): Promise<Buffer>;
  open(mailbox: Mailbox, folders: Folder[], handlers: KeeperHandlers): Keeper;
  log: { warn(fields: object, text: string): void };
}

interface Kept {
  keeper: Keeper;
  /** Of the settings it was opened with. */
  stamp: string;
  clientId: string;
  release: Release;
  settle(): Promise<void>;
}

/** Mailboxes of a process that died, and Sent copies a provider files late, are looked for this often. */
const lookMs = 10_000;

/** One connection per mailbox, whatever the number of processes: a lock in the store chooses who keeps it. */
export function createMailboxKeepers(deps: KeepDeps): { start(): Promise<void>; stop(): Promise<void> } {
  const { store, subscribe, accept, open, log } = deps;
  const settleDeliveries = createSettleDeliveries(deps);
  const kept = new Map<string, Kept>();
  const look = inTurn(takeUp);
  const leaving = new Set<Promise<void>>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe: () => void = () => undefined;

  return {
    async start() {
      await look();
      timer = setInterval(() => void look(), lookMs);
      unsubscribe = subscribe(({ topic, clientId }) => {
        if (topic === 'mailbox') void look();
        if (topic !== 'delivery') return;
        for (const one of kept.values()) if (clientId === '' || clientId === one.clientId) void one.settle();
      });
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      unsubscribe();
      await Promise.all([look(), ...leaving, ...[...kept.values()].map(letGo)]);
      kept.clear();
    },
  };

  async function takeUp(): Promise<void> {
    if (stopped) return;
    for (const mailbox of await store.office((q) => q.mailboxes.withImap())) await takeUpOne(mailbox).catch(warn);
    await Promise.all([...kept.values()].map(({ settle }) => settle()));
  }

  async function takeUpOne(mailbox: Mailbox): Promise<void> {
    const known = kept.get(mailbox.id);
    if (known?.stamp === stampOf(mailbox)) return;
    if (known) await letGo(known);
    kept.delete(mailbox.id);
    let lost = false;
    const release = await store.tryLock(`mailbox:${mailbox.id}`, () => {
      lost = true;
      giveUp(mailbox.id);
    });
    if (!release) return;
    try {
      const folders = await store.office((q) => q.folders.ofMailbox(mailbox.id));
      if (stopped || lost) await release();
      else kept.set(mailbox.id, keep(mailbox, folders, release));
    } catch (error) {
      // One mailbox whose password cannot be opened must not keep the others from being read.
      await release();
      const reason = error instanceof AppError ? error.code : 'unexpected';
      if (mailbox.stateReason !== reason) await store.office((q) => q.mailboxes.setState(mailbox.id, 'error', reason));
    }
  }

  function keep(mailbox: Mailbox, folders: Folder[], release: Release): Kept {
    const keeper = open(mailbox, folders, {
      onBatch: (batch) => accept(mailbox, batch),
      onState: (state, reason) => {
        store.office((q) => q.mailboxes.setState(mailbox.id, state, reason)).catch(warn);
        if (state === 'ok') void settle();
      },
    });
    const settle = inTurn(() => settleDeliveries(mailbox, keeper));
    keeper.start();
    return { keeper, stamp: stampOf(mailbox), clientId: mailbox.clientId, release, settle };
  }

  /** The lock went with its connection: another process may keep this mailbox by now. Then one asks again. */
  function giveUp(mailboxId: string): void {
    const one = kept.get(mailboxId);
    kept.delete(mailboxId);
    if (!one) return;
    const left = letGo(one).catch(warn);
    leaving.add(left);
    void left.then(() => {
      leaving.delete(left);
      return look();
    });
  }

  async function letGo({ keeper, release }: Kept): Promise<void> {
    await keeper.stop();
    await release();
  }

  function warn(error: Error): void {
    log.warn({ error: error.message }, 'mailbox');
  }

  /** One at a time; a call during one is followed by one more. A mailbox that is away settles when it is back. */
  function inTurn(work: () => Promise<void>): () => Promise<void> {
    let running: Promise<void> | null = null;
    let again = false;
    return () => {
      again = true;
      return (running ??= run());
    };

    async function run(): Promise<void> {
      while (again) {
        again = false;
        await work().catch(warn);
      }
      running = null;
    }
  }
}

/** Changes when the keeper must connect anew. */
const stampOf = ({ settingsAt }: Mailbox): string => settingsAt.toISOString();
