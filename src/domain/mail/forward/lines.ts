/** What is looked at of a mail: expressions are slow on megabytes, and no header stands so deep. Characters. */
const maxRead = 200_000;

export interface Line {
  /** How many `>` stand before it. */
  depth: number;
  text: string;
}

export function readLines(text: string): Line[] {
  return text
    .slice(0, maxRead)
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[\u00A0\u202F]/gu, ' ')
    .replaceAll(/[\u200B-\u200F\u2060\uFEFF]/gu, '')
    .split('\n')
    .map((line) => {
      const marks = /^(?: {0,3}>)+ ?/u.exec(line)?.[0] ?? '';
      return { depth: marks.replaceAll(/[^>]/gu, '').length, text: line.slice(marks.length).trimEnd() };
    });
}

export const isBlank = ({ text }: Line): boolean => text.trim() === '';

export const joined = (lines: readonly Line[], below = 0): string =>
  lines
    .map(({ depth, text }) => '> '.repeat(Math.max(0, depth - below)) + text)
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
