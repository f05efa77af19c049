import { readDocument, type ReadableDocument } from '../../src/documents/read-document.ts';
import { bareAttachment, bareText, bareXml, startBareOcr } from './documents/bare.ts';
import { barePeakMb, readersPeakMb } from './documents/children.ts';
import { scannedPage, structured, textPage } from './documents/made.ts';
import { zipFile } from '../support/zip-file.ts';
import { percentile, spreadOf, timeRows, toRow, type Row } from './row.ts';

/** Documents that warm compilers and start the children before anything is timed. */
const warmUp = 20;
const textPages = 200;
const invoices = 100;
/** A scan takes seconds. */
const scans = 8;
const rounds = 3;
/** Files of one archive. */
const packed = 100;
/** Issue 4: a reader's child holds no more, in MB. */
const atMostMb = 400;

const some = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** One e-invoice, from bytes to fields: its XML alone, and within its PDF; beside the bare parse (and the bare attachment). */
export async function structuredInvoices(): Promise<Row[]> {
  const made = await Promise.all(some(warmUp + invoices, structured));
  const xml = made.map((one) => Buffer.from(one.xml));
  const pdf = made.map((one) => one.pdf);
  const readStructured = async (bytes: Uint8Array, name: string) => {
    if (!(await readable(bytes, name)).structured?.read) throw new Error(`${name}: no fields`);
  };
  return [
    ...timeRows('documents.structured.xml', await times(xml, (bytes) => readStructured(bytes, 'facture.xml')), {
      floor: await times(xml, (bytes) => bareXml(bytes.toString())),
    }),
    ...timeRows('documents.structured.pdf', await times(pdf, (bytes) => readStructured(bytes, 'facture.pdf')), {
      floor: await times(pdf, bareAttachment),
    }),
  ];
}

/** One page with a text layer, from bytes to words with their places, beside pdfjs alone in the same process. */
export async function textPagesRead(): Promise<Row[]> {
  const pages = some(warmUp + textPages, textPage);
  const read = async (bytes: Uint8Array) => {
    if (!(await readable(bytes, 'facture.pdf')).layout[0]?.words.length) throw new Error('no words');
  };
  return timeRows('documents.text-page', await times(pages, read), { floor: await times(pages, bareText) });
}

/** One scanned page of 300 dpi, drawn, straightened and read, beside tesseract.js alone on the same picture. */
export async function scannedPagesRead(): Promise<Row[]> {
  const pages = await Promise.all(some(scans + 1, scannedPage));
  const read = async (bytes: Uint8Array) => {
    if ((await readable(bytes, 'scan.png')).layout[0]?.by !== 'ocr') throw new Error('not read');
  };
  const samples = await times(pages, read, 1);
  const bare = await startBareOcr();
  const floor = await times(pages, bare.read, 1);
  await bare.stop();
  return timeRows('documents.ocr-page', samples, { floor });
}

/** The most memory each child has held while it read all of these, beside a Node process that has loaded its library. */
export async function readersMemory(): Promise<Row[]> {
  for (const bytes of some(textPages, textPage)) await readable(bytes, 'facture.pdf');
  for (const bytes of await Promise.all(some(2, scannedPage))) await readDocument(bytes, 'scan.png');
  await readable(zipFile(some(packed, (n) => ({ name: `${n}.pdf`, content: textPage(n) }))), 'factures.zip');
  const libraries = new Map([
    ['pdf', 'pdfjs-dist/legacy/build/pdf.mjs'],
    ['ocr', 'tesseract.js-core/tesseract-core-simd-lstm.js'],
    ['raster', '@napi-rs/canvas'],
    ['packed', 'yauzl'],
  ]);
  const peaks = [...(await readersPeakMb())];
  if (peaks.length === 0) throw new Error('no child was found');
  return Promise.all(
    peaks.map(async ([name, value]) => {
      const library = libraries.get(name);
      const floor = library ? { floor: await barePeakMb(library) } : {};
      return toRow({ name: `documents.memory.${name}`, value, unit: 'MB', n: 1, ...floor, atMost: atMostMb });
    }),
  );
}

/** E-invoices as XML and text pages, half and half, as many at once as there are cores, beside the libraries alone on one core. */
export async function documentRate(): Promise<Row[]> {
  const cores = 2;
  const xml = (await Promise.all(some(invoices, structured))).map((one) => Buffer.from(one.xml));
  const pages = some(invoices, textPage);
  const mixed = xml.flatMap((bytes, n) => [
    { name: 'facture.xml', bytes, bare: () => bareXml(bytes.toString()) },
    { name: 'facture.pdf', bytes: pages[n]!, bare: () => bareText(pages[n]!) },
  ]);
  const read = async () => {
    const rest = mixed.values();
    const hand = async () => {
      for (const { bytes, name } of rest) await readable(bytes, name);
    };
    await Promise.all(some(cores, hand));
  };
  const alone = async () => {
    for (const { bare } of mixed) await bare();
  };
  await read();
  await alone();
  const [rates, floor]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    rates.push(await rateOf(read));
    floor.push(await rateOf(alone));
  }
  const n = mixed.length * rounds;
  return [toRow({ name: 'documents.rate', ...spreadOf(rates), unit: 'documents/s', n, floor: percentile(floor, 0.5) })];

  async function rateOf(work: () => Promise<void>): Promise<number> {
    const began = performance.now();
    await work();
    return (mixed.length * 1_000) / (performance.now() - began);
  }
}

async function readable(bytes: Uint8Array, name: string): Promise<ReadableDocument> {
  const read = await readDocument(bytes, name);
  if ('unreadable' in read) throw new Error(`${name}: ${read.unreadable}`);
  return read;
}

/** Milliseconds for each, the first `unmeasured` left out. */
async function times<T>(all: readonly T[], work: (one: T) => Promise<unknown>, unmeasured = warmUp): Promise<number[]> {
  const samples: number[] = [];
  for (const one of all) {
    const began = performance.now();
    await work(one);
    samples.push(performance.now() - began);
  }
  return samples.slice(unmeasured);
}
