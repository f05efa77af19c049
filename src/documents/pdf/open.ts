import { fileURLToPath } from 'node:url';
import { getDocument, VerbosityLevel, type PDFDocumentLoadingTask } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An image of more pixels is left out of its page: A4 at 600 dpi is 35 million, and each takes four bytes. */
const maxImagePixels = 48_000_000;

const folder = (name: string): string => fileURLToPath(import.meta.resolve(`pdfjs-dist/${name}/`));
const files = { cMapUrl: folder('cmaps'), standardFontDataUrl: folder('standard_fonts'), wasmUrl: folder('wasm') };

/** Only for programs that run in a sandbox. The caller destroys the task. */
export function openPdf(bytes: Uint8Array): PDFDocumentLoadingTask {
  return getDocument({
    data: new Uint8Array(bytes),
    ...files,
    cMapPacked: true,
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    maxImageSize: maxImagePixels,
    stopAtErrors: false,
    enableXfa: false,
  });
}
