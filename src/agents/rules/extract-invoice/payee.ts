import { compareNames } from '../../../domain/invoice/company-name.ts';
import type { Found } from './found.ts';
import { placesOf, type Row } from './sheet.ts';

/** Words by which an invoice says that its claim was sold (Code monétaire et financier L313-23, Code civil 1346-1). */
const assigned = /affactur|subrog|c[ée]d[ée]e?s? (?:à|au)|cession de cr[ée]ance|factoring|assigned to/iu;
/** After these words stands who is paid. */
const before =
  /(?:c[ée]d[ée]e?s? (?:à|au profit de|à la soci[ée]t[ée])|à l'ordre d(?:e|u)|subrog\p{L}{1,8} (?:à|de)|assigned to|payable to|en faveur de) /iu;
const name =
  /^\p{Lu}[\p{L}\d&'.-]{0,30}(?: [\p{L}\d&'.-]{1,30}){0,5}?(?=,|\.$|\. | dans | par | selon | IBAN| qui |$)/u;

/** The factor or other party that the seller's claim was sold to; never sure: what redirects a payment is looked at. */
export function readPayee(rows: readonly Row[], seller: string | null): Found<string> | null {
  if (!rows.some(({ text }) => assigned.test(text))) return null;
  for (const [place, row] of rows.entries()) {
    const found = before.exec(`${row.text} `);
    if (!found) continue;
    const after = found.index + found[0].length;
    const onNext = after >= row.text.length;
    const line = onNext ? rows[place + 1] : row;
    const start = onNext ? 0 : after;
    const value = line && name.exec(line.text.slice(start))?.[0];
    if (!line || !value || (seller !== null && compareNames(value, seller) === 'same')) continue;
    return { value, places: placesOf(line, { start, end: start + value.length }), sure: false };
  }
  return null;
}
