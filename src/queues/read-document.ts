import type { Page, UnreadPages } from '../domain/document.ts';
import type { Structured } from '../domain/invoice/structured.ts';
import type { Document, NewDocument } from '../store/documents.ts';
import type { Files } from '../store/files.ts';
import type { Queries } from '../store/queries.ts';
import type { PasswordOf } from '../store/password-of.ts';
import type { Store } from '../store/store.ts';
import { bringsInvoices } from './brings-invoices.ts';
import type { Enqueue, Process } from './queue.ts';

/** A document as its format's reader opened it. */
export interface OpenedDocument {
  mediaType: string;
  pages: number | null;
  text: string;
  layout: Page[];
  unreadPages: UnreadPages[];
  structured: Structured | null;
  /** What a container (ZIP, enclosed mail) holds. */
  contents?: { name: string; bytes: Uint8Array }[];
}

/** Why it could not be opened is a code of `reason.*`. */
export type Opened = OpenedDocument | { mediaType: string; unreadable: string };

/** `password`: what opens it, where a person gave one. */
export type ReadDocument = (
  bytes: Uint8Array,
  name: string,
  options?: { password?: string | undefined },
) => Promise<Opened>;

export interface ReadDocumentDeps {
  store: Store;
  files: Files;
  enqueue: Enqueue;
  readDocument: ReadDocument;
  passwordOf: PasswordOf;
}

/**
 * Bytes become text. The last document read lets its message go on; one that may be an invoice goes on by itself. What
 * cannot be read is kept and said.
 */
export function createReadDocument({ store, files, enqueue, readDocument, passwordOf }: ReadDocumentDeps): Process {
  return async (id) => {
    const document = await store.office((q) => q.documents.byId(id));
    if (!document) return;
    if (document.state === 'received') await open(document);
    if (document.state === 'received' || document.state === 'sorting') await goOn(id);
    if (await lastOf(document)) await enqueue('prepare-answer', document.messageId);
  };

  async function open(document: Document): Promise<void> {
    const { id, clientId, hash, name } = document;
    const password = passwordOf(document);
    const read = closedWithin(document, await readDocument(await files.get(clientId, hash), name, { password }));
    const within = 'unreadable' in read ? [] : await keepContents(document, read);
    const contained = await store.forClient(clientId)((q) => record(q, document, read, within));
    for (const each of contained) await enqueue('read-document', each);

    async function record(q: Queries, { messageId }: Document, opened: Opened, rows: NewDocument[]): Promise<string[]> {
      if ('unreadable' in opened) {
        const { mediaType, unreadable: stateReason } = opened;
        // What opened nothing is not kept.
        const wrong = stateReason === 'wrong-password' || stateReason === 'encrypted' ? { password: null } : {};
        await q.documents.move(id, ['received'], { state: 'unreadable', stateReason, mediaType, ...wrong });
        return [];
      }
      const { layout, contents, ...found } = opened;
      // What a container is follows from nothing: each file within is sorted for itself.
      const sorts = contents === undefined && (await bringsInvoices(q, messageId));
      const state = sorts ? 'sorting' : 'read';
      const kind = contents === undefined ? {} : ({ kind: 'other' } as const);
      if (!(await q.documents.move(id, ['received'], { state, ...found, ...kind }))) return [];
      if (state === 'sorting') await q.documentPages.put(clientId, id, layout);
      return q.documents.insertMany(rows);
    }
  }

  /** A container's contents are documents of the same mail. */
  async function keepContents(container: Document, { contents = [] }: OpenedDocument): Promise<NewDocument[]> {
    const { id: containerId, clientId, messageId } = container;
    return Promise.all(
      contents.map(async ({ name, bytes }, position) => {
        const hash = await files.put(clientId, bytes);
        return { clientId, messageId, containerId, position, hash, name, size: bytes.length };
      }),
    );
  }

  async function goOn(id: string): Promise<void> {
    const document = await store.office((q) => q.documents.byId(id));
    if (document?.state === 'sorting') await enqueue('read-invoice', id);
  }

  async function lastOf({ clientId, messageId }: Document): Promise<boolean> {
    return store.forClient(clientId)(async (q) => {
      const message = await q.messages.byId(messageId);
      if (message?.state !== 'reading' || (await q.documents.unreadOf(messageId)) > 0) return false;
      await q.messages.move(messageId, 'preparing');
      return true;
    });
  }
}

/** One level is opened: a container within a container stays closed, and says so. */
function closedWithin({ containerId }: Document, read: Opened): Opened {
  const holds = 'contents' in read && read.contents !== undefined && read.contents.length > 0;
  return holds && containerId !== null ? { mediaType: read.mediaType, unreadable: 'nested' } : read;
}
