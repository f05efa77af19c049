import { expect, test } from 'vitest';
import { cleanDraft } from '../../src/agents/clean-draft.ts';

const signature = 'Marc Dupont\nDupont Plomberie — Nantes\n01 99 00 12 34';
const clean = (body: string) => cleanDraft({ language: 'fr', body, claims: [] }, signature).body;

test('a signature is cut, however it is retyped', () => {
  expect(
    clean('Bonjour,\n\nOui.\n\nCordialement,\n\n--\nMarc DUPONT\nDupont Plomberie - Nantes\n01.99.00.12.34\n'),
  ).toBe('Bonjour,\n\nOui.\n\nCordialement,');
});

test('the same words inside the letter stay, and so does a letter without signature', () => {
  const body = 'Bonjour,\n\nMarc Dupont\npassera demain.\n\nCordialement,';
  expect(clean(body)).toBe(body);
  expect(cleanDraft({ language: 'fr', body, claims: [] }, '').body).toBe(body);
});

test('length and number of claims are capped', () => {
  const claims = Array.from({ length: 60 }, () => ({ text: 'x', source: null }));
  const cut = cleanDraft({ language: 'fr', body: 'x'.repeat(20_000), claims }, signature);
  expect(cut.body).toHaveLength(12_000);
  expect(cut.claims).toHaveLength(40);
});
