import type { Row } from './sheet.ts';
import type { Hit } from './tokens.ts';

/** What the way from a label to its value takes from the label's word: letters between them, and each cell between. */
export const gap = (row: Row, hit: Hit<unknown>, to: number): number =>
  Math.min(
    2,
    0.03 * Math.max(0, to - hit.end - 3) +
      0.3 * row.cells.filter(({ start, end }) => start > hit.end && end < to).length,
  );
