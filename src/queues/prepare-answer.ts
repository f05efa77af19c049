import type { AgentResult, Agents, ClientReader, Draft, DraftInput, TriageInput } from '../domain/agent.ts';
import { UnavailableError } from '../domain/errors.ts';
import type { Triage } from '../domain/triage.ts';
import type { Message } from '../store/messages.ts';
import type { Queries } from '../store/queries.ts';
import type { Store } from '../store/store.ts';
import { layReply } from './lay-reply.ts';
import type { Process } from './queue.ts';

export interface PrepareDeps {
  store: Store;
  agents: Agents;
  reader(message: Message): ClientReader;
  now(): Date;
}

type Gathered = Omit<DraftInput, 'triage'>;

/** After an outage the sweep looks again this much later, should the job itself have been lost. */
const waitMs = 60_000;

/** Triage, then a draft, then the gate: ends with a proposal before a person, or with nothing to answer. */
export function createPrepareAnswer({ store, agents, reader, now }: PrepareDeps): Process {
  return async (id) => {
    const message = await store.office((q) => q.messages.beginTry(id));
    if (!message || !['preparing', 'waiting'].includes(message.state)) return;
    try {
      await prepare(message);
    } catch (error) {
      // A database that was away says nothing about the message: its job simply comes back.
      if (error instanceof UnavailableError && error.code !== 'database-away') await wait(message, error);
      throw error;
    }
  };

  async function prepare(message: Message): Promise<void> {
    const begun = await begin(message);
    if ('needless' in begun) return settle(message, begun.needless);
    const { input, known } = begun;
    const said = known ?? (await triaged(message, input));
    // A person who asks for an answer knows better than any triage.
    const triage: Triage = message.answerAskedAt ? { ...said, action: 'respond' } : said;
    if (triage.action !== 'respond') return settle(message, `triage-${triage.action}`);
    const draft = await drafted(message, { ...input, triage });
    if (!draft) return settle(message, 'nothing-to-answer');
    await layReply(store, { message, client: input.client, triage, draft, by: authorOf(agents), now: now() });
  }

  /** All that is read before any agent, in one transaction; a later try for the same message has its triage already. */
  async function begin(message: Message): Promise<{ needless: string } | { input: Gathered; known: Triage | null }> {
    return store.forClient(message.clientId)(async (q) => {
      const needless = message.answerAskedAt ? null : await needlessBy(q, message);
      if (needless) return { needless };
      return { input: await gather(q, message), known: await q.runs.triageOf(message.id) };
    });
  }

  async function gather(q: Queries, message: Message): Promise<Gathered> {
    const client = (await q.clients.byId(message.clientId))!;
    const conversation = await q.evidence.conversation(message);
    return {
      client,
      now: now(),
      message: conversation.find(({ id }) => id === message.id)!,
      thread: conversation.filter(({ id }) => id !== message.id),
      reader: reader(message),
      contact: message.from && (await q.contacts.byEmail(client.id, message.from.address)),
      rejected: await q.proposals.lastRejection(message.id),
    };
  }

  async function triaged(message: Message, input: TriageInput): Promise<Triage> {
    const { value, run } = await agents.triage(input);
    await store.forClient(message.clientId)(async (q) => {
      await q.runs.insert(message, run);
      await q.runs.setTriage(message, authorOf(agents), value);
    });
    return value;
  }

  async function drafted(message: Message, input: DraftInput): Promise<Draft | null> {
    const { value, run }: AgentResult<Draft | null> = await agents.draftReply(input);
    await store.forClient(message.clientId)((q) => q.runs.insert(message, run));
    return value;
  }

  async function settle(message: Message, stateReason: string): Promise<void> {
    await store.forClient(message.clientId)(async (q) => {
      await q.messages.move(message.id, 'settled', { stateReason });
      // Its row is held now: an invoice laid meanwhile is seen here, one laid later sees how the message ended.
      if (await q.invoices.cameWith(message.id)) await q.messages.settleByInvoice(message.id);
    });
  }

  /** Visible while it lasts; the job comes back by itself. */
  async function wait(message: Message, { code, params }: UnavailableError): Promise<void> {
    const stateReason = params['reason'] ? `${code}-${params['reason']}` : code;
    const nextAttemptAt = new Date(now().getTime() + waitMs);
    await store.forClient(message.clientId)(async (q) => {
      if (message.state === 'preparing') await q.messages.move(message.id, 'waiting', { stateReason, nextAttemptAt });
      else await q.messages.postpone(message.id, stateReason, nextAttemptAt);
    });
  }
}

/** Why no draft is wanted, whatever the message says; a person who asks for one has it all the same. */
const needlessBy = async (q: Queries, message: Message): Promise<string | null> =>
  (await q.messages.overtakenBy(message)) ?? ((await q.messages.isLoop(message)) ? 'loop' : null);

const authorOf = (agents: Agents): 'rules' | 'model' => (agents.by === 'rules' ? 'rules' : 'model');
