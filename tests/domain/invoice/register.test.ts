import { describe, expect, test } from 'vitest';
import { asksCallBack, blockingInvoice } from '../../../src/domain/invoice/blocking.ts';
import { InvoiceEdit } from '../../../src/domain/invoice/content.ts';
import { correctionsOf, keptMarks, suppliersIn, withCorrections } from '../../../src/domain/invoice/corrections.ts';
import { numberKey, partyKey, partyNameKey } from '../../../src/domain/invoice/party-key.ts';
import { invoiceMayBecome, InvoiceState, transitInvoice } from '../../../src/domain/invoice/state.ts';
import { contentHash } from '../../../src/domain/proposal.ts';
import { printedPage, readInvoice } from '../../support/printed-invoice.ts';

describe('the states of an invoice', () => {
  test('lead from the check to the payment, and back as long as somebody may have been wrong', () => {
    const ways = InvoiceState.options.flatMap((from) =>
      InvoiceState.options.filter((to) => invoiceMayBecome(from, to)).map((to) => `${from} ${to}`),
    );
    expect(ways).toEqual([
      'to-check checked',
      'to-check dismissed',
      'checked to-check',
      'checked exported',
      'checked paid',
      'exported checked',
      'exported paid',
      'paid checked',
      'paid exported',
      'dismissed to-check',
    ]);
    expect(() => transitInvoice('dismissed', 'paid')).toThrow('invoice-state');
  });
});

describe('what an approval binds', () => {
  const content = { direction: 'purchase', documentId: 'd', read: readInvoice() } as const;
  const hash = contentHash(content);

  test('is every value, in whatever order its keys come back', () => {
    const reordered = Object.fromEntries(Object.entries(content.read.data).toReversed()) as typeof content.read.data;
    expect(contentHash({ ...content, read: { ...content.read, data: reordered } })).toBe(hash);
    for (const change of [{ totalGross: 12_001 }, { ibans: [] }, { number: null }, { vat: [] }, { notes: ['x'] }]) {
      expect(contentHash({ ...content, read: readInvoice(change) })).not.toBe(hash);
    }
    expect(contentHash({ ...content, direction: 'sale' })).not.toBe(hash);
    expect(contentHash({ ...content, documentId: 'e' })).not.toBe(hash);
  });

  test('is not where a value stands, nor who doubts it', () => {
    const marked = { ...content.read, unsure: ['number'], by: 'model' as const };
    expect(contentHash({ ...content, read: marked })).toBe(hash);
  });

  test('a person’s version is taken as it stands', () => {
    const { read } = content;
    expect(InvoiceEdit.parse({ direction: 'purchase', data: read.data }).data).toEqual(read.data);
    for (const wrong of [
      { totalGross: 1.5 },
      { issueDate: '2026-02-31' },
      { ibans: ['pas un IBAN'] },
      { kind: 'quote' },
    ]) {
      expect(InvoiceEdit.safeParse({ direction: 'purchase', data: { ...read.data, ...wrong } }).success).toBe(false);
    }
  });
});

describe('what forbids approval', () => {
  const stop = (code: string) => ({ check: 'x', code, level: 'stop' as const, evidence: {} });

  test('is every stop; the account’s alone ends with the call-back', () => {
    const findings = [stop('account-changed'), stop('duplicate'), { ...stop('dates'), level: 'warn' as const }];
    expect(blockingInvoice(findings, false).map(({ code }) => code)).toEqual(['account-changed', 'duplicate']);
    expect(blockingInvoice(findings, true).map(({ code }) => code)).toEqual(['duplicate']);
    expect([asksCallBack(findings), asksCallBack([stop('duplicate')])]).toEqual([true, false]);
  });
});

describe('the key of a supplier', () => {
  const nobody = { name: null, siren: null, siret: null, vat: null, address: null, country: null };

  test.each([
    [{ name: 'Kermor', siren: '732 829 320' }, '732829320'],
    [{ name: 'Kermor', vat: 'FR44732829320' }, '732829320'],
    [{ name: 'Haan GmbH', vat: 'DE123456789' }, 'DE123456789'],
    [{ name: 'SARL Chaudronnerie Kermor' }, 'chaudronnerie kermor'],
    [{}, ''],
  ])('%j is %s', (party, key) => {
    expect(partyKey({ ...nobody, ...party })).toBe(key);
  });

  test('its name alone finds it too, and a number is the same however it is cut', () => {
    expect(partyNameKey({ ...nobody, name: 'Éts. KERMOR & Cie', siren: '732829320' })).toBe('kermor');
    expect(numberKey(' f-2026/118 ')).toBe('F2026118');
  });
});

describe('corrections', () => {
  const before = {
    ...readInvoice({ number: 'C-7', totalGross: 10_000 }),
    places: { number: [{ page: 1, box: { left: 0, top: 0.05, right: 1, bottom: 0.06 } }], totalNet: [] },
    unsure: ['number', 'totalNet'],
  };
  const page = printedPage(['Client C-7', 'Facture F2026-118', 'du 15/09/2026', 'Net à payer 120,00 €']);

  test('say what was read, what is right, and the line it stands on', () => {
    const after = readInvoice({ deliveryDate: '2026-09-15' }).data;
    expect(correctionsOf(before, after, [page])).toEqual([
      { field: 'number', was: 'C-7', is: 'F2026-118', context: 'Facture F2026-118' },
      { field: 'totalGross', was: '10000', is: '12000', context: 'Net à payer 120,00 €' },
      { field: 'deliveryDate', was: '', is: '2026-09-15', context: 'du 15/09/2026' },
    ]);
    expect(correctionsOf(before, { ...before.data, number: 'Z-99' }, [page])).toEqual([
      { field: 'number', was: 'C-7', is: 'Z-99', context: 'Client C-7' },
    ]);
    expect(correctionsOf(before, before.data, [page])).toEqual([]);
  });

  test('of places and doubts those of values that stand are kept', () => {
    expect(keptMarks(before, readInvoice().data)).toEqual({ places: { totalNet: [] }, unsure: ['totalNet'] });
  });

  test('lasting values are put right where the same wrong one was read; numbers, amounts and accounts never', () => {
    const told = [
      { field: 'seller.name', was: 'K3RMOR', is: 'Kermor', context: '' },
      { field: 'number', was: 'F2026-118', is: 'F2026-000', context: '' },
      { field: 'ibans.0', was: 'FR7630006000011234567890189', is: 'FR76', context: '' },
      { field: 'currency', was: 'EUR', is: 'CHF', context: '' },
    ];
    const misread = readInvoice({ seller: { ...readInvoice().data.seller, name: 'K3RMOR' } });
    const { data } = withCorrections(misread, told);
    expect(data).toMatchObject({ number: 'F2026-118', currency: 'CHF', ibans: ['FR7630006000011234567890189'] });
    expect(data.seller.name).toBe('Kermor');
    expect(withCorrections({ ...misread, by: 'xml' }, told).data.seller.name).toBe('K3RMOR');
    expect(withCorrections(readInvoice(), told).data.seller.name).toBe('Chaudronnerie Kermor');
  });

  test('a text names a supplier by its number, spaced or not, or by all of its name', () => {
    const known = [{ key: '732829320' }, { key: 'chaudronnerie kermor' }, { key: 'leroy' }, { key: '' }];
    const named = (text: string) => suppliersIn(text, known).map(({ key }) => key);
    expect(named('RCS Brest 732 829 320')).toEqual(['732829320']);
    expect(named('CHAUDRONNERIE-KERMOR')).toEqual(['chaudronnerie kermor']);
    expect(named('Leroyer et fils')).toEqual([]);
  });
});
