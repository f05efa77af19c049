import { readDeclarations, type Declarations } from './css-declarations.ts';
import type { SheetRules } from './css-rules.ts';

/** How text looks at one place of a page; `hidden` is inherited, as it is in a browser (visibility's return is not followed). */
export interface Look {
  hidden: boolean;
  /** RGB 0–255; null when it cannot be known (an image, a gradient, a name we do not read). */
  color: Rgb | null;
  background: Rgb | null;
}

type Rgb = readonly [number, number, number];

export const startingLook: Look = { hidden: false, color: [0, 0, 0], background: [255, 255, 255] };

export function lookOf(parent: Look, name: string, attributes: Record<string, string>, rules: SheetRules): Look {
  const declared = declarationsOf(name, attributes, rules);
  const color = declared.get('color') ?? attributes['color'] ?? (name === 'a' ? 'unknown' : undefined);
  const background = declared.get('background-color') ?? declared.get('background') ?? attributes['bgcolor'];
  const look = {
    color: color === undefined ? parent.color : readColor(color),
    background: background === undefined ? parent.background : readBackground(background, parent.background),
  };
  const hidden = parent.hidden || attributes['hidden'] !== undefined || hides(declared) || sameColor(look);
  return { ...look, hidden };
}

function declarationsOf(name: string, attributes: Record<string, string>, rules: SheetRules): Declarations {
  const own = readDeclarations(attributes['style'] ?? '');
  if (rules.size === 0) return own;
  const classes = (attributes['class'] ?? '').slice(0, 1000).toLowerCase().split(/\s+/u).slice(0, 20);
  const id = (attributes['id'] ?? '').slice(0, 200).toLowerCase();
  const selectors = [name, ...classes.flatMap((each) => [`.${each}`, `${name}.${each}`]), `#${id}`, `${name}#${id}`];
  return new Map([...selectors.flatMap((selector) => [...(rules.get(selector) ?? [])]), ...own]);
}

function hides(style: Declarations): boolean {
  const size = (property: string) => Number.parseFloat(style.get(property) ?? 'NaN');
  const clipped = /hidden|clip/u.test(style.get('overflow') ?? '');
  const far = ['left', 'top', 'right', 'text-indent', 'margin-left', 'margin-top'].some((side) => size(side) <= -900);
  return (
    style.get('display') === 'none' ||
    /^(?:hidden|collapse)$/u.test(style.get('visibility') ?? '') ||
    size('opacity') <= 0.05 ||
    size('font-size') <= 1 ||
    /^0(?:px|pt|em|%)?[ /]/u.test(style.get('font') ?? '') ||
    (clipped && ['height', 'max-height', 'width', 'max-width'].some((side) => size(side) <= 1)) ||
    far ||
    /rect\((?: ?[01](?:px)?[ ,]*){4}\)|inset\(\s*(?:50|100)%/u.test(
      `${style.get('clip') ?? ''}${style.get('clip-path') ?? ''}`,
    ) ||
    /scale[xy]?\(\s*0?\.?0*\s*[,)]/u.test(style.get('transform') ?? '') ||
    style.get('color') === 'transparent'
  );
}

/** Differences below this, in the sum of the three channels, are not seen on an office screen. */
const UNSEEN = 24;

function sameColor({ color, background }: Pick<Look, 'color' | 'background'>): boolean {
  if (!color || !background) return false;
  return color.reduce((sum, channel, index) => sum + Math.abs(channel - (background[index] ?? 0)), 0) < UNSEEN;
}

function readBackground(value: string, parent: Rgb | null): Rgb | null {
  if (/url\(|gradient/u.test(value)) return null;
  if (/^(?:transparent|none|inherit|initial|unset)?$/u.test(value)) return parent;
  return readColor(/#[0-9a-f]{3,8}|rgba?\([^)]*\)|^[a-z]+/u.exec(value)?.[0] ?? '');
}

function readColor(value: string): Rgb | null {
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/u.exec(value)?.[1];
  if (hex) {
    const full = hex.length === 3 ? Array.from(hex, (digit) => digit + digit).join('') : hex;
    const channel = (at: number) => Number.parseInt(full.slice(at, at + 2), 16);
    return [channel(0), channel(2), channel(4)];
  }
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/u.exec(value);
  if (parts) return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return named[value] ?? null;
}

const named: Record<string, Rgb> = {
  white: [255, 255, 255],
  black: [0, 0, 0],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  red: [255, 0, 0],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
};
