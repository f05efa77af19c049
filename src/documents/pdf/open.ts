import { fileURLToPath } from 'node:url';
import {
  getDocument,
  PasswordException,
  PasswordResponses,
  VerbosityLevel,
  type PDFDocumentLoadingTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An image of more pixels is left out of its page: A4 at 600 dpi is 35 million, and each takes four bytes. */
const maxImagePixels = 48_000_000;

const folder = (name: string): string => fileURLToPath(import.meta.resolve(`pdfjs-dist/${name}/`));
const files = { cMapUrl: folder('cmaps'), standardFontDataUrl: folder('standard_fonts'), wasmUrl: folder('wasm') };

/** Only for programs that run in a sandbox. The caller destroys the task. Its promise rejects as `lockOf` reads it. */
export function openPdf(bytes: Uint8Array, password?: string): PDFDocumentLoadingTask {
  return getDocument({
    data: new Uint8Array(bytes),
    ...(password !== undefined && { password }),
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

/** Why a PDF stayed locked; null: that was not the trouble. */
export function lockOf(error: unknown): 'encrypted' | 'wrong-password' | null {
  if (!(error instanceof PasswordException)) return null;
  return error.code === PasswordResponses.INCORRECT_PASSWORD ? 'wrong-password' : 'encrypted';
}
