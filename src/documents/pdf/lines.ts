/** A run of text on a page: `x`, `y` its baseline's start (y grows upwards), in points. */
export interface Run {
  text: string;
  x: number;
  y: number;
  width: number;
  /** Height of the letters. */
  size: number;
}

/** A baseline this part of the letter height away is the same line: superscripts, uneven table cells. */
const sameLine = 0.45;
/** Gaps in letter heights: a word's, a column's, a paragraph's. */
const wordGap = 0.18;
const columnGap = 1.6;
const paragraphGap = 2;

/** Lines from top to bottom, each from left to right; columns three spaces apart, paragraphs by an empty line. */
export function linesOf(runs: readonly Run[]): string {
  const lines: Run[][] = [];
  for (const run of runs.filter(({ text }) => text.trim() !== '').toSorted((a, b) => b.y - a.y)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && first.y - run.y <= sameLine * Math.max(first.size, run.size)) line.push(run);
    else lines.push([run]);
  }
  return lines.map((line, place) => breakBefore(lines[place - 1], line) + joined(line)).join('\n');
}

function breakBefore(before: Run[] | undefined, line: Run[]): string {
  const [above, here] = [before?.[0], line[0]];
  return above && here && above.y - here.y > paragraphGap * Math.max(above.size, here.size) ? '\n' : '';
}

function joined(line: Run[]): string {
  let text = '';
  let end: number | null = null;
  for (const run of line.toSorted((a, b) => a.x - b.x)) {
    if (end !== null) text += spaceFor((run.x - end) / (run.size || 1), text, run.text);
    text += run.text;
    end = run.x + run.width;
  }
  return text.trimEnd();
}

function spaceFor(gap: number, before: string, after: string): string {
  if (gap > columnGap) return '   ';
  return gap > wordGap && !before.endsWith(' ') && !after.startsWith(' ') ? ' ' : '';
}
