import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/documents/read-document.ts';
import { minimalPdf } from '../minimal-pdf.ts';
import { zipFile } from '../../support/zip-file.ts';

const mebibytes = (count: number, fill: string) => Buffer.alloc(count * 1024 * 1024, fill);
/** Does not shrink. */
const noise = (count: number) => {
  const bytes = mebibytes(count, '\0');
  let state = 1;
  for (let at = 0; at < bytes.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
};

test('the files of an archive are documents of their own, without paths, tricks and litter', async () => {
  const pdf = minimalPdf([[[50, 800, 'Bonjour']]]);
  const packed = zipFile([
    { name: 'Mars/', content: '' },
    { name: 'Mars/facture.pdf', content: pdf },
    { name: 'stored.pdf', content: pdf, method: 0 },
    { name: '__MACOSX/Mars/._facture.pdf', content: 'x' },
    { name: 'facture\u202Efdp.exe', content: 'MZ' },
    { name: 'sub/inner.zip', content: zipFile([{ name: 'a.txt', content: 'a' }]) },
  ]);
  const read = await readDocument(packed, 'factures.zip');
  expect(read).toMatchObject({ mediaType: 'application/zip', pages: null });
  const { contents = [], text } = 'text' in read ? read : { text: '' };
  expect(contents.map(({ name }) => name)).toEqual(['facture.pdf', 'stored.pdf', 'facturefdp.exe', 'inner.zip']);
  expect(text.split('\n')).toEqual(contents.map(({ name }) => name));
  expect(Buffer.from(contents[0]?.bytes ?? []).equals(pdf)).toBe(true);
});

describe('refused with its reason', () => {
  test.each([
    ['bomb', 'one file of a thousand times its size', [{ name: 'a', content: mebibytes(64, '\0') }]],
    [
      'bomb',
      'many small ones',
      Array.from({ length: 30 }, (_, at) => ({ name: `${at}`, content: mebibytes(4, '\0') })),
    ],
    [
      'too-large',
      'one large file',
      [
        { name: 'a', content: noise(24) },
        { name: 'b', content: noise(25), size: 26 * 1024 * 1024 },
      ],
    ],
    ['malformed', 'a size that is not true', [{ name: 'a', content: mebibytes(64, '\0'), size: 10 }]],
    ['escaping-names', 'a path out of its folder', [{ name: '../../etc/evil.txt', content: 'x' }]],
    ['escaping-names', 'a path from the root', [{ name: '/etc/evil.txt', content: 'x' }]],
    ['escaping-names', 'a path of Windows', [{ name: 'C:\\evil.txt', content: 'x' }]],
    [
      'too-many-files',
      'a hundred and one',
      Array.from({ length: 101 }, (_, at) => ({ name: `${at}.txt`, content: 'x' })),
    ],
    [
      'password-unused',
      'one locked file',
      [
        { name: 'a', content: 'x' },
        { name: 'b', content: 'x', flags: 1 },
      ],
    ],
    ['password-unused', 'AES', [{ name: 'b', content: 'x', flags: 1, method: 99 }]],
    ['password-unused', 'strong encryption', [{ name: 'b', content: 'x', flags: 0x41 }]],
    ['malformed', 'another packing', [{ name: 'b', content: 'x', method: 12 }]],
  ])('%s: %s', async (unreadable, _, parts) => {
    expect(await readDocument(zipFile(parts), 'a.zip')).toEqual({ mediaType: 'application/zip', unreadable });
  });

  test('cut short', async () => {
    const whole = zipFile([{ name: 'a.txt', content: 'x' }]);
    expect(await readDocument(whole.subarray(0, 40), 'a.zip')).toMatchObject({ unreadable: 'malformed' });
  });
});
