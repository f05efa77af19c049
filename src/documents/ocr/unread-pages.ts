import type { UnreadPages } from '../../domain/document.ts';

export interface UnreadPage {
  number: number;
  why: UnreadPages['why'];
}

/** Pages in their order, those that follow each other and went unread for one reason together. */
export function rangesOf(pages: readonly UnreadPage[]): UnreadPages[] {
  const ranges: UnreadPages[] = [];
  for (const { number, why } of pages.toSorted((a, b) => a.number - b.number)) {
    const last = ranges.at(-1);
    if (last?.why === why && last.to === number - 1) last.to = number;
    else ranges.push({ from: number, to: number, why });
  }
  return ranges;
}
