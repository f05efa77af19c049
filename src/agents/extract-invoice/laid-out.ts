import type { Line } from '../../domain/invoice/ground/lines.ts';

/**
 * About six full pages. Who, when and how much stand on the first and the last page; what lies between are rows of goods.
 * Below the cap of every stranger's text, which would cut the totals off.
 */
const maxChars = 22_000;

/**
 * The lines as they stand on the pages, columns apart, pages marked. Of a longer document the first and the last pages, half
 * of `maxChars` each and cut between two lines; a mark says what is missing.
 */
export function laidOut(lines: readonly Line[]): string {
  const pages = lines.at(-1)?.page ?? 1;
  const rows = lines.map((line, at) => {
    const page = line.page === lines[at - 1]?.page ? null : pageMark(line.page, pages);
    return { page: line.page, text: [page ?? (line.apart ? '' : null), line.text.trimEnd()] };
  });
  const texts = rows.map(({ text }) => text.filter((part) => part !== null).join('\n'));
  if (lengthOf(texts) <= maxChars) return texts.join('\n');
  const head = fitting(texts);
  const tail = fitting(texts.slice(head).toReversed());
  const [from, to] = [rows[head]?.page ?? 1, rows.at(-tail - 1)?.page ?? pages];
  const after = rows.at(-tail)?.page ?? pages;
  return [
    ...texts.slice(0, head),
    `[… ${texts.length - head - tail} lignes non montrées, de la page ${from} à la page ${to} …]`,
    ...(after === to ? [pageMark(after, pages)] : []),
    ...texts.slice(texts.length - tail),
  ].join('\n');
}

const pageMark = (page: number, pages: number): string => `--- page ${page} sur ${pages} ---`;

/** How many of the texts, from the first, fit in half of the room. */
function fitting(texts: readonly string[]): number {
  let room = maxChars / 2;
  const beyond = texts.findIndex((text) => (room -= text.length + 1) < 0);
  return Math.max(1, beyond);
}

const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length + 1, 0);
