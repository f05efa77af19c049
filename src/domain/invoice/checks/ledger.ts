import { compactIban } from '../../identifiers/iban.ts';
import type { InvoiceCheck, LedgerAccount } from '../context.ts';
import { sayFor } from '../say.ts';

const say = sayFor('ledger');

/**
 * The account to pay against those known for this supplier: how payments are diverted. An account that only an earlier
 * invoice showed proves nothing beside one that a person confirmed by telephone. No mail settles these findings.
 */
export const ledger: InvoiceCheck = ({ direction, accounts, read: { data } }) => {
  if (direction === 'sale') return [];
  const iban = compactIban(data.ibans[0] ?? '');
  const name = data.payee?.name ?? data.seller.name;
  if (accounts === null) return [say('supplier-new', 'warn', ['seller.name', 'ibans.0'], { name, iban })];
  if (iban === '') return [];
  const fields = ['ibans.0'];
  const found = accounts.find((account) => compactIban(account.iban) === iban);
  const confirmed = accounts.filter(({ confirmedAt }) => confirmedAt !== null);
  if (found?.confirmedAt) return [];
  if (found && confirmed.length === 0)
    return [say('account-unconfirmed', 'warn', fields, { name, iban, since: found.firstSeen })];
  if (accounts.length === 0) return [say('account-new', 'stop', fields, { name, iban })];
  const known = nearest(iban, confirmed.length > 0 ? confirmed : accounts);
  const code = isNear(iban, known) ? 'account-near' : 'account-changed';
  return [say(code, 'stop', fields, { name, iban, known })];
};

/** A forger, or a misread page, changes a digit or swaps two; what differs in more is another account. */
const fewDigits = 2;

const isNear = (a: string, b: string): boolean => Math.abs(a.length - b.length) <= 1 && distance(a, b) <= fewDigits;

const nearest = (iban: string, accounts: LedgerAccount[]): string =>
  accounts
    .map((account) => compactIban(account.iban))
    .reduce((best, next) => (distance(iban, next) < distance(iban, best) ? next : best));

/** Differing characters, those before and after a missing or added one apart. */
function distance(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (a.length === b.length) return Array.from(a).filter((character, place) => character !== b[place]).length;
  let start = 0;
  while (start < longest && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < longest - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return longest - start - end;
}
