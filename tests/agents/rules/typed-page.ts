import type { Page } from '../../../src/domain/document.ts';

const columns = 100;
const lines = 70;

/** A page of a typewriter: what is typed stands where it is typed, 100 letters to the line, 70 lines to the page. */
export function typedPage(text: string, number = 1): Page {
  const words = text
    .replace(/^\n/u, '')
    .split('\n')
    .flatMap((line, row) =>
      Array.from(line.matchAll(/\S+/gu), ({ 0: word, index }) => ({
        text: word,
        confidence: 100,
        box: {
          left: index / columns,
          right: (index + word.length) / columns,
          top: (row + 0.1) / lines,
          bottom: (row + 0.9) / lines,
        },
      })),
    );
  return { number, width: 595, height: 842, words, by: 'text-layer', confidence: 100 };
}
