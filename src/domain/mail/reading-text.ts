import { isMobileFooter, isOriginalMark, isSignatureMark, quoteIntroAt, headerBlockAt } from './reading-marks.ts';

/**
 * The new words of a mail: what it quotes and its signature taken away. Keeps too much rather than too little, and is never
 * empty when the text is not: a mail that is only a quote stays whole.
 */
export function trimForReading(text: string): string {
  const lines = text
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[\u00A0\u202F]/gu, ' ')
    .split('\n')
    .map((line) => line.trimEnd());
  const own = collapse(withoutSignature(withoutQuotes(lines)));
  return own === '' ? collapse(lines) : own;
}

const collapse = (lines: string[]) =>
  lines
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();

/**
 * Lines that begin with `>` go, with the sentence that announces them; an answer below or between them stays. An
 * announcement with no `>` under it starts an unmarked quote, which runs to the end.
 */
function withoutQuotes(lines: string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (isQuoted(line)) continue;
    if (isOriginalMark(line)) break;
    if (headerBlockAt(lines, at)) break;
    const intro = quoteIntroAt(lines, at);
    if (intro === 0) {
      kept.push(line);
      continue;
    }
    const next = lines.slice(at + intro).findIndex((each) => each.trim() !== '');
    const marked = next !== -1 && isQuoted(lines[at + intro + next] ?? '');
    if (!marked && kept.some((each) => each.trim() !== '')) break;
    at += intro - 1;
  }
  return withoutRule(kept);
}

const isQuoted = (line: string) => /^\s{0,3}(?:>|\|\s)/u.test(line);

const isRule = (line: string) => /^(?:[-_=*#~+]{2,}|ᐧ)?$/u.test(line.trim());

/** The rule Outlook draws above a quote. */
function withoutRule(lines: string[]): string[] {
  let end = lines.length;
  while (end > 0 && isRule(lines[end - 1] ?? '')) end -= 1;
  return lines.slice(0, end);
}

/** A signature after more than this many lines of text is a rule in the text. */
const MAX_SIGNATURE_LINES = 15;

function withoutSignature(lines: string[]): string[] {
  const start = lines.findIndex((line, at) => at > 0 && isSignatureMark(line) && shortBelow(lines, at));
  const above = start === -1 ? lines : lines.slice(0, start);
  return above.filter((line) => !isMobileFooter(line));
}

const shortBelow = (lines: string[], at: number) =>
  lines.slice(at + 1).filter((line) => line.trim() !== '').length <= MAX_SIGNATURE_LINES;
