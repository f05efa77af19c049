import {
  announcesMarkedQuote,
  headerBlockAt,
  isBarred,
  isMobileFooter,
  isOriginalMark,
  isQuoted,
  isSignatureMark,
  quoteIntroAt,
} from './reading-marks.ts';

/**
 * The new words of a mail: what it quotes and its signature taken away. Keeps too much rather than too little, and is never
 * empty when the text is not: a mail that is only a quote stays whole. Time grows with the length alone, whatever the text.
 */
export function trimForReading(text: string): string {
  const lines = text
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[\u00A0\u202F]/gu, ' ')
    .split('\n')
    .map((line) => line.trimEnd());
  const own = joined(withoutTail(withoutSignature(withoutTail(withoutQuotes(lines)))));
  return own === '' ? joined(lines) : own;
}

/** Three empty lines are somebody's taste; more are what HTML left behind. */
const joined = (lines: string[]) =>
  lines
    .join('\n')
    .replaceAll(/\n{5,}/gu, '\n\n\n\n')
    .replace(/^\n+/u, '')
    .trimEnd();

/**
 * What a mail program quoted goes, with the sentence that announces it; an answer below or between its lines stays. An
 * announcement with no `>` under it starts an unmarked quote, which runs to the end. Lines that a person put behind `>`
 * herself, announced by nothing, are part of what she says: they go only where no word of hers follows.
 */
function withoutQuotes(lines: string[]): string[] {
  const kept: string[] = [];
  let announced = false;
  let words = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (announced && (isQuoted(line) || isBarred(line))) continue;
    if (isOriginalMark(line) || headerBlockAt(lines, at)) break;
    const intro = quoteIntroAt(lines, at);
    if (intro === 0) {
      kept.push(line);
      words ||= line.trim() !== '';
      continue;
    }
    const marked = announcesMarkedQuote(lines, at + intro);
    if (!marked && words) break;
    announced ||= marked;
    at += intro - 1;
  }
  return kept;
}

const isRule = (line: string) => /^(?:[-_=*#~+]{2,}|ᐧ)?$/u.test(line.trim());

/** The rule Outlook draws above a quote, and quoted lines under which nothing was written. */
function withoutTail(lines: string[]): string[] {
  let end = lines.length;
  while (end > 0 && (isRule(lines[end - 1] ?? '') || isQuoted(lines[end - 1] ?? ''))) end -= 1;
  return lines.slice(0, end);
}

/** A signature after more than this many lines of text is a rule in the text. */
const MAX_SIGNATURE_LINES = 15;

function withoutSignature(lines: string[]): string[] {
  let start = lines.length;
  for (let at = lines.length - 1, below = 0; at > 0 && below <= MAX_SIGNATURE_LINES; at -= 1) {
    const line = lines[at] ?? '';
    if (isSignatureMark(line)) start = at;
    if (line.trim() !== '') below += 1;
  }
  return lines.slice(0, start).filter((line) => !isMobileFooter(line));
}
