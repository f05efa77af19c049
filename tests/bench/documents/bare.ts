import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { createWorker, PSM } from 'tesseract.js';

// What the libraries cost alone, in this process: no child, no checks, nothing done with what they find.

const xml = new XMLParser({ ignoreAttributes: false });

export const bareXml = async (text: string): Promise<unknown> => xml.parse(text) as unknown;

export const bareText = (bytes: Uint8Array): Promise<void> =>
  withPdf(bytes, async (pdf) => {
    for (let number = 1; number <= pdf.numPages; number += 1) await (await pdf.getPage(number)).getTextContent();
  });

export const bareAttachment = (bytes: Uint8Array): Promise<void> =>
  withPdf(bytes, async (pdf) => {
    const [name] = ((await pdf.getAttachments()) as Map<string, unknown> | null)?.keys() ?? [];
    const content = name === undefined ? null : await pdf.getAttachmentContent(name);
    if (!content) throw new Error('no attachment');
    await bareXml(Buffer.from(content).toString());
  });

async function withPdf(bytes: Uint8Array, work: (pdf: PDFDocumentProxy) => Promise<void>): Promise<void> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS });
  await work(await loading.promise);
  await loading.destroy();
}

/**
 * tesseract.js with our data and our two settings: one block of text, 300 dpi. It takes data from one folder alone, and what
 * it is handed as bytes for names of languages.
 */
export async function startBareOcr() {
  const languages = ['fra', 'eng'];
  const langPath = await mkdtemp(path.join(os.tmpdir(), 'parapheur-bare-ocr-'));
  for (const code of languages) {
    const name = `${code}.traineddata.gz`;
    const file = import.meta.resolve(`@tesseract.js-data/${code}/4.0.0_best_int/${name}`);
    await copyFile(fileURLToPath(file), path.join(langPath, name));
  }
  const worker = await createWorker(languages, 1, { langPath, cacheMethod: 'none' });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK, user_defined_dpi: '300' });
  return {
    read: async (png: Uint8Array): Promise<string> => (await worker.recognize(Buffer.from(png))).data.text,
    stop: async (): Promise<void> => {
      await worker.terminate();
      await rm(langPath, { recursive: true });
    },
  };
}
