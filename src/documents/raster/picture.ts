import { createCanvas, ImageData, loadImage, type Canvas } from '@napi-rs/canvas';
import type { Grey } from './grey.ts';
import { pixelsOf } from './pixels.ts';

/** One page of a file. */
export interface Source {
  bytes: Uint8Array;
  mediaType: string;
  /** From 1. */
  page: number;
  /** What opens the file. */
  password?: string | undefined;
}

/** One page as pixels, as its file shows it. */
export interface Picture {
  canvas: Canvas;
  /** Points, as shown. */
  width: number;
  height: number;
  /** Of the document. */
  pages: number;
}

/** What an OCR reads best. */
const dpi = 300;
/** A3 at 250 dpi, A4 at 300; a canvas takes four bytes for each. */
const maxPixels = 10_000_000;
/** What a phone takes; more is a bomb. Of 48 million the program needs 390 MB. */
const maxSourcePixels = 50_000_000;
/** Formats whose pixels pass through JavaScript need room for them three times over. */
const maxCopiedPixels = 24_500_000;
/** An image says no size one can believe: its longer side is taken for that of A4. */
const a4Points = 842;

/**
 * Each decoder is loaded when it is needed: together they cost as much as a page. `width`: pixels; else as an OCR reads it
 * best. Null: there is no such page, or no picture one can afford.
 */
export async function pictureOf({ bytes, mediaType, page: number, password }: Source, width?: number) {
  if (mediaType === 'application/pdf') return pdfPicture(bytes, number, password, width);
  if (mediaType === 'image/tiff') return tiffPicture(bytes, number);
  if (number !== 1) return null;
  if (mediaType === 'image/heic' || mediaType === 'image/heif') return heicPicture(bytes);
  const pixels = pixelsOf(bytes);
  if (pixels === null || pixels > maxSourcePixels) return null;
  const image = await loadImage(Buffer.from(bytes));
  const picture = imagePicture(image.width, image.height, 1, (canvas) =>
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height),
  );
  // Four bytes a pixel that nothing else gives back in time.
  image.src = Buffer.alloc(0);
  return picture;
}

async function pdfPicture(
  bytes: Uint8Array,
  number: number,
  password?: string,
  wanted?: number,
): Promise<Picture | null> {
  const { openPdf } = await import('../pdf/open.ts');
  const loading = openPdf(bytes, password);
  try {
    const pdf = await loading.promise;
    if (number > pdf.numPages) return null;
    const page = await pdf.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const affordable = Math.sqrt(maxPixels / (width * height));
    const viewport = page.getViewport({ scale: Math.min(affordable, wanted ? wanted / width : dpi / 72) });
    const canvas = whiteCanvas(viewport.width, viewport.height);
    await page.render({ canvas: canvas as never, viewport }).promise;
    return { canvas, width, height, pages: pdf.numPages };
  } finally {
    await loading.destroy();
  }
}

async function tiffPicture(bytes: Uint8Array, number: number): Promise<Picture | null> {
  const { default: utif } = await import('utif2');
  const file = Buffer.from(bytes);
  const pages = utif.decode(file);
  const page = pages[number - 1];
  if (!page) return null;
  const [width, height] = [sizeTag(page['t256']), sizeTag(page['t257'])];
  if (!(width * height > 0 && width * height <= maxCopiedPixels)) return null;
  utif.decodeImage(file, page);
  return pixelPicture(new Uint8ClampedArray(utif.toRGBA8(page)), page.width, page.height, pages.length);
}

const sizeTag = (tag: unknown): number => (Array.isArray(tag) ? Number(tag[0]) : 0);

async function heicPicture(bytes: Uint8Array): Promise<Picture | null> {
  const { default: decodeHeic } = await import('heic-decode');
  const [image] = await decodeHeic.all({ buffer: bytes });
  if (!image || image.width * image.height > maxCopiedPixels) return null;
  const { width, height, data } = await image.decode();
  return pixelPicture(data, width, height, 1);
}

function pixelPicture(data: Uint8ClampedArray, width: number, height: number, pages: number): Picture {
  const full = createCanvas(width, height);
  full.getContext('2d').putImageData(new ImageData(data, width, height), 0, 0);
  return imagePicture(width, height, pages, (canvas) =>
    canvas.getContext('2d').drawImage(full, 0, 0, canvas.width, canvas.height),
  );
}

function imagePicture(width: number, height: number, pages: number, draw: (canvas: Canvas) => void): Picture {
  const scale = Math.min(1, Math.sqrt(maxPixels / (width * height)));
  const canvas = whiteCanvas(width * scale, height * scale);
  draw(canvas);
  const points = a4Points / Math.max(width, height);
  return { canvas, width: width * points, height: height * points, pages };
}

/** Paper is white, and so is what an image leaves transparent. */
function whiteCanvas(width: number, height: number): Canvas {
  const canvas = createCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Strip by strip: the pixels of a whole canvas are four times as many bytes. */
export function greyOf(canvas: Canvas): Grey {
  const { width, height } = canvas;
  const data = new Uint8Array(width * height);
  const context = canvas.getContext('2d');
  for (let top = 0; top < height; top += 256) {
    const rows = Math.min(256, height - top);
    const rgba = context.getImageData(0, top, width, rows).data;
    for (let at = 0; at < width * rows; at++) {
      // ITU-R BT.601, in 256ths.
      data[top * width + at] =
        (77 * (rgba[4 * at] ?? 0) + 150 * (rgba[4 * at + 1] ?? 0) + 29 * (rgba[4 * at + 2] ?? 0)) >> 8;
    }
  }
  return { width, height, data };
}
