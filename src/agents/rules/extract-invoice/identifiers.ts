import { compactIban } from '../../../domain/identifiers/iban.ts';
import { digits, validSiren, validSiret } from '../../../domain/identifiers/siren.ts';
import { foreignVatShape, validFrenchVat } from '../../../domain/identifiers/vat.ts';
import { tokensOf } from './tokens.ts';
import type { Row } from './sheet.ts';

/** A registration or tax number on the page. */
export interface Identifier {
  kind: 'siren' | 'siret' | 'vat';
  /** Compact, upper case. */
  value: string;
  /** Nine digits, of which SIRET and French VAT number are made; a foreign number stands for itself. */
  owner: string;
  valid: boolean;
  row: Row;
  start: number;
  end: number;
}

const shapes = {
  french: /(?<![A-Z0-9])FR ?[0-9A-HJ-NP-Z]{2} ?(?:\d[ .]?){8}\d(?!\d)/gu,
  foreign: /(?<![A-Z0-9])(?:[A-Z]{2}|CHE)[ -]?[A-Z0-9](?:[ .-]?[A-Z0-9]){6,12}(?![A-Z0-9])/gu,
  fourteen: /(?<![\d.,])\d{3}[ .]{0,2}\d{3}[ .]{0,2}\d{3}[ .]{0,2}\d{5}(?!\d)/gu,
  nine: /(?<![\d.,])\d{3}[ .]?\d{3}[ .]?\d{3}(?![\d,])(?!\.\d)/gu,
} as const;

/** Words before a number of nine digits without which it is any number. */
const registers = new Set(['siren', 'siret', 'rcs', 'rm', 'rne', 'rcsn']);
const taxWords = new Set([
  'tva',
  'vat',
  'ust',
  'ustid',
  'ustidnr',
  'intracommunautaire',
  'intracom',
  'intra',
  'tax',
  'umsatzsteuer',
  'uid',
  'btw',
  'mwst',
  'nip',
]);

/** Two parties, a payee and a representative print their own on each page. */
const most = 200;

/** The identifiers of the document, in reading order. */
export function identifiersOf(rows: readonly Row[]): Identifier[] {
  const all = rows.flatMap((row) => {
    const taken: { start: number; end: number }[] = row.ibans;
    return (['french', 'fourteen', 'nine', 'foreign'] as const).flatMap((shape) =>
      Array.from(row.text.matchAll(shapes[shape]), ({ 0: text, index }) => ({
        text,
        start: index,
        end: index + text.length,
      }))
        .filter(({ start, end }) => !taken.some((part) => part.start < end && part.end > start))
        .flatMap((part) => {
          const identifier = read(shape, part, row);
          if (identifier) taken.push(part);
          return identifier ?? [];
        }),
    );
  });
  return all.slice(0, most);
}

interface Part {
  text: string;
  start: number;
  end: number;
}

function read(shape: keyof typeof shapes, { text, start, end }: Part, row: Row): Identifier | null {
  const value = compactIban(text);
  const before = wordsBefore(row.text, start);
  const at = { row, start, end };
  if (shape === 'french') return { kind: 'vat', value, owner: value.slice(4), valid: validFrenchVat(value), ...at };
  if (shape === 'fourteen') {
    const valid = validSiret(value);
    const named = before.some((word) => registers.has(word));
    return valid || named ? { kind: 'siret', value, owner: value.slice(0, 9), valid, ...at } : null;
  }
  if (shape === 'nine') {
    const named = before.some((word) => registers.has(word));
    return named ? { kind: 'siren', value, owner: digits(value), valid: validSiren(value), ...at } : null;
  }
  const fits = foreignVatShape(value);
  const named = before.some((word) => taxWords.has(word));
  return named && fits !== false && /\d{5}/u.test(value)
    ? { kind: 'vat', value, owner: value, valid: fits === true, ...at }
    : null;
}

const wordsBefore = (text: string, start: number): string[] =>
  tokensOf(text.slice(Math.max(0, start - 40), start))
    .slice(-5)
    .map(({ key }) => key);
