import type { Corners } from './warp.ts';

/** Degrees, clockwise. */
export type QuarterTurn = 0 | 90 | 180 | 270;

/** The corners of a page that is turned by a quarter or more: what was its bottom left becomes its top left. */
export function turnedCorners(corners: Corners, turn: QuarterTurn): Corners {
  const [p0, p1, p2, p3] = corners;
  if (turn === 90) return [p3, p0, p1, p2];
  if (turn === 180) return [p2, p3, p0, p1];
  return turn === 270 ? [p1, p2, p3, p0] : corners;
}

export const addTurns = (a: QuarterTurn, b: QuarterTurn): QuarterTurn => ((a + b) % 360) as QuarterTurn;
