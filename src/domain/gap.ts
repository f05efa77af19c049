/** A gap is written `[[gap: what is missing]]` in a draft: a fact nobody gave. It blocks approval while it stands. */
export interface Gap {
  label: string;
  start: number;
  end: number;
}

const mark = /\[\[gap:\s*([^\]]+?)\s*\]\]/giu;

/** Every open gap of a text, in order. */
export function findGaps(text: string): Gap[] {
  return Array.from(text.matchAll(mark), (found) => ({
    label: found[1] ?? '',
    start: found.index,
    end: found.index + found[0].length,
  }));
}

export const gapMark = (label: string): string => `[[gap: ${label}]]`;
