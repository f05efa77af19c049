import type { Page, UnreadPages } from '../domain/document.ts';
import { compareWithPage } from '../domain/invoice/compare.ts';
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_TEXT } from './limits.ts';
import { mediaTypeOf, ole, zip } from './media-type.ts';
import { readXml } from './e-invoice/read-xml.ts';
import { createPictureReader } from './ocr/ocr.ts';
import { readImage, readPicturePages } from './ocr/picture-pages.ts';
import { neverOpened } from './never-opened.ts';
import { createPackedReader } from './packed/read.ts';
import { createPdfReader } from './pdf/read.ts';
import type { Contained, Reading, StructuredInvoice, Unreadable } from './reading.ts';
import { readText } from './text/read.ts';

/** `pages` null: the format has none. `text` has no control characters but `\n` and `\t`, at most MAX_DOCUMENT_TEXT. */
export interface ReadableDocument {
  mediaType: string;
  pages: number | null;
  text: string;
  /** Empty: the format has no pages, or nobody could place its words. */
  layout: Page[];
  /** In their order; empty: all were read. */
  unreadPages: UnreadPages[];
  /** The e-invoice it is, holds or promises; null: none. */
  structured: StructuredInvoice | null;
  /** The files of a container: each is a document of its own. */
  contents?: Contained[];
}

export interface UnreadableDocument {
  mediaType: string;
  unreadable: Unreadable;
}

const readPdf = createPdfReader();
const readPicture = createPictureReader();
const readPacked = createPackedReader();

const imageTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/heic',
  'image/heif',
  'image/tiff',
]);

const textTypes: ReadonlySet<string> = new Set(['text/plain', 'text/csv', 'text/calendar', 'text/vcard']);
const xmlTypes: ReadonlySet<string> = new Set(['application/xml', 'text/xml']);

/**
 * Bytes become text. The bytes say what they are; `name` only tells kinds of plain text apart. Never throws on hostile
 * bytes: what cannot be read is said with its media type. A format whose reader is complex is read in a child process, which
 * is told the `password` that opens the document, where one is known.
 */
export async function readDocument(
  bytes: Uint8Array,
  name: string,
  { password }: { password?: string | undefined } = {},
): Promise<ReadableDocument | UnreadableDocument> {
  const signed = await mediaTypeOf(bytes, name);
  const refused = refusedUnopened(bytes, signed, name);
  if (refused !== null) return { mediaType: signed, unreadable: refused };
  const { mediaType = signed, ...read }: Reading & { mediaType?: string } = await readAs(signed, bytes, password);
  if ('unreadable' in read) return { mediaType, unreadable: read.unreadable };
  const { pages, text, layout = [], unreadPages = [], structured = null, contents } = read;
  return { mediaType, pages, text: storable(text), layout, unreadPages, structured, ...(contents && { contents }) };
}

function refusedUnopened(bytes: Uint8Array, mediaType: string, name: string): Unreadable | null {
  if (bytes.length === 0) return 'empty';
  const never = neverOpened(mediaType, name);
  if (never !== null) return never;
  return bytes.length > MAX_DOCUMENT_BYTES ? 'too-large' : null;
}

async function readAs(
  mediaType: string,
  bytes: Uint8Array,
  password?: string,
): Promise<Reading & { mediaType?: string }> {
  if (mediaType === zip || mediaType === ole) return readPacked(bytes, mediaType);
  if (mediaType === 'application/pdf') {
    const pdf = await readPdf(bytes, password);
    if ('unreadable' in pdf) return pdf;
    return comparedWithPage(await readPicturePages({ bytes, password }, pdf, readPicture));
  }
  if (imageTypes.has(mediaType)) return readImage(bytes, mediaType, readPicture);
  if (xmlTypes.has(mediaType)) return { pages: null, text: readText(bytes), structured: readXml(bytes) };
  if (textTypes.has(mediaType)) return { pages: null, text: readText(bytes) };
  return { unreadable: 'unsupported' };
}

/** After the OCR: the page of a hybrid invoice may be a scan. */
function comparedWithPage(reading: Reading): Reading {
  const read = 'unreadable' in reading ? null : reading.structured?.read;
  if ('unreadable' in reading || !reading.structured || !read) return reading;
  const { structured, layout = [] } = reading;
  const findings = [...structured.findings, ...compareWithPage(read.data, layout)];
  return { ...reading, structured: { ...structured, findings } };
}

/** PostgreSQL takes no NUL and no lone surrogate in a text. */
function storable(text: string): string {
  const lines = text.slice(0, MAX_DOCUMENT_TEXT).replace(/\r\n?/gu, '\n');
  return lines.replace(/[^\P{Cc}\n\t]/gu, '').toWellFormed();
}
