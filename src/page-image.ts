import type { Raster } from './documents/raster/raster.ts';
import type { Files } from './store/files.ts';
import type { Store } from './store/store.ts';

/** Sharp on a screen of twice the density, where the page takes half the desk. */
const widthPx = 1_400;

/** A page of a document as a PNG, in the frame of its words' boxes. Null: there is none, or it cannot be drawn. */
export const createPageImage =
  ({ store, files, renderPage }: { store: Store; files: Files; renderPage: Raster['renderPage'] }) =>
  async (documentId: string, number: number): Promise<Uint8Array | null> => {
    const found = await store.office(async (q) => {
      const document = await q.documents.byId(documentId);
      const page = document && (await q.documentPages.of(documentId)).find((one) => one.number === number);
      return page && { document, page };
    });
    if (!found?.document.mediaType) return null;
    const { clientId, hash, mediaType } = found.document;
    return renderPage(await files.get(clientId, hash), mediaType, found.page, widthPx);
  };
