import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_TEXT } from '../../src/documents/limits.ts';
import { readDocument } from '../../src/documents/read-document.ts';
import { minimalPdf } from './minimal-pdf.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');

describe('plain text', () => {
  test.each([
    ['UTF-8', utf8('Montant : 1 541,40 €\r\nÀ régler')],
    ['UTF-8 with its mark', utf8('\uFEFFMontant : 1 541,40 €\nÀ régler')],
    ['Windows-1252', Buffer.from('Montant : 1 541,40 \u0080\r\n\u00C0 r\u00E9gler', 'latin1')],
    ['UTF-16', Buffer.from('\uFEFFMontant : 1 541,40 €\nÀ régler', 'utf16le')],
  ])('%s', async (_, bytes) => {
    const read = await readDocument(bytes, 'note.txt');
    expect(read).toEqual({
      mediaType: 'text/plain',
      pages: null,
      text: 'Montant : 1 541,40 €\nÀ régler',
      layout: [],
      unreadPages: [],
      structured: null,
    });
  });

  test.each([
    ['export.csv', 'a;b\n1;2', 'text/csv'],
    ['invite.ics', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'text/calendar'],
    ['', '', 'text/plain'],
  ])('%s is %s', async (name, text, mediaType) => {
    expect(await readDocument(utf8(text), name)).toMatchObject({ mediaType });
  });

  test('is capped', async () => {
    const read = await readDocument(Buffer.alloc(3 * MAX_DOCUMENT_TEXT, 'a'), 'a.txt');
    expect('text' in read && read.text.length).toBe(MAX_DOCUMENT_TEXT);
  });
});

describe('PDF', () => {
  test('lines from top to bottom, columns apart, pages in order', async () => {
    const invoice = minimalPdf([
      [
        [50, 700, 'Entretien chaudière'],
        [50, 800, 'Facture FA2026-0031'],
        [400, 700, '139,00 €'],
        [50, 685, 'Déplacement'],
        [400, 685, '39,00 €'],
      ],
      [[50, 800, 'Conditions']],
    ]);
    expect(await readDocument(invoice, 'facture.pdf')).toMatchObject({
      mediaType: 'application/pdf',
      pages: 2,
      text: 'Facture FA2026-0031\n\nEntretien chaudière   139,00 €\nDéplacement   39,00 €\n\nConditions',
    });
  });

  test('words with their places on the page', async () => {
    const read = await readDocument(
      minimalPdf([
        [
          [50, 700, 'Net  à payer'],
          [50, 800, 'Total'],
        ],
      ]),
      'a.pdf',
    );
    const [page] = 'layout' in read ? read.layout : [];
    expect(page?.words.map(({ text }) => text)).toEqual(['Total', 'Net', 'à', 'payer']);
    const { left = 0, top = 0 } = page?.words[0]?.box ?? {};
    expect([left, top].map((part) => Math.round(part * 100))).toEqual([8, 4]);
  });

  test('the bytes decide, not the name', async () => {
    const pdf = minimalPdf([[[50, 800, 'Bonjour']]]);
    expect(await readDocument(pdf, 'photo.jpg')).toMatchObject({ mediaType: 'application/pdf', text: 'Bonjour' });
    const afterJunk = Buffer.concat([Buffer.from('\r\n\u0001junk\n'), pdf]);
    expect(await readDocument(afterJunk, 'a')).toMatchObject({ mediaType: 'application/pdf' });
  });

  test.each([
    ['nothing but a header', utf8('%PDF-1.7\n')],
    ['noise', Buffer.concat([utf8('%PDF-1.4\n'), Buffer.alloc(5000, 0xa7)])],
    [
      'pages that are their own children',
      utf8(
        '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj trailer<</Root 1 0 R>>',
      ),
    ],
  ])('malformed: %s', async (_, bytes) => {
    expect(await readDocument(bytes, 'a.pdf')).toEqual({ mediaType: 'application/pdf', unreadable: 'malformed' });
  });

  test('encrypted', async () => {
    const key = '<0000000000000000000000000000000000000000000000000000000000000000>';
    const locked = minimalPdf(
      [[]],
      `/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ${key} /U ${key} >>`,
    );
    expect(await readDocument(locked, 'a.pdf')).toEqual({ mediaType: 'application/pdf', unreadable: 'encrypted' });
  });

  test('many at once all come back', async () => {
    const names = Array.from({ length: 12 }, (_, place) => `Document ${place}`);
    const read = await Promise.all(names.map((name) => readDocument(minimalPdf([[[50, 800, name]]]), `${name}.pdf`)));
    expect(read.map((one) => 'text' in one && one.text)).toEqual(names);
  });
});

describe('what is not read is named', () => {
  test.each([
    ['image/gif', Buffer.from('47494638396101000100000000', 'hex')],
    ['application/octet-stream', Buffer.from([0, 1, 2, 3, 0, 255, 254, 0])],
  ])('%s', async (mediaType, bytes) => {
    expect(await readDocument(bytes, 'a.txt')).toEqual({ mediaType, unreadable: 'unsupported' });
  });

  test.each([
    ['image/png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['image/jpeg', Buffer.from('ffd8ffe000104a46494600010100', 'hex')],
  ])('%s without a picture', async (mediaType, bytes) => {
    expect(await readDocument(bytes, 'a.txt')).toEqual({ mediaType, unreadable: 'malformed' });
  });

  test('too large', async () => {
    expect(await readDocument(Buffer.alloc(MAX_DOCUMENT_BYTES + 1, 'a'), 'a.txt')).toMatchObject({
      unreadable: 'too-large',
    });
  });

  test('no bytes make it throw, or give what a database refuses', async () => {
    const start = fc.constantFrom('', '%PDF-1.7\n', 'PK\u0003\u0004', '<?xml', '\uFEFF');
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 300 }), async (head, tail) => {
        const read = await readDocument(Buffer.concat([utf8(head), tail]), 'a');
        const text = 'text' in read ? read.text : '';
        expect(text.includes('\0')).toBe(false);
        expect(text.isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
