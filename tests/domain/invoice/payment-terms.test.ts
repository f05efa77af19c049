import { describe, expect, test } from 'vitest';
import type { InvoiceData } from '../../../src/domain/invoice.ts';
import { contextOf, goodBuyer, goodSeller, legalNotes, saysOf } from './context.ts';

const says = (data: Partial<InvoiceData>, rest: Parameters<typeof contextOf>[1] = {}) =>
  saysOf(contextOf(data, rest)).filter((said) => /^(?:due-against|terms-|mention-due)/u.test(said));

describe('the printed due date and the terms', () => {
  const issued = { issueDate: '2026-01-15' };
  test.each(['2026-03-17', '2026-03-31', '2026-04-02'])(
    '45 jours fin de mois, due %s: one of the readings',
    (dueDate) =>
      expect(says({ ...issued, paymentTerms: '45 jours fin de mois', dueDate })).not.toContain(
        'due-against-terms:warn',
      ),
  );
  test('another day', () =>
    expect(says({ ...issued, paymentTerms: '30 jours', dueDate: '2026-02-28' })).toEqual(['due-against-terms:warn']));
  test('at once says nothing of a date', () =>
    expect(says({ ...issued, paymentTerms: 'à réception', dueDate: '2026-02-14' })).toEqual([]));
  test('terms that name no day', () =>
    expect(says({ ...issued, paymentTerms: 'prélèvement', dueDate: '2026-02-14' })).toEqual([]));
});

describe('the legal caps', () => {
  const issued = { issueDate: '2026-01-15', paymentTerms: null };
  test.each([
    // 60 days: 16 March; 45 days, then the end of the month: 31 March.
    ['2026-03-16', []],
    ['2026-03-31', []],
    ['2026-04-01', ['terms-past-cap:warn']],
  ])('issued 15 January, due %s', (dueDate, expected) => expect(says({ ...issued, dueDate })).toEqual(expected));
  test('60 days may be later than both readings of 45 days end of month', () => {
    // 45 days after 1 June is 16 July, end of month 31 July; 30 June + 45 is 14 August; 60 days: 31 July.
    expect(says({ issueDate: '2026-06-01', dueDate: '2026-08-14' })).toEqual([]);
    expect(says({ issueDate: '2026-06-01', dueDate: '2026-08-15' })).toEqual(['terms-past-cap:warn']);
  });
  test('terms are past it only if every reading is', () => {
    expect(says({ ...issued, dueDate: null, paymentTerms: '60 jours fin de mois' })).toEqual([]);
    expect(says({ ...issued, dueDate: null, paymentTerms: '90 jours' })).toEqual(['terms-past-cap:warn']);
  });
  test('45 days for a periodic invoice', () => {
    const periodic = { ...issued, notes: [...legalNotes, 'Facture récapitulative de janvier'] };
    expect(says({ ...periodic, dueDate: '2026-03-01' })).toEqual([]);
    expect(says({ ...periodic, dueDate: '2026-03-02' })).toEqual(['terms-past-periodic-cap:warn']);
  });
  test.each([
    ['by its name', { seller: { ...goodSeller, name: 'Transports Garnier' } }],
    ['by its activity code', { notes: [...legalNotes, 'APE 4941A'] }],
  ])('30 days for a carrier, %s', (_, more) => {
    expect(says({ ...issued, ...more, dueDate: '2026-02-14' })).toEqual([]);
    expect(says({ ...issued, ...more, dueDate: '2026-02-15' })).toEqual(['terms-past-transport-cap:warn']);
  });
  test('not for a consumer, a foreign seller, a credit note', () => {
    const late = { ...issued, dueDate: '2026-12-31' };
    const consumer = { ...goodBuyer, name: 'Mme Roy', siren: null, vat: null };
    expect(says({ ...late, seller: goodBuyer, buyer: consumer }, { direction: 'sale' })).toEqual([]);
    expect(says({ ...late, seller: { ...goodSeller, siren: null, vat: 'DE123456789', country: 'DE' } })).toEqual([]);
    expect(says({ ...late, kind: 'credit-note' })).toEqual([]);
  });
});

describe('dates', () => {
  const of = (data: Partial<InvoiceData>, rest: Parameters<typeof contextOf>[1] = {}) =>
    saysOf(contextOf(data, rest)).filter((said) => /^(?:due-before|issue|delivery)/u.test(said));
  test('due before issued', () => {
    expect(of({ dueDate: '2026-11-08' })).toEqual(['due-before-issue:stop']);
    expect(of({ dueDate: '2026-11-09' })).toEqual([]);
  });
  test('to come', () => expect(of({ issueDate: '2026-11-28' })).toEqual(['issue-future:warn']));
  test('old', () => {
    expect(of({ issueDate: '2025-11-26', dueDate: null })).toEqual(['issue-old:warn']);
    expect(of({ issueDate: '2025-11-27', dueDate: null })).toEqual([]);
  });
  test('delivered after', () => {
    expect(of({ deliveryDate: '2026-11-20' })).toEqual(['delivery-after-issue:note']);
    expect(of({ deliveryDate: '2026-11-20', typeCode: '386' })).toEqual([]);
  });
  test('that no calendar has are no dates', () =>
    expect(saysOf(contextOf({ issueDate: '2026-02-30', dueDate: '2026-13-01' }))).toContain('mention-issue-date:warn'));
});
