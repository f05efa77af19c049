import { fold } from '../../text/facts/fact.ts';
import type { Line, Spot } from './lines.ts';

/** A word without accents and case, and where it stands. */
export interface Stream {
  words: string[];
  spots: Spot[];
}

/** The words of all lines, one after the other, across line ends. */
export function streamOf(lines: readonly Line[]): Stream {
  const stream: Stream = { words: [], spots: [] };
  for (const [line, { text }] of lines.entries()) {
    for (const { 0: written, index } of text.matchAll(/\S+/gu)) {
      for (const word of foldedWords(written)) {
        stream.words.push(word);
        stream.spots.push({ line, start: index, end: index + written.length });
      }
    }
  }
  return stream;
}

export const foldedWords = (text: string): string[] =>
  fold(text)
    .trim()
    .split(' ')
    .filter((word) => word !== '');

/** More repeats than this are padding. */
const mostFound = 50;

/** Where these words follow one another: for each time its spots, one a line. */
export function wordsIn({ words, spots }: Stream, text: string): Spot[][] {
  const wanted = foldedWords(text);
  const found: Spot[][] = [];
  if (wanted.length === 0) return found;
  for (
    let at = words.indexOf(wanted[0] ?? '');
    at >= 0 && found.length < mostFound;
    at = words.indexOf(wanted[0] ?? '', at + 1)
  ) {
    if (wanted.every((word, place) => words[at + place] === word))
      found.push(joined(spots.slice(at, at + wanted.length)));
  }
  return found;
}

function joined(spots: readonly Spot[]): Spot[] {
  const perLine = new Map<number, Spot>();
  for (const spot of spots) {
    const { start } = perLine.get(spot.line) ?? spot;
    perLine.set(spot.line, { ...spot, start });
  }
  return [...perLine.values()];
}
