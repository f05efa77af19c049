import type { AgentResult, Agents } from '../domain/agent.ts';
import type { Client } from '../domain/client.ts';
import { invoiceKinds, laidOutKinds, wantsRules, type DocumentKind, type Page } from '../domain/document.ts';
import { UnavailableError } from '../domain/errors.ts';
import { withCorrections } from '../domain/invoice/corrections.ts';
import { partyKey } from '../domain/invoice/party-key.ts';
import { emptyInvoice, type ReadInvoice } from '../domain/invoice.ts';
import type { Document } from '../store/documents.ts';
import type { Store } from '../store/store.ts';
import { layInvoice } from './lay-invoice.ts';
import type { Process } from './queue.ts';

export interface ReadInvoiceDeps {
  store: Store;
  agents: Agents;
  /** Asked instead, where a person does not want to wait for the model. */
  byRules: Agents;
  /** A page as a PNG, for a model that can see; null where it cannot be drawn. */
  pictureOf(documentId: string, page: number): Promise<Uint8Array | null>;
  now(): Date;
}

interface Gathered {
  client: Client;
  pages: Page[];
}

/** After an outage the sweep looks again this much later, should the job itself have been lost. */
const waitMs = 60_000;

/** What a document is, and what an invoice says; then the checks: ends with a proposal before a person, or with a kind. */
export function createReadInvoice({ store, agents, byRules, pictureOf, now }: ReadInvoiceDeps): Process {
  return async (id) => {
    const document = await store.office((q) => q.documents.beginTry(id));
    if (!document) return;
    try {
      await read(document);
    } catch (error) {
      // A database that was away says nothing about the document: its job simply comes back.
      if (error instanceof UnavailableError && error.code !== 'database-away') await wait(document, error);
      throw error;
    }
  };

  async function read(document: Document): Promise<void> {
    const gathered = await gather(document);
    const by = document.stateReason === wantsRules ? byRules : agents;
    const exact = document.structured?.read ?? null;
    const kind = exact?.data.kind ?? (await sorted(document, gathered, by));
    if (!invoiceKinds.has(kind)) return finish(document, kind);
    const found = exact ?? (await extracted(document, gathered, kind, by));
    await layInvoice(store, { document, client: gathered.client, read: found, now: now() });
  }

  async function gather({ clientId, id }: Document): Promise<Gathered> {
    return store.forClient(clientId)(async (q) => ({
      client: (await q.clients.byId(clientId))!,
      pages: await q.documentPages.of(id),
    }));
  }

  /** Kept as soon as it is known: a later try asks no model again. */
  async function sorted(document: Document, { client, pages }: Gathered, by: Agents): Promise<DocumentKind> {
    if (document.kind) return document.kind;
    const { name, text } = document;
    const kind = await record(document, await by.sortDocument({ client, name, pages, text }));
    await store.forClient(document.clientId)((q) => q.documents.setKind(document.id, kind));
    return kind;
  }

  /** An invoice in which nothing was found lies before a person all the same: her eyes may find more. */
  async function extracted(
    document: Document,
    gathered: Gathered,
    kind: DocumentKind,
    by: Agents,
  ): Promise<ReadInvoice> {
    const { id, name, text, clientId } = document;
    const behindWall = store.forClient(clientId);
    const picture = ({ number }: Page) => pictureOf(id, number);
    const corrections = await behindWall((q) => q.corrections.forText(clientId, text));
    const found = await record(
      document,
      await by.extractInvoice({ ...gathered, name, kind, text, corrections, picture }),
    );
    if (!found) return { ...nothing(kind), by: by.by === 'rules' ? 'rules' : 'model' };
    const ofRead = await behindWall((q) => q.corrections.forSupplier(clientId, partyKey(found.data.seller)));
    return withCorrections(sureOnlyOf(found, document), [...corrections, ...ofRead]);
  }

  async function record<T>(document: Document, { value, run }: AgentResult<T>): Promise<T> {
    await store.forClient(document.clientId)((q) => q.runs.insertOfDocument(document, run));
    return value;
  }

  async function finish({ id, clientId }: Document, kind: DocumentKind): Promise<void> {
    await store.forClient(clientId)(async (q) => {
      const moved = await q.documents.move(id, ['sorting', 'waiting'], { state: 'read', kind });
      if (moved && !laidOutKinds.has(kind)) await q.documentPages.forget(id);
    });
  }

  /** Visible while it lasts; the job comes back by itself. */
  async function wait({ id, clientId }: Document, { code, params }: UnavailableError): Promise<void> {
    const stateReason = params['reason'] ? `${code}-${params['reason']}` : code;
    const nextAttemptAt = new Date(now().getTime() + waitMs);
    await store.forClient(clientId)((q) =>
      q.documents.move(id, ['sorting', 'waiting'], { state: 'waiting', stateReason, nextAttemptAt }),
    );
  }
}

/** What a page that nobody read says may be the right value: none is believed unseen. */
const sureOnlyOf = (found: ReadInvoice, { unreadPages }: Document): ReadInvoice =>
  unreadPages.length === 0
    ? found
    : { ...found, unsure: [...new Set([...found.unsure, ...Object.keys(found.places)])] };

const nothing = (kind: DocumentKind): Omit<ReadInvoice, 'by'> => ({
  data: emptyInvoice(kind === 'credit-note' || kind === 'pro-forma' ? kind : 'invoice'),
  places: {},
  unsure: [],
});
