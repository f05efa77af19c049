import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Grey } from '../raster/grey.ts';

const Bounds = z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() });
const Line = z.object({
  baseline: Bounds,
  rowAttributes: z.object({ rowHeight: z.number(), descenders: z.number(), ascenders: z.number() }),
  words: z.array(z.object({ text: z.string(), confidence: z.number(), bbox: Bounds })),
});
const Result = z.object({
  blocks: z.array(z.object({ paragraphs: z.array(z.object({ lines: z.array(Line) })).nullable() })).nullable(),
});
export type OcrLine = z.infer<typeof Line>;

/** The parts of tesseract.js-core that are used; the wrapper around it wants a thread and a network. */
interface Tesseract {
  FS: { writeFile(name: string, bytes: Uint8Array): void };
  TessBaseAPI: new () => {
    Init(path: null, languages: string, engine: number): number;
    SetVariable(name: string, value: string): void;
    SetImageFile(exif: number, angle: number): number;
    SetRectangle(left: number, top: number, width: number, height: number): void;
    Recognize(monitor: null): number;
    GetJSONText(page: number): string;
    Clear(): void;
  };
}

const require = createRequire(import.meta.resolve('tesseract.js'));
const languages = ['fra', 'eng'];
/** Lines across the whole page: the amount stays beside its label. */
const oneBlock = '6';
/** The neural engine: its data have nothing else. */
const lstmOnly = 1;

export type Recognize = (image: Grey) => OcrLine[];

/** An OCR with the French and English data that lie beside it: nothing is fetched. Costs some 150 MB. */
export async function createEngine(): Promise<Recognize> {
  const start = require('tesseract.js-core/tesseract-core-simd-lstm.js') as () => Promise<Tesseract>;
  const tesseract = await start();
  for (const language of languages) {
    const file = import.meta.resolve(`@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`);
    tesseract.FS.writeFile(`${language}.traineddata`, gunzipSync(readFileSync(fileURLToPath(file))));
  }
  const api = new tesseract.TessBaseAPI();
  if (api.Init(null, languages.join('+'), lstmOnly) !== 0) throw new Error('The OCR does not start.');
  api.SetVariable('tessedit_pageseg_mode', oneBlock);
  api.SetVariable('user_defined_dpi', '300');
  return ({ width, height, data }) => {
    tesseract.FS.writeFile('/input', Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]));
    if (api.SetImageFile(1, 0) !== 0) throw new Error('The OCR does not take the image.');
    api.Recognize(null);
    const { blocks } = Result.parse(JSON.parse(api.GetJSONText(0)));
    api.Clear();
    return (blocks ?? []).flatMap(({ paragraphs }) => (paragraphs ?? []).flatMap(({ lines }) => lines));
  };
}
