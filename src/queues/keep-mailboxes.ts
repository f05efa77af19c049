import type { Subscribe } from '../store/live.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Release } from '../store/locks.ts';
import type { Store } from '../store/store.ts';
import type { AcceptMail } from './arrive.ts';

/** What a connection to one IMAP mailbox can do (connectors/imap.ts). */
export interface Keeper {
  start(): void;
  stop(): Promise<void>;
  fileSent(raw: Buffer): Promise<void>;
  findSent(messageId: string): Promise<boolean>;
  markAnswered(messageId: string): Promise<void>;
}

export interface KeeperHandlers {
  onMessage(mail: { bytes: Buffer; uid: number; uidValidity: string }): Promise<void>;
  onState(state: Mailbox['state'], reason: string | null): void;
}

export interface KeepDeps {
  store: Store;
  subscribe: Subscribe;
  accept: AcceptMail;
  readRaw(clientId: string, hash: string): Promise<Buffer>;
  open(mailbox: Mailbox, handlers: KeeperHandlers): Keeper;
  log: { warn(fields: object, text: string): void };
}

interface Kept {
  keeper: Keeper;
  release: Release;
  unsubscribe(): void;
}

/** New mailboxes and those of a process that died are taken up this often. */
const lookMs = 10_000;

/** One connection per mailbox, whatever the number of processes: a lock in the store chooses who keeps it. */
export function createMailboxKeepers(deps: KeepDeps): { start(): Promise<void>; stop(): Promise<void> } {
  const { store, subscribe, accept, readRaw, open, log } = deps;
  const kept = new Map<string, Kept>();
  let timer: NodeJS.Timeout | undefined;

  return {
    async start() {
      await takeUp();
      timer = setInterval(() => void takeUp().catch(warn), lookMs);
    },
    async stop() {
      clearInterval(timer);
      await Promise.all([...kept.values()].map(letGo));
      kept.clear();
    },
  };

  async function takeUp(): Promise<void> {
    for (const mailbox of await store.office((q) => q.mailboxes.withImap())) {
      if (kept.has(mailbox.id)) continue;
      const release = await store.tryLock(`mailbox:${mailbox.id}`);
      if (release) kept.set(mailbox.id, keep(mailbox, release));
    }
  }

  function keep(mailbox: Mailbox, release: Release): Kept {
    const keeper = open(mailbox, {
      onMessage: async ({ bytes, ...position }) => {
        await accept({ mailboxId: mailbox.id, bytes, envelope: null, position });
      },
      onState: (state, reason) => {
        store.office((q) => q.mailboxes.setState(mailbox.id, state, reason)).catch(warn);
        if (state === 'ok') void settle();
      },
    });
    const unsubscribe = subscribe(({ topic, clientId }) => {
      if (topic === 'delivery' && (clientId === mailbox.clientId || clientId === '')) void settle();
    });
    const settle = inTurn(() => settleDeliveries(mailbox, keeper));
    keeper.start();
    return { keeper, release, unsubscribe };
  }

  /** Copies to Sent, and the Sent folder as witness of what a dead worker may have sent. */
  async function settleDeliveries(mailbox: Mailbox, keeper: Keeper): Promise<void> {
    const behindWall = store.forClient(mailbox.clientId);
    for (const delivery of await behindWall((q) => q.deliveries.ofMailboxToSettle(mailbox.id))) {
      const found = await keeper.findSent(delivery.messageId);
      if (delivery.state === 'unknown' && !found) continue; // a person is asked
      if (!found) await keeper.fileSent(await readRaw(mailbox.clientId, delivery.rawHash));
      await behindWall(async (q) => {
        if (delivery.state === 'unknown') {
          await q.deliveries.move(delivery.id, 'unknown', 'sent', { sentAt: delivery.stateAt });
          await q.deliveries.recordSent(delivery, delivery.stateAt);
        }
        await q.deliveries.markFiled(delivery.id);
      });
      const answered = await behindWall((q) => q.messages.answeredBy(delivery.proposalId));
      if (answered) await keeper.markAnswered(answered);
    }
  }

  async function letGo({ keeper, release, unsubscribe }: Kept): Promise<void> {
    unsubscribe();
    await keeper.stop();
    await release();
  }

  function warn(error: Error): void {
    log.warn({ error: error.message }, 'mailbox');
  }

  /** One at a time; a call during one is followed by one more. A mailbox that is away settles when it is back. */
  function inTurn(work: () => Promise<void>): () => Promise<void> {
    let running = false;
    let again = false;
    return async () => {
      again = true;
      if (running) return;
      running = true;
      while (again) {
        again = false;
        await work().catch(warn);
      }
      running = false;
    };
  }
}
