import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Page, Word } from '../../../src/domain/document.ts';
import { linesOf, textOf } from '../../../src/domain/document/lines.ts';

/** A word in letters of `size` points whose baseline starts at `x`, `y` (down) of an A4 page; each letter half its size wide. */
function at(x: number, y: number, text: string, size = 10): Word {
  const box = { left: x / 595, top: (y - size) / 842, right: 0, bottom: (y + 0.2 * size) / 842 };
  return { text, box: { ...box, right: (x + (text.length * size) / 2) / 595 }, confidence: 100 };
}

function page(...words: Word[]): Page {
  return { number: 1, width: 595, height: 842, words, by: 'text-layer', confidence: 100 };
}

test('lines from top to bottom, columns apart, paragraphs by an empty line', () => {
  const words = [
    at(50, 100, 'Désignation'),
    at(400, 100, 'Montant'),
    at(50, 112, 'Entretien'),
    at(98, 112, 'chaudière'),
    at(400, 112, '139,00'),
    at(433, 112, '€'),
    at(50, 160, 'Total'),
  ];
  const text = 'Désignation   Montant\nEntretien chaudière   139,00 €\n\nTotal';
  expect(textOf([page(...words)])).toBe(text);
  expect(textOf([page(...words.toReversed()), page(), page(at(50, 50, 'Conditions'))])).toBe(`${text}\n\nConditions`);
});

test('cells with their words and boxes', () => {
  const [line] = linesOf(page(at(50, 100, 'Net'), at(67, 100, 'à'), at(75, 100, 'payer'), at(400, 100, '139,00')));
  expect(line?.cells.map(({ text }) => text)).toEqual(['Net à payer', '139,00']);
  const [left, right] = line?.cells.map(({ box }) => box) ?? [];
  expect(left?.left).toBeCloseTo(50 / 595);
  expect(left?.right).toBeCloseTo(100 / 595);
  expect(right?.right).toBeCloseTo(430 / 595);
  expect(line?.box).toMatchObject({ left: left?.left, right: right?.right });
});

test.each([
  ['a small label beside a large amount', [at(50, 100, 'Total', 9), at(300, 100, '166,80', 20)], 'Total   166,80'],
  ['an uneven cell', [at(50, 100, 'Total'), at(300, 103, '166,80')], 'Total   166,80'],
  ['a raised letter before more', [at(50, 100, 'le'), at(62, 97, '1er', 6), at(74, 100, 'mai')], 'le 1er mai'],
  [
    'a line that leans, as a photo leaves it',
    Array.from({ length: 10 }, (_, place) => [
      at(50 + 35 * place, 100 + 2 * place, 'avenue'),
      at(50 + 35 * place, 113 + 2 * place, 'numéro'),
    ]).flat(),
    `${'avenue '.repeat(10).trim()}\n${'numéro '.repeat(10).trim()}`,
  ],
  [
    'a title beside two small lines',
    [at(50, 100, 'FACTURE', 24), at(300, 86, 'Plomberie'), at(300, 98, 'Martin')],
    'Plomberie\nFACTURE   Martin',
  ],
])('%s', (_, words, text) => {
  expect(textOf([page(...words)])).toBe(text);
});

test('every word is on one line, however it lies', () => {
  const part = fc.double({ min: -1, max: 2, noNaN: true });
  const box = fc.record({ left: part, top: part, right: part, bottom: part });
  const word = fc.record({ text: fc.constantFrom('a', 'mot'), box, confidence: fc.constant(100) });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      const laid = linesOf(page(...words)).flatMap(({ cells }) => cells.flatMap((cell) => cell.words));
      expect(laid).toHaveLength(words.length);
      expect(new Set(laid)).toEqual(new Set(words));
    }),
  );
});
