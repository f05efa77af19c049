import type { Box } from '../../../domain/document.ts';
import { isNameKey } from './names.ts';
import { findPartyLabels, type PartyLabel } from './party-labels.ts';
import { around, type Part, type Row } from './sheet.ts';

/** Lines that stand under each other: an address, a letterhead. */
export interface Block {
  lines: BlockLine[];
  box: Box;
  page: number;
  /** What its first line, or the line over it, calls it. */
  label: PartyLabel | null;
}

export interface BlockLine {
  row: Row;
  start: number;
  end: number;
  text: string;
  box: Box;
}

/** Edges that are the same, parts of the page's width. */
const sameEdge = 0.012;
/** Lines of a block are closer than this part of a line's height. */
const lineGap = 1.1;
/** Blocks that may still grow; further up none does. */
const open = 24;
/** Lines of a letterhead; a longer block is a text. */
const mostLines = 40;
/** Blocks of thirty pages; what follows is no party's. */
const mostBlocks = 1500;

/** All blocks of a page. Linear: a line looks at the last blocks only. */
export function blocksOf(rows: readonly Row[]): Block[] {
  const blocks: Block[] = [];
  for (const row of rows)
    for (const cell of row.cells) {
      const line = { row, ...trimmed(row, cell) };
      const label = labelIn(line);
      const near = blocks
        .slice(-open)
        .filter((block) => block.page === row.page && block.lines.length < mostLines && follows(block, line));
      const above = near.findLast((block) => sameLeft(block.lines.at(-1), line)) ?? near.at(-1);
      if (above && (label === null || above.lines.length === 0)) {
        above.lines.push(line);
        above.box = around([above.box, line.box]);
      } else if (blocks.length < mostBlocks) blocks.push({ lines: [line], box: line.box, page: row.page, label });
    }
  for (const block of blocks) block.label ??= besideLabel(rows, blocks, block);
  return blocks.map(withoutLabel);
}

/** Values in a second column are called what the block of their keys is called. */
function besideLabel(
  rows: readonly Row[],
  blocks: readonly Block[],
  { lines: [first], page }: Block,
): PartyLabel | null {
  const key = first?.row.cells[0];
  if (first && isNameKey(first.row, first.start)) return headLabel(rows, first);
  if (!first || !key || key.start === first.start || !/:\s*$/u.test(first.row.text.slice(key.start, key.end)))
    return null;
  const keys = blocks.find(
    (block) => block.page === page && block.lines.some(({ row, start }) => row === first.row && start === key.start),
  );
  return keys?.label ?? null;
}

const trimmed = (row: Row, { start, end, box }: Part): Omit<BlockLine, 'row'> => ({
  start,
  end,
  box,
  text: row.text.slice(start, end).replace(/ {2,}/gu, ' '),
});

function follows({ lines }: Block, line: BlockLine): boolean {
  const last = lines.at(-1);
  if (!last || last.row === line.row) return false;
  const tall = Math.max(last.box.bottom - last.box.top, line.box.bottom - line.box.top);
  const gap = line.box.top - last.box.bottom;
  if (gap > lineGap * tall || gap < -tall) return false;
  const right = Math.abs(last.box.right - line.box.right) < sameEdge;
  const middle = Math.abs(last.box.left + last.box.right - line.box.left - line.box.right) < sameEdge;
  return sameLeft(last, line) || right || middle;
}

const sameLeft = (a: BlockLine | undefined, b: BlockLine): boolean =>
  a !== undefined && Math.abs(a.box.left - b.box.left) < sameEdge;

/** A line that begins with the name of a part in the trade: "Client :", "ACHETEUR", "Bill to". */
function labelIn({ row, start, end }: BlockLine): PartyLabel | null {
  const tokens = row.tokens.filter((token) => token.start >= start && token.end <= end);
  const hit = findPartyLabels(tokens)[0];
  if (!hit || hit.first > 0) return null;
  const after = row.text.slice(hit.end, end);
  return /^ ?:/u.test(after) || hit.next === tokens.length ? hit.means : null;
}

/** A heading that stands up to two lines over "Nom : …". */
function headLabel(rows: readonly Row[], { row, box }: BlockLine): PartyLabel | null {
  const above = rows.slice(Math.max(0, row.index - 2), row.index).filter(({ page }) => page === row.page);
  const cells = above.toReversed().flatMap((one) => one.cells.map((cell) => ({ row: one, ...trimmed(one, cell) })));
  return (
    cells
      .filter((cell) => cell.box.left < box.right)
      .map(labelIn)
      .find((label) => label !== null) ?? null
  );
}

/** The words of the label are no line of the block; what follows them on the line is. */
function withoutLabel(block: Block): Block {
  const [first, ...more] = block.lines;
  if (!block.label || !first || labelIn(first) === null) return block;
  const tokens = first.row.tokens.filter((token) => token.start >= first.start && token.end <= first.end);
  const hit = findPartyLabels(tokens)[0];
  const rest = /^[\s:]*/u.exec(first.row.text.slice(hit?.end ?? first.end, first.end))?.[0].length ?? 0;
  const start = (hit?.end ?? first.end) + rest;
  const text = first.row.text.slice(start, first.end).replace(/ {2,}/gu, ' ');
  return text.length < 3 || !first.row.text.slice(hit?.end, first.end).includes(':')
    ? { ...block, lines: more }
    : { ...block, lines: [{ ...first, start, text }, ...more] };
}
