import { fileURLToPath } from 'node:url';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { answerParent } from '../answer-parent.ts';
import { MAX_DOCUMENT_TEXT } from '../limits.ts';
import type { Page } from '../../domain/document.ts';
import { textOf } from '../../domain/document/lines.ts';
import { wordsOf } from './words.ts';
import type { Answer, Question } from './read.ts';

// A program of its own (see sandbox.ts): it holds no secret, may not write, and is killed when it misbehaves.

/** A longer document is read this far: its beginning says what it is. */
const maxPages = 200;
/** An invoice of more pages has its totals at its end, and more lines than anybody checks: read as text. */
const maxLaidOut = 30;

const folder = (name: string): string => fileURLToPath(import.meta.resolve(`pdfjs-dist/${name}/`));
const fonts = { cMapUrl: folder('cmaps'), standardFontDataUrl: folder('standard_fonts') };

answerParent(answer);

async function answer({ bytes }: Question): Promise<Answer> {
  const loading = getDocument({
    data: new Uint8Array(bytes),
    ...fonts,
    cMapPacked: true,
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    stopAtErrors: false,
    enableXfa: false,
  });
  try {
    const pdf = await loading.promise;
    let text = '';
    const layout: Page[] = [];
    for (let number = 1; number <= Math.min(pdf.numPages, maxPages) && text.length < MAX_DOCUMENT_TEXT; number++) {
      const page = await pdf.getPage(number);
      const laidOut = await wordsOf(page, number);
      text += `${text === '' ? '' : '\n\n'}${textOf([laidOut])}`;
      if (number <= maxLaidOut) layout.push(laidOut);
      page.cleanup();
    }
    return { pages: pdf.numPages, text: text.slice(0, MAX_DOCUMENT_TEXT), layout };
  } catch (error) {
    const locked = error instanceof Error && error.name === 'PasswordException';
    return { unreadable: locked ? 'encrypted' : 'malformed' };
  } finally {
    await loading.destroy();
  }
}
