import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/documents/read-document.ts';
import { cii, ciiLine } from '../../support/e-invoice/cii.ts';
import { ubl } from '../../support/e-invoice/ubl.ts';

const structuredIn = async (xml: string | Uint8Array) => {
  const read = await readDocument(typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml, 'invoice.xml');
  return 'structured' in read ? read.structured : null;
};

const seller = {
  name: 'Chaudronnerie Kermor',
  siren: '732829320',
  vat: 'FR44732829320',
  address: '3 rue du Port\n29200 Brest',
  country: 'FR',
};

test('CII becomes an invoice to the cent', async () => {
  const found = await structuredIn(cii({ lines: ciiLine('Réparation', '2.5', '40.0000', '100.00', { rate: '5.5' }) }));
  expect(found).toMatchObject({
    syntax: 'CII',
    xmlName: null,
    profile: 'urn:cen.eu:en16931:2017',
    read: {
      by: 'xml',
      data: {
        kind: 'invoice',
        typeCode: '380',
        number: 'F2026-118',
        issueDate: '2026-09-15',
        dueDate: '2026-10-15',
        seller,
        buyer: { name: 'Plomberie Vauquelin', siren: '404833048' },
        currency: 'EUR',
        vat: [{ category: 'S', rate: 2000, base: 10_000, tax: 2000 }],
        lines: [{ name: 'Réparation', quantity: '2.5', unitPrice: '40.0000', net: 10_000, rate: 550 }],
        totalNet: 10_000,
        totalTax: 2000,
        totalGross: 12_000,
        amountDue: 12_000,
        ibans: ['FR7630006000011234567890189'],
      },
    },
  });
});

test.each([
  [false, 'invoice', '2026-10-15'],
  [true, 'credit-note', null],
])('UBL, credit note: %s', async (credit, kind, dueDate) => {
  expect(await structuredIn(ubl({ credit }))).toMatchObject({
    syntax: 'UBL',
    read: {
      data: {
        kind,
        number: 'F2026-118',
        issueDate: '2026-09-15',
        dueDate,
        seller: { ...seller, siret: '73282932000017' },
        vat: [{ category: 'S', rate: 2000, base: 10_000, tax: 2000 }],
        totalGross: 12_000,
        deducted: 2000,
        amountDue: 10_000,
        bic: 'AGRIFRPP',
        orderReference: 'BC-77',
        creditedInvoice: 'F2026-090',
        notes: ['Indemnité forfaitaire : 40 euros.', 'Pénalités.', 'Pas d’escompte.'],
      },
    },
  });
});

describe('an XML that is no invoice is only text', () => {
  test.each([
    ['another vocabulary', '<?xml version="1.0"?><status xmlns="urn:example"><code>1</code></status>'],
    ['broken, of nobody knows what', '<?xml version="1.0"?><status>'],
  ])('%s', async (_, xml) => {
    const read = await readDocument(Buffer.from(xml), 'status.xml');
    expect(read).toMatchObject({ mediaType: 'application/xml', text: xml, structured: null });
  });
});

test.each([
  ['cut off', cii().slice(0, -40), 'e-invoice-xml-malformed'],
  ['with a document type', cii().replace('?>\n', '?>\n<!DOCTYPE x [<!ENTITY e "1">]>\n'), 'e-invoice-xml-dtd'],
  ['with an entity nobody declared', cii({ number: 'F&num;1' }), 'e-invoice-xml-entity'],
  ['in a namespace of its own', cii({ namespace: 'urn:example:CrossIndustryInvoice:90' }), 'e-invoice-xml-namespace'],
  ['in Latin-1 that says UTF-8', Buffer.from(cii(), 'latin1'), 'e-invoice-xml-encoding'],
])('an invoice %s is refused', async (_, xml, code) => {
  const found = await structuredIn(xml);
  expect(found).toMatchObject({ read: null, findings: [{ check: 'e-invoice', code, level: 'stop' }] });
});
