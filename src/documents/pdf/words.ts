import { Util, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page, Word } from '../../domain/document.ts';

/** The words of a page as it is shown, each with its box; text that is not upright is left out. */
export async function wordsOf(page: PDFPageProxy, number: number): Promise<Page> {
  const viewport = page.getViewport({ scale: 1 });
  const { width, height } = viewport;
  const { items } = await page.getTextContent();
  const words: Word[] = [];
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue;
    const transform = Util.transform(viewport.transform, item.transform) as number[];
    const [, slope = 0, , , x = 0, y = 0] = transform;
    const size = item.height || Math.hypot(transform[2] ?? 0, transform[3] ?? 0);
    if (Math.abs(slope) > 0.01 * size) continue;
    const perLetter = item.width / item.str.length;
    for (const { 0: text, index } of item.str.matchAll(/\S+/gu)) {
      const left = x + index * perLetter;
      const box = {
        left: left / width,
        top: (y - size) / height,
        right: (left + text.length * perLetter) / width,
        bottom: (y + 0.2 * size) / height,
      };
      words.push({ text, box, confidence: 100 });
    }
  }
  const confidence = words.length > 0 ? 100 : 0;
  return { number, width, height, words: inReadingOrder(words), by: 'text-layer', confidence };
}

/** Words whose middles are closer than half a letter stand on one line. */
function inReadingOrder(words: Word[]): Word[] {
  const lines: Word[][] = [];
  for (const word of words.toSorted((a, b) => middle(a) - middle(b))) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && middle(word) - middle(first) < (first.box.bottom - first.box.top) / 2) line.push(word);
    else lines.push([word]);
  }
  return lines.flatMap((line) => line.toSorted((a, b) => a.box.left - b.box.left));
}

const middle = ({ box }: Word): number => (box.top + box.bottom) / 2;
