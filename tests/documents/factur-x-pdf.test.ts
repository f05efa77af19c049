import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCii } from '../../src/documents/factur-x/cii.ts';
import { writeFacturX, type FacturX } from '../../src/documents/factur-x/write.ts';
import { judgeInvoice } from '../../src/domain/invoice/judge.ts';
import { frenchAmount } from '../../src/domain/invoice/sale/french.ts';
import { composeSale, type Sale } from '../../src/domain/invoice/sale.ts';
import { anyDraft, printableDraft } from './factur-x/arbitrary.ts';
import { draft, everyKind, line, neighbour, plumber, sell } from './factur-x/drafts.ts';
import { pageText, plain } from './factur-x/page-text.ts';
import { openPdf, type Dict, type PdfFile } from './factur-x/pdf-objects.ts';
import { clauses, pdfaFaults, pages } from './factur-x/pdfa.ts';

const at = new Date('2026-11-24T09:30:00Z');
const kinds = Object.keys(everyKind);

interface Written extends FacturX {
  sale: Sale;
  words: string;
}

/** Written once, looked at by several tests. */
const made = new Map<string, Promise<Written>>();
function ofKind(kind: string): Promise<Written> {
  const once = made.get(kind) ?? makeOf(kind);
  made.set(kind, once);
  return once;
}
async function makeOf(kind: string): Promise<Written> {
  const sale = everyKind[kind]!();
  const facturX = await written(sale);
  return { ...facturX, sale, words: await pageText(facturX.pdf) };
}

async function written(sale: Sale, accent = '#1f6feb'): Promise<FacturX> {
  const outcome = await writeFacturX(sale, { at, accent });
  if ('unprintable' in outcome) throw new Error(outcome.unprintable);
  return outcome;
}

const embedded = (file: PdfFile): string => {
  const [spec] = file.get(file.dict(file.trailer.get('Root')).get('AF')) as Dict[];
  return file.stream(file.dict(file.dict(spec).get('EF')).get('F')).data?.toString('utf8') ?? '';
};

describe('the PDF of a sale', () => {
  test.each(kinds)('%s: has what PDF/A-3b asks, and the XML in it', async (kind) => {
    const { pdf, xml } = await ofKind(kind);
    const file = openPdf(pdf);
    expect(pdfaFaults(file)).toEqual([]);
    expect(embedded(file)).toBe(xml);
  });

  test.each(kinds)('%s: says on the page what the XML says', async (kind) => {
    const { sale, words } = await ofKind(kind);
    const page = plain(words);
    const { data, totals, rates, notes } = sale;
    const amounts = [
      totals.net,
      totals.tax,
      totals.gross,
      totals.due,
      ...rates.flatMap(({ base, tax }) => [base, tax]),
    ];
    const said = [
      data.number,
      data.seller.name,
      data.buyer.name,
      ...data.lines.map(({ name }) => name),
      ...amounts.map(frenchAmount),
      ...notes.map(({ text }) => text),
    ];
    expect(said.filter((each) => !page.includes(plain(each ?? '')))).toEqual([]);
  });

  test.each(kinds)('%s: gives our own checks of an invoice nothing to stop', async (kind) => {
    const { sale, words } = await ofKind(kind);
    const { seller } = sale.draft;
    const { findings } = judgeInvoice({
      client: { name: seller.name, siren: seller.siren, vat: seller.vat },
      direction: 'sale',
      today: sale.draft.issueDate,
      read: { by: 'xml', data: sale.data, places: {}, unsure: [] },
      text: words,
      accounts: null,
      earlier: [],
    });
    // The register is empty here; and the fields of an invoice have no discount on the whole.
    const known = new Set(['credit-unknown', 'invoice-replaced', ...(sale.draft.discount ? ['lines-mismatch'] : [])]);
    const said = findings.filter(({ level, code }) => level !== 'note' && !known.has(code));
    expect(said.map(({ level, code, evidence }) => [level, code, evidence])).toEqual([]);
  });

  test('is the same to the byte for the same sale, moment and colour', async () => {
    const [one, two] = [await written(sell()), await written(sell())];
    expect(one.pdf.equals(two.pdf)).toBe(true);
    expect((await written(sell(), '#aa0000')).pdf.equals(one.pdf)).toBe(false);
  });

  test('numbers its pages when there are several', async () => {
    const { pdf, words } = await ofKind('many pages');
    const count = pages(openPdf(pdf)).length;
    expect(count).toBeGreaterThan(2);
    const text = plain(words);
    for (let page = 1; page <= count; page += 1) expect(text).toContain(`${page}/${count}`);
  });

  test('holds words of any length, of any page height', async () => {
    const long = 'Dépose, évacuation et remplacement à l’identique. '.repeat(38).trim();
    const lines = [line({ name: long, description: Array.from({ length: 90 }, () => 'Étape').join('\n') }), line()];
    const name = 'Très longue raison sociale '.repeat(7).trim();
    const address = { ...plumber.address, lines: [name, name, name], city: name };
    const seller = { ...plumber, name, address, mentions: [long] };
    const { pdf } = await written(
      sell({ lines, notes: [long], seller, buyer: { ...neighbour, name, address, contact: name } }),
    );
    const file = openPdf(pdf);
    expect(pdfaFaults(file)).toEqual([]);
    expect(pages(file)).toHaveLength(5);
    const read = await pageText(pdf);
    expect(read.match(/Étape/gu)).toHaveLength(90);
    expect(read.match(/Dépose,/gu)).toHaveLength(3 * 38);
  });

  test('names what it cannot print, rather than leave it out', async () => {
    const outcome = await writeFacturX(sell({ notes: ['Merci 🌿 et 谢谢'] }), { at, accent: '#1f6feb' });
    expect(outcome).toEqual({ unprintable: '🌿谢' });
  });

  test('of any draft: is PDF/A with its XML, or names what it cannot print', async () => {
    const seen = { written: 0, unprintable: 0, faults: [] as string[] };
    for (const each of fc.sample(fc.oneof(anyDraft, printableDraft), { numRuns: 40, seed: 19005 })) {
      const composed = composeSale(each, 'F2026-0042');
      if ('refused' in composed) continue;
      const outcome = await writeFacturX(composed.sale, { at, accent: '#0f766e' });
      if ('unprintable' in outcome) seen.unprintable += 1;
      else {
        seen.written += 1;
        const file = openPdf(outcome.pdf);
        seen.faults.push(...pdfaFaults(file), ...(embedded(file) === toCii(composed.sale) ? [] : ['the XML']));
      }
    }
    expect(seen.faults).toEqual([]);
    expect(seen.written).toBeGreaterThan(10);
    expect(seen.unprintable).toBeGreaterThan(3);
  });

  test('keeps any colour readable, and takes what is none for ink', async () => {
    const { pdf } = await written(sell(), '#ffe680');
    const content = (file: PdfFile) => file.stream(pages(file)[0]?.get('Contents')).data?.toString('latin1') ?? '';
    const [, red = '1', green = '1', blue = '1'] =
      /^([\d.]+) ([\d.]+) ([\d.]+) scn$/mu.exec(content(openPdf(pdf))) ?? [];
    expect(0.2126 * Number(red) + 0.7152 * Number(green) + 0.0722 * Number(blue)).toBeLessThan(0.5);
    await expect(written(sell(), 'red; x')).resolves.toHaveProperty('xml');
  });

  test('escapes a name in the metadata', async () => {
    const { pdf } = await written(sell({ seller: { ...plumber, name: 'Dupont & <Fils> "Sté"' } }));
    expect(pdfaFaults(openPdf(pdf))).toEqual([]);
  });
});

describe('the PDF/A check of this test', () => {
  test.each([
    ['6.1.2', '%PDF-1.7', '%PDF-2.7'],
    ['6.2.3', 'GTS_PDFA1', 'GTS_PDFX1'],
    ['6.2.11', '/Identity-H', '/Identity-V'],
    ['6.3', '/DisplayDocTitle', '/AA'],
    ['6.6.2', '<pdfaid:part>3', '<pdfaid:part>1'],
    ['6.8', '/AFRelationship /Data', '/AFRelationship /Date'],
  ])('%s: sees %s turned into %s', async (clause, from, to) => {
    const { pdf } = await written(sell());
    const text = pdf.toString('latin1');
    expect(text).toContain(from);
    const tampered = Buffer.from(text.replace(from, to.slice(0, from.length).padEnd(from.length)), 'latin1');
    const faults = Object.entries(clauses).filter(([, check]) => check(openPdf(tampered)).length > 0);
    expect(faults.map(([name]) => name).some((name) => name.startsWith(clause))).toBe(true);
  });
});

test('a draft can be made of what JSON holds', () => {
  expect(draft(JSON.parse(JSON.stringify(draft())))).toEqual(draft());
});
