import { createPdfReader } from '../../../src/documents/pdf/read.ts';

const readPdf = createPdfReader();

/** The words of a PDF as our reader finds them, page after page. */
export async function pageText(pdf: Buffer): Promise<string> {
  const read = await readPdf(pdf);
  if ('unreadable' in read) throw new Error(read.unreadable);
  return read.layout.flatMap(({ words }) => words.map(({ text }) => text)).join(' ');
}

/** Without a space: line ends and gaps are the reader's own. */
export const plain = (text: string): string => text.replace(/\s/gu, '');
