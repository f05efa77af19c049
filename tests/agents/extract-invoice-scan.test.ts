import { expect, test } from 'vitest';
import type { SaidInvoice } from '../../src/domain/invoice/said.ts';
import { printedPage, type Run } from '../support/printed-page.ts';
import { honest, invoiceRuns, value } from './invoice-fixture.ts';
import { readerWith, toRead } from './invoice-reader.ts';
import { failureOf } from './with-model.ts';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const picture = () => Promise.resolve(png);
/** The invoice as a bad scan shows it, with what the OCR misread. */
const scan = (misread: Record<string, string> = {}) => {
  const runs = invoiceRuns.map(([x, y, text]): Run => [x, y, misread[text] ?? text]);
  return [printedPage(runs, { by: 'ocr', confidence: 70 })];
};
const proved = ['totalNet', 'totalTax', 'totalGross', 'deducted', 'amountDue', 'vat.0.base', 'vat.0.tax', 'ibans.0'];
const identified = ['seller.siren', 'seller.siret', 'seller.vat'];

test('of a scan that is not believed only what proves itself is sure: sums, keys', async () => {
  const { read } = await readerWith(honest());
  const { value: invoice, run } = await read(toRead({ pages: scan() }));
  expect(invoice?.unsure).toEqual(expect.arrayContaining(['number', 'issueDate', 'dueDate', 'seller.name', 'bic']));
  for (const field of [...proved, ...identified]) expect(invoice?.unsure, field).not.toContain(field);
  expect(run.calls).toBe(1);
});

test('the mean of a page says nothing about a smudge on it', async () => {
  const [page] = [printedPage(invoiceRuns, { by: 'ocr', confidence: 96 })];
  const words = page.words.map((word) => (word.text === 'SC-2026-0418' ? { ...word, confidence: 60 } : word));
  const { read } = await readerWith(honest());
  expect((await read(toRead({ pages: [{ ...page, words }] }))).value?.unsure).toEqual(['number']);
});

test('a model that can see is shown the page; what the OCR lacks is kept, sure only when proved', async () => {
  const pages = scan({
    '1 440,00 €': '1 4A0,00 €',
    'IBAN FR76 3000 6000 0112 3456 7890 189': 'IBAN FR76 3000 6OOO 0112 3456 7890 189',
    'Facture n° SC-2026-0418': 'Facture n° SC-2O26-O418',
  });
  const { fake, readWithEyes } = await readerWith(honest());
  const { value: invoice, run } = await readWithEyes(toRead({ pages, picture }));
  expect(invoice?.data).toMatchObject({
    number: 'SC-2026-0418',
    totalGross: 144_000,
    ibans: ['FR7630006000011234567890189'],
  });
  expect(invoice?.unsure).toContain('number');
  for (const field of proved) expect(invoice?.unsure, field).not.toContain(field);
  expect(invoice?.places['totalGross']).toBeUndefined();
  expect(run).toMatchObject({ model: 'fake-eyes', calls: 1 });
  const content = fake.requests[0]?.chat?.messages.find(({ role }) => role === 'user')?.content;
  expect(content).toEqual([
    expect.objectContaining({ type: 'text' }),
    { type: 'image_url', image_url: { url: `data:image/png;base64,${Buffer.from(png).toString('base64')}` } },
  ]);
});

/** What a seeing model may make up: the words of a bad scan cannot contradict it, so nothing but proof makes it sure. */
const visions: Record<string, [said: Partial<SaidInvoice>, unsure: string[]]> = {
  'an account of a right key that the scan does not nearly show': [
    { ibans: [{ text: 'FR14 2004 1010 0505 0001 3M02 606', quote: '' }] },
    ['ibans.0'],
  ],
  'an account of a wrong key': [{ ibans: [{ text: 'FR76 3000 6000 0112 3456 7890 198', quote: '' }] }, ['ibans.0']],
  'three totals that close, none of them on the scan': [
    { totalNet: value('2 000,00 €'), totalTax: value('400,00 €'), totalGross: value('2 400,00 €'), vat: [] },
    ['totalNet', 'totalTax', 'totalGross'],
  ],
  'a total that does not close': [{ totalGross: value('1 490,00 €') }, ['totalGross']],
  'a SIREN without a VAT number': [
    { seller: { ...honest().seller, vat: null, siren: value('404 833 048') } },
    ['seller.siren'],
  ],
  'another number': [{ number: value('SC-2026-0481') }, ['number']],
  'another due date': [{ dueDate: { iso: '2026-12-31', text: '31/12/2026', quote: '' } }, ['dueDate']],
};

test.each(Object.entries(visions))('seen on the image alone, %s: unsure', async (_, [said, unsure]) => {
  const { readWithEyes } = await readerWith({ ...honest(), ...said });
  const { value: invoice } = await readWithEyes(toRead({ pages: scan(), picture }));
  expect(invoice?.unsure).toEqual(expect.arrayContaining(unsure));
});

test('a page that is legible is never shown as an image, nor one without a model that can see', async () => {
  const { fake, read, readWithEyes } = await readerWith(honest());
  await readWithEyes(toRead({ picture }));
  await read(toRead({ pages: scan(), picture }));
  expect(fake.requests.map(({ chat }) => chat?.model)).toEqual(['fake-large', 'fake-large']);
  expect(JSON.stringify(fake.requests)).not.toContain('image_url');
});

test.each([
  ['that the server does not know', ['unknown-model'], 'vision-not-found'],
  ['that cannot see', ['bad-request', 'bad-request'], 'vision-request'],
  ['that refuses', ['refusal'], 'vision-refusal'],
] as const)(
  'a model %s: the other one reads what the OCR shows, unsure, and the run says so',
  async (_, faults, error) => {
    const pages = scan({ '1 440,00 €': '1 4A0,00 €' });
    const { fake, readWithEyes } = await readerWith(honest());
    for (const fault of faults) fake.fail(fault);
    const { value: invoice, run } = await readWithEyes(toRead({ pages, picture }));
    expect(run).toMatchObject({ model: 'fake-large', error });
    expect(invoice?.data).toMatchObject({ totalNet: 120_000, totalGross: null });
    expect(invoice?.unsure).toEqual(expect.arrayContaining(['number', 'issueDate', 'totalNet', 'totalGross']));
    expect(JSON.stringify(fake.requests.at(-1)?.chat)).not.toContain('image_url');
  },
);

test.each(['overloaded', 'server-error', 'reset', 'unauthorized'] as const)(
  'a server in trouble (%s) is waited for, as for any mail',
  async (fault) => {
    const { fake, readWithEyes } = await readerWith(honest());
    fake.fail(fault);
    expect(await failureOf(readWithEyes(toRead({ pages: scan(), picture })))).toMatchObject({
      code: 'model-unavailable',
    });
    expect(fake.requests).toHaveLength(1);
  },
);

test('at most two answers and two pictures: the first and the last page that nobody can read', async () => {
  const [first] = scan();
  const pages = Array.from({ length: 5 }, (_, at) => ({ ...first!, number: at + 1 }));
  const asked: number[] = [];
  const wrong = { ...honest(), totalGross: value('1 490,00 €') };
  const { fake, readWithEyes } = await readerWith(wrong);
  const { run } = await readWithEyes(
    toRead({ pages, picture: ({ number }) => (asked.push(number), Promise.resolve(png)) }),
  );
  expect(asked).toEqual([1, 5]);
  expect([run.calls, fake.requests.length]).toEqual([2, 2]);
  for (const { chat } of fake.requests)
    expect(
      JSON.stringify(chat).match(/"type":"image_url"/gu),
      'the pictures stand in the turn that asked',
    ).toHaveLength(2);
});

test('words nobody can read, twice: no third answer is asked of another model', async () => {
  const { fake, readWithEyes } = await readerWith('Désolé.');
  expect(await failureOf(readWithEyes(toRead({ pages: scan(), picture })))).toMatchObject({ code: 'model-unusable' });
  expect(fake.requests.map(({ chat }) => chat?.model)).toEqual(['fake-eyes', 'fake-eyes']);
});
