import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { identity, matrixOf, times, type Area, type Matrix } from './matrix.ts';

/** The graphics state that places and colours text (ISO 32000-1, 8.4 and 9.3). */
export interface Pen {
  matrix: Matrix;
  clip: Area;
  /** Of fills: `#rrggbb`; null: a pattern. */
  colour: string | null;
  /** Of text as its render mode draws it. */
  readonly ink: string | null;
  alpha: number;
  /** Text is neither filled nor stroked. */
  readonly inkless: boolean;
  move: (matrix: Matrix) => void;
  set: (operator: number, args: unknown[]) => void;
  setFont: (font: unknown, size: number) => void;
  write: (glyphs: readonly unknown[]) => Written[];
  copy: () => Pen;
}

export interface Written {
  text: string;
  x: number;
  y: number;
  endX: number;
  endY: number;
  size: number;
}

interface State {
  matrix: Matrix;
  clip: Area;
  colour: string | null;
  stroke: string | null;
  alpha: number;
  mode: number;
  text: Matrix;
  /** In text space: where the next glyph stands, and where its line began. */
  x: number;
  y: number;
  lineX: number;
  lineY: number;
  size: number;
  letterSpace: number;
  wordSpace: number;
  scale: number;
  leading: number;
  rise: number;
  font: Font;
}

interface Font {
  /** Text space units of a glyph's width. */
  unit: number;
  /** Letter height over the font's size. */
  height: number;
  vertical: boolean;
}

const black = '#000000';
const plainFont: Font = { unit: 0.001, height: 1, vertical: false };

export function createPen(matrix: Matrix, clip: Area): Pen {
  return penOf({
    matrix,
    clip,
    colour: black,
    stroke: black,
    alpha: 1,
    mode: 0,
    text: identity,
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
    size: 0,
    letterSpace: 0,
    wordSpace: 0,
    scale: 1,
    leading: 0,
    rise: 0,
    font: plainFont,
  });
}

function penOf(state: State): Pen {
  return {
    get matrix() {
      return state.matrix;
    },
    get clip() {
      return state.clip;
    },
    set clip(area) {
      state.clip = area;
    },
    get colour() {
      return state.colour;
    },
    get ink() {
      return state.mode % 4 === 1 ? state.stroke : state.colour;
    },
    get alpha() {
      return state.alpha;
    },
    get inkless() {
      return state.mode % 4 === 3;
    },
    move: (matrix) => {
      state.matrix = times(state.matrix, matrix);
    },
    set: (operator, args) => set(state, operator, args),
    setFont: (font, size) => {
      state.font = fontOf(font);
      state.size = Number.isFinite(size) ? size : 0;
    },
    write: (glyphs) => write(state, glyphs),
    copy: () => penOf({ ...state }),
  };
}

function set(state: State, operator: number, args: unknown[]): void {
  const [first, second] = [Number(args[0]) || 0, Number(args[1]) || 0];
  if (operator === OPS.beginText) Object.assign(state, { text: identity, x: 0, y: 0, lineX: 0, lineY: 0 });
  else if (operator === OPS.setTextMatrix)
    Object.assign(state, { text: matrixOf(args[0]), x: 0, y: 0, lineX: 0, lineY: 0 });
  else if (operator === OPS.moveText) nextLine(state, first, second);
  else if (operator === OPS.setLeadingMoveText) {
    state.leading = second;
    nextLine(state, first, second);
  } else if (operator === OPS.nextLine) nextLine(state, 0, state.leading);
  else if (operator === OPS.setLeading) state.leading = -first;
  else if (operator === OPS.setCharSpacing) state.letterSpace = first;
  else if (operator === OPS.setWordSpacing) state.wordSpace = first;
  else if (operator === OPS.setHScale) state.scale = first / 100;
  else if (operator === OPS.setTextRise) state.rise = first;
  else if (operator === OPS.setTextRenderingMode) state.mode = first;
  else if (operator === OPS.setFillRGBColor) state.colour = colourOf(args[0]);
  else if (operator === OPS.setStrokeRGBColor) state.stroke = colourOf(args[0]);
  else if (operator === OPS.setFillColorN) state.colour = null;
  else if (operator === OPS.setStrokeColorN) state.stroke = null;
  else if (operator === OPS.setGState) state.alpha = alphaOf(args[0]) ?? state.alpha;
}

function nextLine(state: State, x: number, y: number): void {
  state.lineX += x;
  state.lineY += y;
  state.x = state.lineX;
  state.y = state.lineY;
}

const colourOf = (given: unknown): string | null =>
  typeof given === 'string' && /^#[\da-f]{6}$/iu.test(given) ? given : null;

/** `ca`, of what is filled. */
function alphaOf(entries: unknown): number | undefined {
  if (!Array.isArray(entries)) return undefined;
  const entry = (entries as unknown[]).findLast((one) => Array.isArray(one) && one[0] === 'ca');
  return Array.isArray(entry) ? Number(entry[1]) : undefined;
}

/** A Type 3 font has a scale of its own (9.6.5); its letters are as high as its box, or nearly. */
function fontOf(given: unknown): Font {
  if (typeof given !== 'object' || given === null) return plainFont;
  const { fontMatrix, vertical, isType3Font } = given as {
    fontMatrix?: unknown;
    vertical?: boolean;
    isType3Font?: boolean;
  };
  const matrix = fontMatrix ? matrixOf(fontMatrix) : null;
  const unit = matrix?.[0] ?? plainFont.unit;
  return {
    unit: unit || plainFont.unit,
    height: isType3Font ? type3Height(given, matrix) : 1,
    vertical: vertical === true,
  };
}

function type3Height(font: object, matrix: Matrix | null): number {
  const { bbox } = font as { bbox?: unknown };
  const [, bottom = 0, , top = 0] = Array.isArray(bbox) ? bbox.map(Number) : [];
  const height = Math.abs((top - bottom) * (matrix?.[3] ?? 0));
  return height > 0.2 && height < 3 ? height : 1;
}

function write(state: State, glyphs: readonly unknown[]): Written[] {
  const { size, font, letterSpace, wordSpace, scale, rise } = state;
  const frame = times(state.matrix, state.text);
  const written: Written[] = [];
  const letters = Math.abs(size) * font.height * Math.hypot(frame[2], frame[3]);
  for (const glyph of glyphs) {
    if (typeof glyph === 'number') {
      advance((-glyph * size) / 1000);
      continue;
    }
    const { unicode, width, isSpace } = glyph as { unicode?: unknown; width?: unknown; isSpace?: unknown };
    const begin = place();
    const wide = (Number(width) || 0) * font.unit * size;
    advance(wide);
    const end = place();
    advance(letterSpace + (isSpace === true ? wordSpace : 0));
    if (Number.isFinite(begin.x + begin.y + end.x + end.y)) {
      written.push({
        text: typeof unicode === 'string' ? unicode : '',
        ...begin,
        endX: end.x,
        endY: end.y,
        size: letters,
      });
    }
  }
  return written;

  function advance(by: number) {
    if (font.vertical) state.y -= Math.abs(by);
    else state.x += by * scale;
  }

  function place() {
    const [x, y] = [state.x, state.y + rise];
    return { x: frame[0] * x + frame[2] * y + frame[4], y: frame[1] * x + frame[3] * y + frame[5] };
  }
}
