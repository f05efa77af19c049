import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readXml } from '../../../src/documents/e-invoice/read-xml.ts';
import en from '../../../src/web/locales/en.json' with { type: 'json' };
import fr from '../../../src/web/locales/fr.json' with { type: 'json' };
import { cii, ciiLine, ciiParty, ciiTotals, ciiVat, type CiiParts } from '../../support/e-invoice/cii.ts';
import { ubl } from '../../support/e-invoice/ubl.ts';

const sentences: Record<string, string>[] = [fr, en];
const findingsOf = (xml: string) => readXml(Buffer.from(xml, 'utf8'))?.findings ?? [];
const says = (parts: CiiParts) =>
  findingsOf(cii(parts)).map(({ level, code, evidence }) =>
    [level, code.replace('e-invoice-', ''), evidence['rule']].filter((part) => part).join(' '),
  );

const day = (written: string, format = '102') =>
  `<udt:DateTimeString format="${format}">${written}</udt:DateTimeString>`;
const sums = { net: '100.00', tax: '20.00', gross: '120.00', due: '120.00' };
const cents = { net: '100.00', tax: '0.00', gross: '100.00', due: '100.00' };
/** The sound invoice with one part that bears no VAT. */
const exempt = (category: string, { tax = '0.00', rate = '0.00', more = '' } = {}): CiiParts => ({
  lines: ciiLine('Formation', '1', '100.00', '100.00', { category, rate }),
  vat: ciiVat('100.00', tax, { category, rate, more }),
  totals: ciiTotals({
    ...cents,
    tax,
    gross: tax === '0.00' ? '100.00' : '120.00',
    due: tax === '0.00' ? '100.00' : '120.00',
  }),
});
const because = '<ram:ExemptionReason>Article 261 du CGI</ram:ExemptionReason>';
const allowance = (amount: string, { charge = false, reason = '<ram:Reason>Remise</ram:Reason>' } = {}) =>
  `<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>${charge}</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>${amount}</ram:ActualAmount>${reason}<ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>`;
const basic = 'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic';
const cited = (number: string, date = '') =>
  `<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>${number}</ram:IssuerAssignedID>${date}</ram:InvoiceReferencedDocument>`;

test('a sound invoice gets no finding, in CII and in UBL', () => {
  expect(says({})).toEqual([]);
  expect(says({ profile: basic })).toEqual([]);
  expect(says(exempt('E', { more: because }))).toEqual([]);
  expect(findingsOf(ubl())).toEqual([]);
  expect(findingsOf(ubl({ credit: true }))).toEqual([]);
});

describe('allowances, charges and deposits add up', () => {
  const discounted: CiiParts = {
    allowances: allowance('20.00') + allowance('10.00', { charge: true }),
    vat: ciiVat('90.00', '18.00'),
    totals: ciiTotals({
      lines: '100.00',
      net: '90.00',
      tax: '18.00',
      gross: '108.00',
      due: '58.00',
      more: '<ram:ChargeTotalAmount>10.00</ram:ChargeTotalAmount><ram:AllowanceTotalAmount>20.00</ram:AllowanceTotalAmount><ram:TotalPrepaidAmount>50.00</ram:TotalPrepaidAmount>',
    }),
  };
  test('as they should', () => {
    expect(says(discounted)).toEqual([]);
    const found = readXml(Buffer.from(cii(discounted)));
    expect(found?.read?.data).toMatchObject({ totalNet: 9000, deducted: 5000, amountDue: 5800 });
  });
  test('or not', () => {
    expect(says({ ...discounted, allowances: allowance('20.00') })).toEqual([
      'stop sum-charges BR-CO-12',
      'stop category-base BR-S-08',
    ]);
    const silent = {
      ...discounted,
      allowances: allowance('20.00', { reason: '' }) + allowance('10.00', { charge: true }),
    };
    expect(says(silent)).toEqual(['note reason-missing BR-33']);
  });
});

describe('what the data lack, by profile', () => {
  const bare: CiiParts = {
    lines: '',
    vat: '',
    notes: [],
    totals:
      '<ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">20.00</ram:TaxTotalAmount><ram:GrandTotalAmount>120.00</ram:GrandTotalAmount><ram:DuePayableAmount>120.00</ram:DuePayableAmount>',
  };
  test.each<[string, CiiParts, string[]]>([
    [
      'BASIC WL for totals and rates',
      { ...bare, profile: 'urn:factur-x.eu:1p0:basicwl' },
      ['warn missing-line-total BR-12', 'warn missing-breakdown BR-CO-18', 'note note-pmt BR-FR-05_BT-22_PMT'],
    ],
    ['BASIC for lines', { ...bare, profile: basic }, ['warn missing-lines BR-16']],
    ['MINIMUM with lines', { profile: 'urn:factur-x.eu:1p0:minimum' }, ['warn profile-content']],
    ['a profile of nobody', { profile: 'urn:factur-x.eu:2p0:ultimate' }, ['warn profile-unknown']],
    ['no profile', { profile: '' }, ['warn missing-profile BR-01']],
    ['no number', { number: ' ' }, ['warn missing-number BR-02']],
    ['no type', { typeCode: '' }, ['warn missing-type BR-04']],
    ['no currency', { currency: '' }, ['warn missing-currency BR-05']],
    ['no seller', { seller: '' }, ['warn missing-seller-name BR-06', 'warn missing-seller-identifier BR-CO-26']],
    [
      'a payee without name',
      { payee: '<ram:PayeeTradeParty><ram:ID>1</ram:ID></ram:PayeeTradeParty>' },
      ['warn missing-payee-name BR-17'],
    ],
  ])('%s', (_, parts, expected) => {
    expect(says(parts)).toEqual(expect.arrayContaining(expected));
  });

  test('MINIMUM asks for little', () => {
    expect(says({ ...bare, profile: 'urn:factur-x.eu:1p0:minimum' })).toEqual([]);
  });
});

describe('values', () => {
  test.each<[string, CiiParts, string[]]>([
    ['a decimal comma', { totals: ciiTotals({ ...sums, gross: '120,00' }) }, ['stop number-malformed xs:decimal']],
    ['an exponent', { totals: ciiTotals({ ...sums, gross: '1.2E2' }) }, ['stop number-malformed xs:decimal']],
    [
      'three decimals',
      { totals: ciiTotals({ ...sums, gross: '120.004', due: '120.004' }) },
      ['stop decimals BR-DEC-14', 'stop decimals BR-DEC-18', 'stop sum-gross BR-CO-15'],
    ],
    ['zeros after two decimals', { totals: ciiTotals({ ...sums, gross: '120.0000' }) }, []],
    ['an ISO date in CII', { issued: day('2026-09-15') }, ['warn date-malformed BR-FR-03_BT-2']],
    ['30 February', { issued: day('20260230') }, ['warn date-malformed BR-FR-03_BT-2']],
    ['another format', { issued: day('20260915', '203') }, ['warn date-malformed BR-FR-03_BT-2']],
    ['due before it is issued', { due: day('20260914') }, ['warn due-before-issue BR-FR-CO-07_BT-9']],
    ['due before it is issued, a deposit', { typeCode: '386', due: day('20260914') }, []],
    [
      'a negative price',
      { lines: ciiLine('Avoir', '-1', '-100.00', '100.00') },
      ['warn price-negative BR-27', 'note price-form BR-FR-DEC-03_BT-146'],
    ],
    ['a line without a quantity', { lines: ciiLine('Pose', '', '100.00', '100.00') }, ['warn line-incomplete BR-22']],
    [
      'two totals',
      { totals: `${ciiTotals(sums)}<ram:GrandTotalAmount>720.00</ram:GrandTotalAmount>` },
      ['stop repeated'],
    ],
    ['the same total twice', { totals: `${ciiTotals(sums)}<ram:GrandTotalAmount>120.00</ram:GrandTotalAmount>` }, []],
  ])('%s', (_, parts, expected) => {
    expect(says(parts)).toEqual(expected);
  });

  test('a date that is none is no date of the invoice', () => {
    expect(readXml(Buffer.from(cii({ issued: day('20260230') })))?.read?.data.issueDate).toBeNull();
  });
});

describe('sums, each against its parts', () => {
  test.each<[string, CiiParts, string[]]>([
    ['lines', { totals: ciiTotals({ ...sums, lines: '99.99' }) }, ['stop sum-lines BR-CO-10', 'stop sum-net BR-CO-13']],
    [
      'tax',
      { totals: ciiTotals({ ...sums, tax: '20.01', gross: '120.01', due: '120.01' }) },
      ['stop sum-tax BR-CO-14'],
    ],
    ['gross', { totals: ciiTotals({ ...sums, gross: '120.01', due: '120.01' }) }, ['stop sum-gross BR-CO-15']],
    ['due', { totals: ciiTotals({ ...sums, due: '119.99' }) }, ['stop sum-due BR-CO-16']],
    [
      'tax of a rate',
      { vat: ciiVat('100.00', '21.50'), totals: ciiTotals({ ...sums, tax: '21.50', gross: '121.50', due: '121.50' }) },
      ['stop tax-computed BR-CO-17'],
    ],
    [
      'base of a rate',
      { vat: ciiVat('50.00', '10.00') + ciiVat('50.00', '10.00', { rate: '20' }) },
      ['stop category-base BR-S-08', 'stop category-base BR-S-08'],
    ],
  ])('%s', (_, parts, expected) => {
    expect(says(parts)).toEqual(expected);
  });
});

describe('categories of VAT', () => {
  test.each<[string, CiiParts, string[]]>([
    ['exempt, and nobody says why', exempt('E'), ['warn exemption-unexplained BR-E-10']],
    ['exempt, with tax', exempt('E', { tax: '20.00', more: because }), ['stop exempt-taxed BR-E-09']],
    ['exempt, with a rate', exempt('E', { rate: '20.00', more: because }), ['stop exempt-rate BR-E-05']],
    ['standard, at nothing', exempt('S'), ['stop standard-zero BR-S-05']],
    [
      'standard, with a reason',
      { vat: ciiVat('100.00', '20.00', { more: because }) },
      ['note exemption-misplaced BR-S-10'],
    ],
    [
      'a line of a category without its sum',
      { lines: ciiLine('Formation', '1', '100.00', '100.00', { category: 'E', rate: '0' }) },
      ['stop category-breakdown BR-E-01', 'stop category-base BR-S-08'],
    ],
    ['no VAT number', { seller: ciiParty('Kermor', '732829320', null) }, ['warn seller-vat-missing BR-S-02']],
    [
      'reverse charge to somebody without a number',
      { ...exempt('AE', { more: because }), buyer: '<ram:Name>Vauquelin</ram:Name>' },
      ['warn buyer-vat-missing BR-AE-02'],
    ],
    ['outside VAT, with a number', exempt('O', { more: because }), ['warn outside-vat-number BR-O-02']],
    [
      'to another member state, nobody knows where',
      exempt('K', { more: because }),
      ['warn delivery-country-missing BR-IC-12'],
    ],
    ['of another country', exempt('L', { rate: '7', tax: '20.00' }), ['warn category-foreign BR-FR-15_BT-118']],
    ['of nobody', { vat: ciiVat('100.00', '20.00', { category: 'X' }) }, ['warn category-unknown BR-CL-17']],
  ])('%s', (_, parts, expected) => {
    expect(says(parts)).toEqual(expect.arrayContaining(expected));
  });
});

describe('French rules', () => {
  test.each<[string, CiiParts, string[]]>([
    ['a number with a space', { number: 'F 118' }, ['note number-characters BR-FR-02_BT-1']],
    ['a type that France does not take', { typeCode: '325' }, ['warn type-unknown BR-FR-04_BT-3']],
    [
      'a mention twice',
      {
        notes: [
          ['PMT', 'a'],
          ['PMT', 'b'],
          ['PMD', 'c'],
          ['AAB', 'd'],
        ],
      },
      ['note note-twice BR-FR-06_BT-21_PMT'],
    ],
    ['no frame', { process: '' }, ['note frame-unknown BR-FR-08_BT-23']],
    ['paid, and asks for all', { process: 'B2' }, ['warn paid-yet-due BR-FR-CO-09_BT-23-2']],
    ['the final invoice that is a deposit', { process: 'B4', typeCode: '386' }, ['warn frame-type BR-FR-CO-08_BT-23']],
    [
      'a SIREN with the digits of a SIRET',
      { seller: ciiParty('Kermor', '73282932000017', 'FR44732829320') },
      ['warn siren-form BR-FR-32-LEGALID'],
    ],
    ['a credit note of nothing', { typeCode: '381' }, ['warn credited-not-cited BR-FR-CO-05_BT-3']],
    ['a correction of nothing', { typeCode: '384' }, ['warn corrected-not-cited BR-FR-CO-04_BT-4']],
    ['a rate of no year', { vat: ciiVat('100.00', '20.00', { rate: '20.01' }) }, ['warn rate-foreign BR-FR-16_BT-119']],
    [
      'dollars',
      { currency: '<ram:InvoiceCurrencyCode>USD</ram:InvoiceCurrencyCode>' },
      ['warn tax-not-in-euros BR-FR-CO-12_BT-5'],
    ],
  ])('%s', (_, parts, expected) => {
    expect(says(parts)).toEqual(expect.arrayContaining(expected));
  });

  test('a correction cites one invoice', () => {
    expect(says({ typeCode: '384', preceding: cited('F2026-100') })).toEqual([]);
  });

  test('are not asked of a seller elsewhere', () => {
    const seller = ciiParty('Kessel GmbH', '1', 'DE123456788').replaceAll('FR<', 'DE<').replace(' schemeID="0002"', '');
    expect(says({ seller, notes: [], process: '', number: 'R 1' })).toEqual([]);
  });
});

test('a thousand faults of one kind are said a few times', () => {
  const lines = Array.from({ length: 1000 }, () => ciiLine('Vis', '1', '-1.00', '0.10')).join('');
  expect(says({ lines }).filter((each) => each.includes('price-negative'))).toHaveLength(5);
});

describe('words', () => {
  test('every code in the source has its sentence in both languages', async () => {
    const codes = new Set<string>();
    for (const folder of ['../../../src/domain/invoice/structure/', '../../../src/documents/e-invoice/']) {
      const place = new URL(folder, import.meta.url);
      for (const file of await readdir(place, { recursive: true })) {
        if (!file.endsWith('.ts')) continue;
        const text = await readFile(new URL(file, place), 'utf8');
        for (const [, code = ''] of text.matchAll(/\b(?:broken|ask)\(\s*(?:'[^']*'|`[^`]*`|rule),\s*'([a-z-]+)'/gu)) {
          codes.add(`${file.includes('presence') ? 'missing-' : ''}${code.replace(/^missing-/u, '')}`);
        }
        for (const [, code = ''] of text.matchAll(/structureFinding\('e-invoice-([a-z-]+)'/gu)) codes.add(code);
      }
    }
    expect(codes.size).toBeGreaterThan(60);
    const absent = [...codes].filter((code) => sentences.some((each) => !(`finding.e-invoice-${code}` in each)));
    expect(absent.filter((code) => code !== 'profile')).toEqual([]);
  });

  test('its evidence fills it', () => {
    const wrong = [cii({ due: day('20260914'), process: 'B2', profile: basic, lines: ciiLine('a', '', '-1', '9') })];
    wrong.push(cii().slice(0, -9), cii({ namespace: 'urn:x' }), cii({ totals: ciiTotals({ ...sums, due: '1.001' }) }));
    const holes = wrong
      .flatMap(findingsOf)
      .flatMap(({ code, evidence }) =>
        sentences.flatMap((each) =>
          [...(each[`finding.${code}`] ?? '{none}').matchAll(/\{(\w+)\}/gu)]
            .filter(([, name = '']) => !(name in evidence))
            .map(([hole]) => `${code} ${hole}`),
        ),
      );
    expect(holes).toEqual([]);
  });
});
