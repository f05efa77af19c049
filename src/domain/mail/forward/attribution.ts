import type { Block } from './header-block.ts';
import { isBlank, type Line } from './lines.ts';
import { readWritten } from './written-address.ts';

/** “Le 24/11/2026 09:12, « Camille Roux » <c@r.example> a écrit :” over at most three lines: how some programs head a forward too. */
const sentence =
  /^\s*(?:le|on)\s(.{6,80}?)(?:,|\sà\s(?=\D)|\sat\s(?=\D))\s*([^,\d][^]{0,200}?)\s*(?:a écrit|wrote)\s*:\s*$/iu;
const maxLines = 3;
const maxLength = 400;

/** The first such sentence as a pasted header; null when there is none. */
export function attribution(lines: readonly Line[]): Block | null {
  for (const [at, line] of lines.entries()) {
    if (!/^\s*(?:le|on)\s/iu.test(line.text) || line.text.length > maxLength) continue;
    for (let count = 1; count <= maxLines; count += 1) {
      const part = lines.slice(at, at + count);
      if (part.some(isBlank)) break;
      const found = sentence.exec(part.map(({ text }) => text.trim()).join(' '));
      if (!found) continue;
      const [, date = '', who = ''] = found;
      const written = readWritten(who);
      return { start: at, end: at + count, depth: line.depth, mark: null, ...written, date, subject: '' };
    }
  }
  return null;
}
