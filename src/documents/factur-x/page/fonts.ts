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

/** pdfkit says the open font's own object only here. */
interface OpenFont {
  _font: { font: { hasGlyphForCodePoint(code: number): boolean } };
}

/** Fonts under the names of their weights. A sign that is missing would be drawn as an empty box, which PDF/A forbids (6.2.11.8). */
export function registerFonts(document: PDFKit.PDFDocument): Fonts {
  for (const [weight, file] of Object.entries(files))
    document.registerFont(weight, fileURLToPath(import.meta.resolve(`@expo-google-fonts/source-sans-3/${file}`)));
  document.font('regular');
  const { font } = (document as unknown as OpenFont)._font;
  const lacking = new Set<string>();
  return {
    lacking,
    settable(text) {
      for (const sign of text)
        if (sign !== '\n' && !font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0)) lacking.add(sign);
      return text;
    },
  };
}
