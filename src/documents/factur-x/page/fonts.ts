import { fileURLToPath } from 'node:url';

/** Source Sans 3 (SIL OFL 1.1, embedding allowed): sober, narrow, with figures of one width. */
const files = {
  regular: '400Regular/SourceSans3_400Regular.ttf',
  strong: '600SemiBold/SourceSans3_600SemiBold.ttf',
} as const;

export type Weight = keyof typeof files;

export interface Fonts {
  /** The text; what the font has no sign for is noted in `lacking`. */
  settable(text: string): string;
  lacking: Set<string>;
}

/** A parsed font as pdfkit keeps it; its own types do not say so. */
interface ParsedFont {
  hasGlyphForCodePoint(code: number): boolean;
}
interface OpenFont {
  _font: { font: ParsedFont };
}

/** Parsing takes longer than drawing a page: each font is parsed once. */
const parsed = new Map<string, ParsedFont>();

/** Fonts under the names of their weights. A sign that is missing would be an empty box, which PDF/A forbids (6.2.11.8). */
export function registerFonts(document: PDFKit.PDFDocument): Fonts {
  const [regular] = Object.entries(files).map(([weight, file]) => register(document, weight, file));
  const lacking = new Set<string>();
  return {
    lacking,
    settable(text) {
      for (const sign of text)
        if (sign !== '\n' && !regular?.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0)) lacking.add(sign);
      return text;
    },
  };
}

function register(document: PDFKit.PDFDocument, weight: string, file: string): ParsedFont {
  const source = parsed.get(weight) ?? fileURLToPath(import.meta.resolve(`@expo-google-fonts/source-sans-3/${file}`));
  // It takes a parsed font too, which its types do not know.
  document.registerFont(weight, source as string);
  const { font } = (document.font(weight) as unknown as OpenFont)._font;
  parsed.set(weight, font);
  return font;
}
