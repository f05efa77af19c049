import type { Files } from '../store/files.ts';
import type { Store } from '../store/store.ts';
import type { Enqueue, Process } from './queue.ts';

export type ReadDocument = (
  bytes: Uint8Array,
  name: string,
) => Promise<{ mediaType: string; pages: number | null; text: string } | { mediaType: string; unreadable: string }>;

export interface ReadDocumentDeps {
  store: Store;
  files: Files;
  enqueue: Enqueue;
  readDocument: ReadDocument;
}

/** Bytes become text; the last document read lets its message go on. What cannot be read is kept and said. */
export function createReadDocument({ store, files, enqueue, readDocument }: ReadDocumentDeps): Process {
  return async (id) => {
    const document = await store.office((q) => q.documents.byId(id));
    if (!document) return;
    const { clientId, messageId, hash, name } = document;
    if (document.state === 'received') {
      const read = await readDocument(await files.get(clientId, hash), name);
      const { mediaType } = read;
      const fields =
        'unreadable' in read
          ? ({ state: 'unreadable', stateReason: read.unreadable, mediaType } as const)
          : ({ state: 'read', mediaType, pages: read.pages, text: read.text } as const);
      await store.forClient(clientId)((q) => q.documents.setRead(id, fields));
    }
    if (await lastOf(clientId, messageId)) await enqueue('prepare-answer', messageId);
  };

  async function lastOf(clientId: string, messageId: string): Promise<boolean> {
    return store.forClient(clientId)(async (q) => {
      const message = await q.messages.byId(messageId);
      if (message?.state !== 'reading' || (await q.documents.unreadOf(messageId)) > 0) return false;
      await q.messages.move(messageId, 'preparing');
      return true;
    });
  }
}
