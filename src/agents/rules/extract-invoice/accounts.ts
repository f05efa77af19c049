import { compactIban, findIbans } from '../../../domain/identifiers/iban.ts';
import type { Found } from './found.ts';
import { placesOf, type Row } from './sheet.ts';
import { tokensOf } from './tokens.ts';

/** Words near an account that is not to be paid, or to be paid in the seller's place. */
const notThis = new Set([
  'non',
  'pas',
  'not',
  'ancien',
  'plus',
  'debiter',
  'debite',
  'debtor',
  'mandat',
  'prelevement',
]);

/** The accounts printed, the one to pay first. */
export function readAccounts(rows: readonly Row[]): { ibans: Found<string>[]; bic: Found<string> | null } {
  const found = rows.flatMap((row) => ibansOf(rows, row));
  const byIban = Map.groupBy(found, ({ iban }) => iban);
  const ibans = [...byIban].map(([value, list]) => ({
    value,
    places: list.flatMap(({ places }) => places),
    rank: Math.max(...list.map(({ rank }) => rank)),
    sure: list.some(({ valid }) => valid) && byIban.size === 1,
  }));
  return { ibans: ibans.toSorted((a, b) => b.rank - a.rank), bic: bicOf(rows) };
}

interface Account {
  iban: string;
  valid: boolean;
  rank: number;
  places: Found<string>['places'];
}

function ibansOf(rows: readonly Row[], row: Row): Account[] {
  const whole = row.ibans;
  const found = whole.length > 0 ? whole.map((one) => ({ ...one, places: placesOf(row, one) })) : broken(rows, row);
  const list = found.length > 0 ? found : misprinted(row);
  return list.map(({ iban, valid, start, places }) => {
    const before = tokensOf(row.text.slice(Math.max(0, start - 40), start)).slice(-6);
    const denied = before.some(({ key }) => notThis.has(key));
    return { iban, valid, places, rank: (valid ? 1 : 0) - (denied ? 2 : 0) - row.index / 100_000 };
  });
}

const begun = /(?<![A-Z0-9])[A-Z]{2}\d{2}[A-Z0-9 ]{8,40}$/u;

/** An account that goes on in the line below, in the same column. */
function broken(
  rows: readonly Row[],
  row: Row,
): { iban: string; valid: boolean; start: number; places: Found<string>['places'] }[] {
  for (const cell of row.cells) {
    const head = begun.exec(row.text.slice(cell.start, cell.end));
    const below = rows[row.index + 1];
    const next = below?.cells.find(({ box }) => box.left < cell.box.right && box.right > cell.box.left);
    if (!head || !below || !next || below.page !== row.page) continue;
    const [joined] = findIbans(`${head[0]} ${below.text.slice(next.start, next.end)}`);
    if (!joined || !joined.valid || joined.end <= head[0].length) continue;
    const start = cell.start + head.index;
    const places = [
      ...placesOf(row, { start, end: cell.end }),
      ...placesOf(below, { start: next.start, end: next.start + joined.end - head[0].length - 1 }),
    ];
    return [{ iban: joined.iban, valid: joined.valid, start, places }];
  }
  return [];
}

/** Of the length of no country's account, but called one: a digit is missing, or it was never one. A finding says so. */
const called = /(?<!\p{L})IBAN(?!\p{L})[^\p{L}\d]{0,12}(?<iban>[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){2,8})(?![A-Z0-9])/u;
/** ISO 13616 knows none shorter. */
const shortest = 15;

function misprinted(row: Row): ReturnType<typeof broken> {
  const found = called.exec(row.text);
  const written = (found?.groups?.['iban'] ?? '').replace(/(?: [A-Z]{3,})+$/u, '');
  const iban = compactIban(written);
  if (!found || iban.length < shortest || !/\d{8}/u.test(iban.replace(/\D/gu, ''))) return [];
  const start = found.index + found[0].indexOf(written);
  return [{ iban, valid: false, start, places: placesOf(row, { start, end: start + written.length }) }];
}

const bic = /(?<![A-Z0-9])[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Z0-9])/gu;
const bicWords = new Set(['bic', 'swift']);

/** Named so, or beside an account: eight capitals alone are any word. */
function bicOf(rows: readonly Row[]): Found<string> | null {
  for (const row of rows) {
    const named = row.tokens.find(({ key }) => bicWords.has(key));
    const [account] = row.ibans;
    const from = named?.end ?? account?.end;
    if (from === undefined) continue;
    const found = Array.from(row.text.matchAll(bic)).find(({ index }) => index >= from) ?? null;
    if (found) {
      const part = { start: found.index, end: found.index + found[0].length };
      // ISO 9362: the fifth and sixth letters are the country's.
      const beside = account?.valid === true && account.iban.startsWith(found[0].slice(4, 6));
      return { value: found[0], places: placesOf(row, part), sure: named !== undefined || beside };
    }
  }
  return null;
}
