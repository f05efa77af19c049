import PDFKit from 'pdfkit';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/documents/read-document.ts';
import { cii } from '../../support/e-invoice/cii.ts';
import { printedSheet } from '../../support/page-picture.ts';
import { hybridPdf, soundPage, type HybridParts } from '../../support/e-invoice/hybrid-pdf.ts';

const xml = { name: 'factur-x.xml', content: Buffer.from(cii(), 'utf8') };
const file = (name: string, content: string | Uint8Array = xml.content) => ({ name, content });

async function read(parts: HybridParts) {
  const document = await readDocument(hybridPdf(parts), 'facture.pdf');
  if ('unreadable' in document) throw new Error(document.unreadable);
  return document;
}
async function says(parts: HybridParts): Promise<string[]> {
  const { structured } = await read(parts);
  return structured?.findings.map(({ level, code }) => `${level} ${code.replace('e-invoice-', '')}`) ?? ['nothing'];
}

test('a sound Factur-X: its invoice is read, and nothing is said', async () => {
  const { text, structured } = await read({ files: [xml] });
  expect(text).toContain('Facture F2026-118');
  expect(structured).toMatchObject({
    syntax: 'CII',
    xmlName: 'factur-x.xml',
    profile: 'urn:cen.eu:en16931:2017',
    read: { by: 'xml', data: { number: 'F2026-118', totalGross: 12_000 } },
    findings: [],
  });
});

describe('every spelling of the name', () => {
  test.each(['factur-x.xml', 'ZUGFeRD-invoice.xml', 'zugferd-invoice.xml', 'xrechnung.xml'])('%s', async (name) => {
    expect(await says({ files: [file(name)] })).toEqual([]);
  });
  test('another case is noted, another name warned of; the invoice is read all the same', async () => {
    expect(await says({ files: [file('Factur-X.XML')] })).toEqual(['note name']);
    expect(await says({ files: [file('facture.xml')] })).toEqual(['warn name']);
    expect(await read({ files: [file('facture.xml')] })).toMatchObject({ structured: { read: { by: 'xml' } } });
  });
});

test('the envelope of PDF 1.5, its properties as attributes', async () => {
  expect(await says({ files: [xml], compressed: true, xmpByAttributes: true })).toEqual([]);
  const bare = { files: [{ ...xml, relationship: null }], compressed: true, associated: false };
  expect(await says(bare)).toEqual(['warn relationship-missing', 'warn not-associated']);
});

describe('what the envelope does wrong', () => {
  test.each<[string, Omit<HybridParts, 'files'> & { relationship?: string | null }, string[]]>([
    ['no relationship', { relationship: null }, ['warn relationship-missing']],
    ['the relationship of other countries', { relationship: 'Alternative' }, ['note relationship']],
    ['a relationship of no invoice', { relationship: 'Supplement' }, ['warn relationship']],
    ['no /AF', { associated: false }, ['warn not-associated']],
    ['no metadata', { xmp: null }, ['warn xmp-missing', 'warn not-pdfa']],
    ['metadata without a profile', { xmp: { level: '' } }, ['warn xmp-missing']],
    ['another profile in the metadata', { xmp: { level: 'MINIMUM' } }, ['warn xmp-profile']],
    ['another name in the metadata', { xmp: { fileName: 'invoice.xml' } }, ['warn xmp-name']],
    ['PDF/A-1', { xmp: { part: '1' } }, ['warn not-pdfa']],
    ['no output intent', { outputIntents: false }, ['warn not-pdfa']],
  ])('%s', async (_, { relationship, ...parts }, expected) => {
    const files = [relationship === undefined ? xml : { ...xml, relationship }];
    expect(await says({ ...parts, files })).toEqual(expected);
  });
});

describe('several files', () => {
  test('attachments that are no XML are no concern', async () => {
    const files = [xml, { name: 'bon.txt', content: 'x', relationship: 'Supplement' }];
    expect(await says({ files })).toEqual([]);
  });

  test('an order or a status beside it is no invoice', async () => {
    const order = '<?xml version="1.0"?><SCRDMCCBDACIOMessageStructure xmlns="urn:example"/>';
    expect(await says({ files: [xml, file('order-x.xml', order)] })).toEqual([]);
    expect(await says({ files: [file('order-x.xml', order)], xmp: { documentType: 'ORDER' } })).toEqual(['nothing']);
  });

  test('two invoices: nobody may choose', async () => {
    const other = file('facture.xml', cii({ number: 'F2026-119' }));
    const { structured } = await read({ files: [other, xml] });
    expect(structured).toMatchObject({
      xmlName: 'factur-x.xml',
      findings: [{ code: 'e-invoice-several', level: 'stop', evidence: { names: 'facture.xml, factur-x.xml' } }, {}],
    });
  });

  test('two names of the standard are two invoices', async () => {
    const files = [xml, file('zugferd-invoice.xml', cii({ number: 'F2026-119' }))];
    expect(await says({ files })).toContain('stop several');
  });

  test('a file with the name of an invoice that is none', async () => {
    const decoy = file('factur-x.xml', '<?xml version="1.0"?><html xmlns="urn:example"/>');
    expect(await says({ files: [decoy] })).toEqual(['stop decoy']);
    expect(await says({ files: [decoy, file('facture.xml')] })).toContain('stop decoy');
  });
});

test('metadata that promise an invoice which is not there', async () => {
  const { structured } = await read({ files: [], xmp: { fileName: 'factur-x.xml' } });
  expect(structured).toMatchObject({ read: null, findings: [{ code: 'e-invoice-xml-missing', level: 'warn' }] });
  expect(await says({ files: [], xmp: null })).toEqual(['nothing']);
});

test('a refused XML leaves the page', async () => {
  const { text, structured } = await read({ files: [file('factur-x.xml', cii().slice(0, -60))] });
  expect(text).toContain('Facture F2026-118');
  expect(structured).toMatchObject({ read: null, findings: [{ code: 'e-invoice-xml-malformed', level: 'stop' }] });
});

describe('the XML against its page', () => {
  const paged = (changes: [string, string][]) =>
    changes.reduce((lines, [from, to]) => lines.map((line) => line.replace(from, to)), soundPage);
  test.each<[string, [string, string][], string[]]>([
    ['another gross', [['120,00', '720,00']], ['stop page-gross', 'stop page-due']],
    [
      'another account',
      [['FR76 3000 6000 0112 3456 7890 189', 'FR14 2004 1010 0505 0001 3M02 606']],
      ['stop page-iban'],
    ],
    ['another number', [['F2026-118', 'F2026-117']], ['warn page-number']],
    ['another date', [['15/09/2026', '16/09/2026']], ['warn page-date']],
    ['another seller', [['Chaudronnerie Kermor', 'Forges Kermor']], ['note page-seller']],
    ['no account at all', [['IBAN FR76 3000 6000 0112 3456 7890 189', '']], []],
  ])('%s', async (_, changes, expected) => {
    expect(await says({ files: [xml], page: paged(changes) })).toEqual(expected);
  });

  test('a page that is a scan is compared after its OCR: a difference is a warning', async () => {
    const pdf = new PDFKit({ size: 'A4', margin: 0 });
    const parts: Buffer[] = [];
    pdf.on('data', (part: Buffer) => parts.push(part));
    const ended = new Promise((resolve) => pdf.on('end', resolve));
    const lines = paged([['Total TTC 120,00', 'Total TTC 150,00']]).map(
      (line, at) => [50, 80 + 40 * at, line] as const,
    );
    pdf.image(printedSheet(lines).toBuffer('image/png'), 0, 0, { width: 595 });
    pdf.file(xml.content, { name: xml.name, type: 'text/xml' });
    pdf.end();
    await ended;
    const document = await readDocument(Buffer.concat(parts), 'facture.pdf');
    if ('unreadable' in document) throw new Error(document.unreadable);
    expect(document.layout[0]?.by).toBe('ocr');
    expect(document.structured?.read).toMatchObject({ by: 'xml', data: { totalGross: 12_000 } });
    const found = document.structured?.findings.filter(({ code }) => code.includes('page-'));
    expect(found).toMatchObject([
      { code: 'e-invoice-page-other-gross', level: 'warn', evidence: { xml: '120.00', page: '150.00' } },
    ]);
  });

  test('a page that shows next to nothing says nothing', async () => {
    expect(await says({ files: [xml], page: ['Voir la facture jointe'] })).toEqual([]);
  });
});
