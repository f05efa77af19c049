import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { containerOf, type Container } from './container.ts';
import { xmpOf, type Xmp } from './xmp.ts';

/** More files than that is no invoice's envelope. */
const maxFiles = 50;
/** An invoice's XML is read up to 8 MiB (xml/parse.ts); what is longer is only counted. */
const maxXmlBytes = 8 * 1024 * 1024;
const maxXmls = 5;

/** What a PDF carries beside its pages, and what it says about it. */
export interface Embedded {
  /** Names of all its files. */
  names: string[];
  xmls: { name: string; bytes: Uint8Array }[];
  xmp: Xmp;
  container: Container;
}

/** Null: neither files nor metadata of an e-invoice. `bytes`: the whole PDF, for what the library does not tell. */
export async function embeddedIn(pdf: PDFDocumentProxy, bytes: Uint8Array): Promise<Embedded | null> {
  // A broken name tree or metadata stream is no reason to lose the pages.
  const files = [...((await pdf.getAttachments().catch(() => null)) ?? [])].slice(0, maxFiles);
  const { metadata } = (await pdf.getMetadata().catch(() => null)) ?? {};
  const xmp = xmpOf(String(metadata?.getRaw() ?? ''));
  if (files.length === 0 && xmp.fileName === null) return null;
  const xmls: Embedded['xmls'] = [];
  for (const [id, { filename }] of files) {
    if (xmls.length >= maxXmls || !/\.xml$/iu.test(filename)) continue;
    const content = await pdf.getAttachmentContent(id).catch(() => null);
    if (content && content.length <= maxXmlBytes) xmls.push({ name: filename, bytes: new Uint8Array(content) });
  }
  return { names: files.map(([, { filename }]) => filename), xmls, xmp, container: containerOf(bytes) };
}
