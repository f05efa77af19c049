import type { Fonts, Weight } from './fonts.ts';

/** A4 in points; the window of a French envelope (C5/6, DL) shows what stands at `window`. */
export const a4 = { width: 595.28, height: 841.89 };
export const margin = { left: 48, right: 48, top: 56, bottom: 74 };
export const column = {
  left: margin.left,
  right: a4.width - margin.right,
  width: a4.width - margin.left - margin.right,
};
export const floor = a4.height - margin.bottom;

export interface Style {
  size?: number;
  weight?: Weight;
  color?: string;
  align?: 'left' | 'right' | 'center';
  /** Points between the lines. */
  gap?: number;
}

export interface Colors {
  accent: string;
  ink: string;
  quiet: string;
  rule: string;
  tint: string;
}

/** Where to draw next, and how: everything the parts of the page share. */
export interface Sheet {
  document: PDFKit.PDFDocument;
  colors: Colors;
  y: number;
  /** Draws within a width and says how high it was. */
  write(text: string, x: number, y: number, width: number, style?: Style): number;
  heightOf(text: string, width: number, style?: Style): number;
  rule(y: number, color?: string, from?: number, to?: number, weight?: number): void;
  box(x: number, y: number, width: number, height: number, color: string): void;
  /** Turns the page when less than `height` is left. */
  need(height: number): void;
}

export function createSheet(
  document: PDFKit.PDFDocument,
  fonts: Fonts,
  colors: Colors,
  startPage: (sheet: Sheet) => void,
): Sheet {
  const set = ({ size = 9.5, weight = 'regular' }: Style) => document.font(weight).fontSize(size);
  const options = (width: number, { align = 'left', gap = 1 }: Style) => ({ width, align, lineGap: gap });
  const sheet: Sheet = {
    document,
    colors,
    y: 0,
    write(text, x, y, width, style = {}) {
      if (text === '') return 0;
      set(style).fillColor(style.color ?? colors.ink);
      const set_ = fonts.settable(text);
      document.text(set_, x, y, { ...options(width, style), height: a4.height });
      return sheet.heightOf(text, width, style);
    },
    heightOf(text, width, style = {}) {
      return text === '' ? 0 : set(style).heightOfString(text, options(width, style));
    },
    rule(y, color = colors.rule, from = column.left, to = column.right, weight = 0.6) {
      document.moveTo(from, y).lineTo(to, y).lineWidth(weight).strokeColor(color).stroke();
    },
    box(x, y, width, height, color) {
      document.rect(x, y, width, height).fill(color);
    },
    need(height) {
      if (sheet.y + height > floor) turn();
    },
  };
  turn();
  return sheet;

  function turn() {
    document.addPage();
    startPage(sheet);
  }
}
