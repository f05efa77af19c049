import type { Raster } from './documents/raster/raster.ts';
import type { Files } from './store/files.ts';
import type { PasswordOf } from './store/password-of.ts';
import type { Store } from './store/store.ts';

/** Sharp on a screen of twice the density, where the page takes half the desk. */
const widthPx = 1_400;

interface PageImageDeps {
  store: Store;
  files: Files;
  passwordOf: PasswordOf;
  renderPage: Raster['renderPage'];
}

/** A page of a document as a PNG, in the frame of its words' boxes. Null: there is none, or it cannot be drawn. */
export const createPageImage =
  ({ store, files, passwordOf, renderPage }: PageImageDeps) =>
  async (documentId: string, number: number): Promise<Uint8Array | null> => {
    const found = await store.office(async (q) => {
      const document = await q.documents.byId(documentId);
      const page = document && (await q.documentPages.of(documentId)).find((one) => one.number === number);
      return page && { document, page };
    });
    if (!found?.document.mediaType) return null;
    const { clientId, hash, mediaType } = found.document;
    const bytes = await files.get(clientId, hash);
    return renderPage(bytes, mediaType, found.page, widthPx, passwordOf(found.document));
  };
