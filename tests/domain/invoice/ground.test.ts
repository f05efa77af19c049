import { describe, expect, test } from 'vitest';
import type { Page } from '../../../src/domain/document.ts';
import { ground } from '../../../src/domain/invoice/ground.ts';
import { printed, type Printed } from '../../../src/domain/invoice/ground/printed.ts';
import { judgeInvoice } from '../../../src/domain/invoice/judge.ts';
import type { SaidInvoice, SaidParty } from '../../../src/domain/invoice/said.ts';
import type { ReadInvoice } from '../../../src/domain/invoice.ts';
import { honest as fixture, invoiceRuns } from '../../agents/invoice-fixture.ts';
import { sayFigure } from '../../support/corpora.ts';
import { layouts as others } from '../../support/printed-layouts.ts';
import { printedPage } from '../../support/printed-page.ts';
import { textOf } from '../../../src/domain/document/lines.ts';

const client = { name: 'Dupont Plomberie', siren: '404833048', vat: 'FR83404833048' };
const layouts = Object.entries({ plain: { page: printedPage(invoiceRuns), said: fixture() }, ...others });

const read = (said: SaidInvoice, page: Page): ReadInvoice =>
  ground(said, printed([page], ''), { client, kind: 'invoice', image: false }).read;

/** What the checks of every invoice warn of. */
const warned = (one: ReadInvoice, page: Page): string[] =>
  judgeInvoice({
    client,
    direction: 'purchase',
    today: '2026-11-27',
    read: one,
    text: textOf([page]),
    accounts: [],
    earlier: [],
  })
    .findings.filter(({ level, code }) => level !== 'note' && code !== 'unsure-value')
    .map(({ code }) => code);

test.each(layouts)('%s: the right answer is believed, every value of it', (_, { page, said }) => {
  // An account that is drawn on is the client's own: it is shown, and nobody pays it unseen.
  expect(read(said, page).unsure).toEqual(said.ibans.length === 0 ? ['ibans.0'] : []);
});

type Plant = [field: string, said: SaidInvoice];
interface Occasion {
  page: Printed;
  said: SaidInvoice;
}

const value = (text: string) => ({ text, quote: '' });
const day = (iso: string) => ({ iso, text: iso, quote: '' });
const amountFields = ['totalNet', 'totalTax', 'totalGross', 'deducted', 'amountDue'] as const;
const dayFields = ['issueDate', 'dueDate'] as const;
const cents = (text: string | undefined) =>
  Math.abs(Math.round(Number((text ?? '').replaceAll(/[^\d.,]/gu, '').replace(',', '.')) * 100));
const euros = (amount: number) => value((Math.abs(amount) / 100).toFixed(2).replace('.', ','));
const seller = (said: SaidInvoice, over: Partial<SaidParty>): SaidInvoice => ({
  ...said,
  seller: { ...said.seller, ...over },
});

/** Every way to put another of the page's values, or none of its, in a value's place. */
const kinds: Record<string, (occasion: Occasion) => Plant[]> = {
  'another amount of the page as a total': ({ page, said }) =>
    amountFields.flatMap((field) => {
      const right = cents(said[field]?.text);
      // Where none was printed of its own, the whole is what is due.
      const same = [right, ...(field === 'amountDue' && !said.amountDue ? [cents(said.totalGross?.text)] : [])];
      const wrong = new Set(page.amounts.filter(({ bare }) => !bare).map((one) => Math.abs(one.cents)));
      return [...wrong]
        .filter((one) => !same.includes(one))
        .map((one): Plant => [field, { ...said, [field]: euros(one) }]);
    }),
  'another amount, of a model that says only one': ({ page, said }) => {
    const alone = { ...said, totalNet: null, totalTax: null, amountDue: null, deducted: null, vat: [] };
    const right = [said.totalGross, said.amountDue].map((one) => cents(one?.text));
    const wrong = new Set(page.amounts.filter(({ bare }) => !bare).map((one) => Math.abs(one.cents)));
    return [...wrong]
      .filter((one) => !right.includes(one))
      .map((one): Plant => ['totalGross', { ...alone, totalGross: euros(one) }]);
  },
  'another day of the page': ({ page, said }) =>
    dayFields.flatMap((field) => {
      const wrong = new Set(page.dates.flatMap(({ iso, other }) => (other === null ? [iso] : [iso, other])));
      return [...wrong]
        .filter((iso) => iso !== said[field]?.iso)
        .map((iso): Plant => [field, { ...said, [field]: day(iso) }]);
    }),
  'the two days swapped': ({ said }) => {
    const crossed = { ...said, issueDate: said.dueDate, dueDate: said.issueDate };
    return [
      ['issueDate', crossed],
      ['dueDate', crossed],
    ];
  },
  'day and month swapped': ({ said }) =>
    dayFields.flatMap((field): Plant[] => {
      const [year, month, date] = said[field]?.iso.split('-') ?? [];
      const crossed = `${year}-${date}-${month}`;
      return Number(date) > 12 || date === month ? [] : [[field, { ...said, [field]: day(crossed) }]];
    }),
  'a year misread': ({ said }) =>
    dayFields.flatMap((field) =>
      ['2025', '2027', '2016', '2020'].map((year): Plant => [
        field,
        { ...said, [field]: day(`${year}${said[field]?.iso.slice(4)}`) },
      ]),
    ),
  'another code of the page as number': ({ page, said }) => {
    const codes = page.lines.flatMap(({ text }) => text.match(/[\p{L}\d][\p{L}\d./_-]*\d/gu) ?? []);
    return [...new Set(codes)]
      .filter((code) => code !== said.number?.text)
      .map((code) => ['number', { ...said, number: value(code) }]);
  },
  'another SIREN of the page as the seller’s': ({ page, said }) => {
    const found = page.lines.flatMap(({ text }) => text.match(/\d{3} \d{3} \d{3}/gu) ?? []);
    const right = said.seller.siren?.text ?? said.seller.vat?.text.slice(-9);
    return [...new Set(found)]
      .filter((siren) => siren !== right)
      .flatMap((siren): Plant[] => [
        ['seller.siren', seller(said, { siren: value(siren) })],
        ['seller.siren', seller(said, { siren: value(siren), siret: null, vat: null })],
      ]);
  },
  'the buyer as seller': ({ said }) => [
    ['seller.name', seller(said, { name: said.buyer.name })],
    ['seller.name', { ...said, seller: said.buyer, buyer: said.seller }],
    ['seller.vat', seller(said, { vat: value('FR83 404 833 048') })],
    ['seller.siren', seller(said, { siren: value('404 833 048'), siret: null, vat: null })],
  ],
  'a factor, a bank, a trade or a person as seller': ({ page, said }) =>
    ['Affactura', 'Affactura SA', 'Banque du Causse', 'Graphiste', 'Pipe bender', 'Grand total', '44000 Nantes']
      .filter((name) => page.lines.some(({ text }) => text.includes(name)))
      .map((name) => ['seller.name', seller(said, { name: value(name) })]),
  'an account that is another’s, or nobody’s': ({ said }) =>
    ['FR14 2004 1010 0505 0001 3M02 606', 'FR76 3000 6000 0112 3456 7890 189', 'FR76 1756 9000 7012 3456 7890 105']
      .filter((iban) => iban !== said.ibans[0]?.text)
      .map((iban) => ['ibans.0', { ...said, ibans: [{ text: iban, quote: '' }] }]),
  'two digits of a value swapped': ({ said }) => {
    const wrong = amountFields.flatMap((field): Plant[] => {
      const text = swapped(said[field]?.text);
      return text === null ? [] : [[field, { ...said, [field]: value(text) }]];
    });
    const parts = (['siren', 'siret', 'vat'] as const).flatMap((field): Plant[] => {
      const text = swapped(said.seller[field]?.text);
      return text === null ? [] : [[`seller.${field}`, seller(said, { [field]: value(text) })]];
    });
    const number = swapped(said.number?.text);
    return [...wrong, ...parts, ...(number === null ? [] : [['number', { ...said, number: value(number) }] as Plant])];
  },
  'an invoice that the page cites, in all its values': ({ page, said }) => {
    if (!page.lines.some(({ text }) => text.includes('MK-2025-402'))) return [];
    const [issueDate, dueDate, totalGross] = [day('2025-12-08'), day('2026-01-07'), value('1 188,00 €')];
    const nothing = { totalNet: null, totalTax: null, deducted: null, amountDue: null, vat: [] };
    const whole = { ...said, ...nothing, number: value('MK-2025-402'), issueDate, dueDate, totalGross };
    return ['number', 'issueDate', 'dueDate', 'totalGross'].map((field) => [field, whole]);
  },
  'another currency': ({ said }) => [
    ['currency', { ...said, currency: { code: 'USD', text: 'USD', quote: '' } }],
    ['currency', { ...said, currency: { code: 'CHF', text: 'CHF', quote: '' } }],
  ],
  'a rate, a base or a tax of another row': ({ page, said }) =>
    said.vat.flatMap((row, at) => {
      const put = (over: Partial<typeof row>): SaidInvoice => ({
        ...said,
        vat: said.vat.map((one, place) => (place === at ? { ...one, ...over } : one)),
      });
      const rates = new Set(page.rates.map(({ rate }) => rate));
      const amounts = new Set(page.amounts.filter(({ bare }) => !bare).map((one) => Math.abs(one.cents)));
      return [
        ...[...rates]
          .filter((rate) => rate !== cents(row.rate?.text))
          .map((rate): Plant => [`vat.${at}.rate`, put({ rate: value(`${rate / 100} %`) })]),
        ...[...amounts].flatMap((one): Plant[] => [
          ...(one === cents(row.base?.text) ? [] : [[`vat.${at}.base`, put({ base: euros(one) })] as Plant]),
          ...(one === cents(row.tax?.text) ? [] : [[`vat.${at}.tax`, put({ tax: euros(one) })] as Plant]),
        ]),
      ];
    }),
};

/** The first two neighbouring digits that differ, swapped; null where there are none. */
function swapped(words: string | undefined): string | null {
  const at = Array.from(words ?? '').findIndex((sign, place, signs) => {
    const next = signs[place + 1] ?? '';
    return /\d/u.test(sign) && /\d/u.test(next) && sign !== next;
  });
  return at < 0 || !words ? null : `${words.slice(0, at)}${words[at + 1]}${words[at]}${words.slice(at + 2)}`;
}

describe('planted wrong answers, over every layout: each is dropped, unsure, or warned of', () => {
  test.each(Object.entries(kinds))('%s', (name, plantsOf) => {
    const passed: string[] = [];
    let planted = 0;
    for (const [layout, { page, said }] of layouts) {
      const before = warned(read(said, page), page);
      for (const [field, wrong] of plantsOf({ page: printed([page], ''), said })) {
        planted += 1;
        const found = read(wrong, page);
        const caught = found.unsure.includes(field) || warned(found, page).some((code) => !before.includes(code));
        if (!caught)
          passed.push(
            `${layout}: ${field} ${JSON.stringify(field.startsWith('seller') ? wrong.seller : wrong[field.split('.')[0] as keyof SaidInvoice])}`,
          );
      }
    }
    sayFigure(`printed layouts, caught of ${name}`, planted - passed.length, planted);
    expect(planted).toBeGreaterThan(3);
    expect(passed).toEqual([]);
  });
});

test('a value that stands in a margin, or that nobody sees, is no value of the page', () => {
  const bare = printedPage(invoiceRuns.filter(([, , text]) => !text.includes('IBAN') && text !== '1 440,00 €'));
  const page = { ...bare, hidden: 'IBAN FR76 3000 6000 0112 3456 7890 189', aside: 'Total TTC 1 440,00 €' };
  const { data, unsure } = read(fixture(), page);
  expect(data).toMatchObject({ ibans: [], totalGross: null });
  expect(unsure).toEqual(expect.arrayContaining(['ibans.0', 'totalGross']));
});
