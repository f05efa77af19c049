import { answerParent } from '../answer-parent.ts';
import { MAX_DOCUMENT_TEXT } from '../limits.ts';
import type { Page } from '../../domain/document.ts';
import { textOf } from '../../domain/document/lines.ts';
import type { Layers } from './drawing.ts';
import { embeddedIn } from './embedded.ts';
import { lockOf, openPdf } from './open.ts';
import { pageOf } from './page.ts';
import type { Answer, Question } from './read.ts';

// A program of its own (see sandbox.ts): it holds no secret, may not write, and is killed when it misbehaves.

/** A longer document is read this far: its beginning says what it is. */
const maxPages = 200;
/** An invoice of more pages has its totals at its end, and more lines than anybody checks: read as text. */
const maxLaidOut = 30;

answerParent(answer);

async function answer({ bytes, password }: Question): Promise<Answer> {
  const loading = openPdf(bytes, password);
  try {
    const pdf = await loading.promise;
    const layers = (await pdf.getOptionalContentConfig()) as Layers;
    let text = '';
    const layout: Page[] = [];
    const pictured: number[] = [];
    let read = 0;
    for (; read < Math.min(pdf.numPages, maxPages) && text.length < MAX_DOCUMENT_TEXT; read++) {
      const number = read + 1;
      const page = await pdf.getPage(number);
      const found = await pageOf(page, number, layers);
      text += `${text === '' ? '' : '\n\n'}${textOf([found.page])}`;
      if (number <= maxLaidOut) layout.push(found.page);
      if (found.pictured) pictured.push(number);
      page.cleanup();
    }
    return {
      pages: pdf.numPages,
      read,
      text: text.slice(0, MAX_DOCUMENT_TEXT),
      layout,
      pictured,
      embedded: await embeddedIn(pdf, bytes),
    };
  } catch (error) {
    return { unreadable: lockOf(error) ?? 'malformed' };
  } finally {
    await loading.destroy();
  }
}
