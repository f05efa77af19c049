import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { wordsOf } from '../../../src/documents/pdf/words.ts';

/** The words of a PDF as our reader finds them, page after page. */
export async function pageText(pdf: Buffer): Promise<string> {
  const loading = getDocument({ data: new Uint8Array(pdf), verbosity: 0, useSystemFonts: false });
  const document = await loading.promise;
  const found: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { words } = await wordsOf(await document.getPage(number), number);
    found.push(...words.map((word) => word.text));
  }
  await loading.destroy();
  return found.join(' ');
}

/** Without a space: line ends and gaps are the reader's own. */
export const plain = (text: string): string => text.replace(/\s/gu, '');
