import fc from 'fast-check';
import type { SaleDraft, SaleLine, SettledBy } from '../../../src/domain/invoice/sale/draft.ts';
import { draft, line, neighbour, osteopath, plumber, syndic } from './drafts.ts';

const digits = (max: number) => fc.integer({ min: 0, max });
const decimal = (whole: number, places: number) =>
  fc
    .tuple(
      digits(whole),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 0, maxLength: places }),
    )
    .map(([before, after]) => (after === '' ? String(before) : `${before}.${after}`));

const wild = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.constantFrom('Pose & fourniture <spéciale> "à l’œuvre"', ']]>', '&amp;', '\u0000\u0008', '\uD800'),
);

const anyLine = (words: fc.Arbitrary<string>, vat: fc.Arbitrary<SaleLine['vat']>): fc.Arbitrary<SaleLine> =>
  fc.record({
    name: words.map((text) => `L ${text}`),
    description: words,
    quantity: fc
      .tuple(fc.integer({ min: 0, max: 19 }), decimal(999, 4))
      .map(([sign, text]) => (sign === 0 ? `-${text}` : text)),
    unit: fc.constantFrom('C62', 'HUR', 'MTK'),
    unitPrice: fc.oneof(
      { weight: 60, arbitrary: decimal(9_999, 6) },
      { weight: 1, arbitrary: decimal(999_999_999, 6) },
    ),
    discount: fc.option(
      fc.oneof(
        fc.record({ percent: fc.integer({ min: 0, max: 10_000 }) }),
        fc.record({ amount: fc.integer({ min: 0, max: 100_000 }) }),
      ),
    ),
    vat,
  });

const taxed = fc.constantFrom<SaleLine['vat']>(2000, 1000, 550, 210, 850, 'health');

const draftsOf = (words: fc.Arbitrary<string>): fc.Arbitrary<SaleDraft> =>
  fc
    .record({
      franchise: fc.boolean(),
      consumer: fc.boolean(),
      lines: fc.array(anyLine(words, taxed), { minLength: 1, maxLength: 12 }),
      discount: fc.option(fc.record({ percent: fc.integer({ min: 0, max: 9_999 }), reason: words })),
      type: fc.constantFrom<SaleDraft['type']>('invoice', 'credit-note', 'corrected', 'deposit'),
      settled: fc.option(fc.constantFrom<SettledBy>('transfer', 'card', 'cash', 'cheque', 'direct-debit')),
      deposit: fc.option(fc.integer({ min: 0, max: 50_000 })),
      terms: words,
      notes: fc.array(words, { maxLength: 3 }),
      nature: fc.constantFrom<SaleDraft['nature']>('goods', 'services', 'mixed'),
    })
    .map(({ franchise, consumer, lines, settled, deposit, type, ...rest }) =>
      draft({
        ...rest,
        type,
        seller: franchise ? osteopath : plumber,
        buyer: consumer ? neighbour : syndic,
        lines: franchise ? lines.map((each) => line({ ...each, vat: 'franchise' })) : lines,
        settled: settled ? { date: '2026-11-24', by: settled } : null,
        deposits:
          deposit === null || type === 'credit-note' || type === 'deposit'
            ? []
            : [{ number: 'F2026-0001', issueDate: '2026-10-01', gross: deposit, tax: Math.trunc(deposit / 6) }],
        earlier:
          type === 'credit-note' || type === 'corrected' ? [{ number: 'F2026-0002', issueDate: '2026-10-02' }] : [],
      }),
    );

/** Any draft that a hand could fill in, lawful or not. */
export const anyDraft = draftsOf(wild);
/** In letters that a European keyboard has. */
export const printableDraft = draftsOf(
  fc.string({ unit: fc.constantFrom(...Array.from('aéÀçœŒ€ «»’-&<>09łžΩДж²°')), maxLength: 80 }),
);
