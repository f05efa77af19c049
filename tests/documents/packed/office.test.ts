import { CFB, utils, write, type BookType } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/documents/read-document.ts';
import { docx, openDocument, paragraph, wordPart } from '../../support/office-files.ts';
import { zipFile } from '../../support/zip-file.ts';

const textOf = async (bytes: Uint8Array, name: string) => {
  const read = await readDocument(bytes, name);
  return 'text' in read ? read.text : read.unreadable;
};

describe('DOCX', () => {
  test('paragraphs, tables and what is printed around them, each once', async () => {
    const header = wordPart('hdr', paragraph('Durand Plomberie, SIRET 732 829 320 00074'));
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
    const letter = docx(
      `${paragraph('Cher ', 'Monsieur,')}<w:tbl><w:tr>${cell('Ballon')}${cell('1 200,00 €')}</w:tr><w:tr>${cell('Pose')}${cell('')}</w:tr></w:tbl>${paragraph('Merci.')}`,
      [
        { name: 'word/header1.xml', content: header },
        { name: 'word/header2.xml', content: header },
        { name: 'word/footer1.xml', content: wordPart('ftr', paragraph('Page 1')) },
      ],
    );
    expect(await readDocument(letter, 'lettre.pdf')).toMatchObject({
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      text: 'Durand Plomberie, SIRET 732 829 320 00074\n\nCher Monsieur,\nBallon\t1 200,00 €\nPose\nMerci.\n\nPage 1',
    });
  });

  test('what is deleted, hidden or said twice is not read', async () => {
    const run = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
    const body = `<w:p>${run('Bonjour')}<w:del>${run(' ancien')}</w:del>${run(' secret', '<w:vanish/>')}${run(' vu', '<w:vanish w:val="0"/>')}
      <mc:AlternateContent><mc:Choice Requires="wps">${run(' une')}</mc:Choice><mc:Fallback>${run(' deux')}</mc:Fallback></mc:AlternateContent></w:p>`;
    expect(await textOf(docx(body), 'a.docx')).toBe('Bonjour vu une');
  });

  test.each([
    ['a bomb', { name: 'word/document.xml', content: Buffer.alloc(64 * 1024 * 1024, ' ') }, 'bomb'],
    ['a lying size', { name: 'word/document.xml', content: Buffer.alloc(9_000_000, ' '), size: 100 }, 'malformed'],
    [
      'a document type',
      { name: 'word/document.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' },
      'malformed',
    ],
    ['no text at all', { name: 'word/document.xml', content: '' }, 'malformed'],
  ])('%s', async (_, part, unreadable) => {
    const packed = zipFile([{ name: '[Content_Types].xml', content: '<Types/>' }, part]);
    expect(await readDocument(packed, 'a.docx')).toMatchObject({ unreadable });
  });
});

describe('OpenDocument', () => {
  test('text with its mixed words, spaces, lists and tables', async () => {
    const hidden = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>';
    const body = `<text:h>Devis</text:h><text:p>Bon<text:span>jour <text:s text:c="2"/>Mme</text:span> Petit<text:line-break/>Suite
      fin<text:span text:style-name="H"> caché</text:span></text:p>
      <table:table><table:table-row><table:table-cell><text:p>Pose</text:p></table:table-cell><table:table-cell><text:p>80,00 €</text:p></table:table-cell></table:table-row></table:table>`;
    expect(await readDocument(openDocument('text', body, { styles: hidden }), 'a')).toMatchObject({
      mediaType: 'application/vnd.oasis.opendocument.text',
      text: 'Devis\nBonjour   Mme Petit\nSuite fin\nPose\t80,00 €',
    });
  });

  test('cells as they are shown, a million repeated ones as few', async () => {
    const cell = (text: string, more = '') => `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`;
    const body = `<table:table table:name="Mars"><table:table-row>${cell('Date')}<table:table-cell table:number-columns-repeated="2"/>${cell('12,50')}</table:table-row>
      <table:table-row table:number-rows-repeated="1048576">${cell('x', 'table:number-columns-repeated="16384"')}</table:table-row>
      <table:table-row table:visibility="collapse">${cell('caché')}</table:table-row></table:table>`;
    const text = await textOf(openDocument('spreadsheet', body), 'a.ods');
    expect(text.startsWith('Mars\nDate\t\t\t12,50\nx\tx')).toBe(true);
    expect(text.length).toBeLessThan(1024 * 1024);
    expect(text).not.toContain('caché');
  });

  test('locked', async () => {
    const locked = openDocument('text', '', { manifest: '<m:encryption-data/>' });
    expect(await textOf(locked, 'a.odt')).toBe('password-unused');
  });
});

describe('workbooks', () => {
  const book = (type: BookType): Buffer => {
    const made = utils.book_new();
    const sheet = utils.aoa_to_sheet([
      ['Libellé', 'Montant', 'Jour'],
      ['Ballon', { t: 'n', v: 1234.5, z: '#,##0.00' }, { t: 'n', v: 46356, z: 'dd.mm.yyyy' }],
      [],
      ['Total', { t: 'n', v: 3, f: '1+1' }],
    ]);
    utils.book_append_sheet(made, sheet, 'Mars');
    utils.book_append_sheet(made, utils.aoa_to_sheet([['secret']]), 'Caché');
    made.Workbook = { Sheets: [{}, { Hidden: 1 }] };
    return write(made, { type: 'buffer', bookType: type }) as Buffer;
  };

  test.each<[BookType, string]>([
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['xlsb', 'application/vnd.ms-excel.sheet.binary.macroenabled.12'],
    ['biff8', 'application/vnd.ms-excel'],
  ])('%s: shown cells in French, a formula as it was last', async (type, mediaType) => {
    expect(await readDocument(book(type), 'a')).toMatchObject({
      mediaType,
      text: 'Mars\nLibellé\tMontant\tJour\nBallon\t1\u202F234,50\t30/11/2026\nTotal\t3',
    });
  });
});

describe('never opened', () => {
  const ole = (...paths: string[]): Buffer => oleOf(Object.fromEntries(paths.map((path) => [path, 'x'])));
  const oleOf = (files: Record<string, string | Buffer>): Buffer => {
    const file = CFB.utils.cfb_new();
    for (const [path, content] of Object.entries(files)) CFB.utils.cfb_add(file, path, Buffer.from(content));
    return CFB.write(file, { type: 'buffer' }) as Buffer;
  };
  test.each([
    ['macros', 'docm', docx(paragraph('a'), [{ name: 'word/vbaProject.bin', content: 'x' }])],
    ['macros', 'docx by its name', docx(paragraph('a'), [], 'application/vnd.ms-word.document.macroEnabled.main+xml')],
    ['macros', 'odt', openDocument('text', '', { more: [{ name: 'Basic/Standard/Module1.xml', content: 'x' }] })],
    ['macros', 'doc', ole('/WordDocument', '/Macros/VBA/dir')],
    ['macros', 'xls', ole('/Workbook', '/_VBA_PROJECT_CUR/VBA/dir')],
    ['password-unused', 'docx', ole('/EncryptionInfo', '/EncryptedPackage')],
    ['password-unused', 'xls', oleOf({ '/Workbook': Buffer.from('09080400000605002f00020001000a000000', 'hex') })],
    [
      'macros',
      'xls of 1992',
      oleOf({ '/Workbook': Buffer.from('09080400000605008500080000000000000101410a000000', 'hex') }),
    ],
    ['unsupported', 'doc', ole('/WordDocument')],
    ['executable', 'jar', zipFile([{ name: 'META-INF/MANIFEST.MF', content: 'Manifest-Version: 1.0' }])],
  ])('%s: %s', async (unreadable, _, bytes) => {
    expect(await readDocument(bytes, 'a')).toMatchObject({ unreadable });
  });
});
