import { holds, sizeOf, type Area } from './matrix.ts';

/** What was painted on a page, to know on what a letter stands. */
export interface Ground {
  /** `colour`: `#rrggbb` of a plain rectangle; null: a picture or a shape, on which anything may be seen. */
  paint: (area: Area, colour: string | null) => void;
  /** Whether ink of this colour is seen at a point. */
  shows: (x: number, y: number, colour: string | null) => boolean;
}

/** Levels of 255 by which a colour must differ from what it stands on, in one of its channels. */
const seen = 24;
/** Square points; less is a rule or a dot. */
const leastArea = 40;
/** Rectangles kept: a page of more is a drawing. */
const mostKept = 2000;

/** The page is white before anything is painted. */
export function createGround(): Ground {
  const painted: { area: Area; colour: string | null }[] = [];
  return {
    paint: (area, colour) => {
      if (painted.length < mostKept && sizeOf(area) >= leastArea) painted.push({ area, colour });
    },
    shows: (x, y, colour) => {
      // Black on anything painted, and so nearly every letter, needs no look.
      const under = painted.findLast(({ area }) => holds(area, x, y));
      const ground = under ? under.colour : '#ffffff';
      return ground === null || colour === null || differs(ground, colour);
    },
  };
}

function differs(a: string, b: string): boolean {
  const [left, right] = [channels(a), channels(b)];
  return left.some((level, place) => Math.abs(level - (right[place] ?? 0)) >= seen);
}

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) || 0);
