import { digits, validSiren, validSiret } from '../../identifiers/siren.ts';
import { validIban } from '../../identifiers/iban.ts';
import { validFrenchVat } from '../../identifiers/vat.ts';
import type { FieldPath, InvoiceFinding } from '../../invoice.ts';
import { isDay } from '../days.ts';
import { absolute, fromWhole, times, type Decimal } from '../structure/decimal.ts';
import type { PostalAddress, SaleDraft } from './draft.ts';
import { numberOf } from './exact.ts';
import { exemptions } from './exemptions.ts';
import { validSaleNumber } from './number.ts';
import { pricePlaces, quantityPlaces, totalsOf } from './totals.ts';

/** Of the mainland, Corsica and overseas (CGI, 278 to 281 nonies, 294 to 297): BR-FR-16 takes no other. */
const rates: ReadonlySet<number> = new Set([2000, 1000, 550, 210, 1300, 90, 850, 175, 105]);
/** Euros. A line above it is a slip of the finger; below it no sum leaves the safe integers. */
const mostOfLine = fromWhole(100_000_000);

/** What stands between a draft and a lawful invoice; `stop`: it cannot be issued. The same words for a person and a model. */
export function checkSale(draft: SaleDraft): InvoiceFinding[] {
  return [missing, identifiers, days, lines, vat, links, totals].flatMap((check) => check(draft));
}

const stop = (code: string, fields: FieldPath[], evidence: Record<string, string> = {}): InvoiceFinding => ({
  check: 'sale',
  code,
  level: 'stop',
  evidence,
  fields,
});

const warn = (code: string, fields: FieldPath[]): InvoiceFinding => ({ ...stop(code, fields), level: 'warn' });

/** CGI annexe II, 242 nonies A I 1°, 2°, 8°; code de commerce, L441-9 and R123-237. */
function missing(draft: SaleDraft): InvoiceFinding[] {
  const { seller, buyer, lines: list, payment, settled, dueDate, type } = draft;
  const wanted: [FieldPath, boolean][] = [
    ['seller.name', seller.name !== ''],
    ['seller.siren', seller.siren !== ''],
    ['seller.legalForm', seller.legalForm !== ''],
    ['seller.vat', seller.vat !== '' || seller.vatRegime === 'franchise'],
    ['buyer.name', buyer.name !== ''],
    ['lines', list.length > 0],
    ...list.map(({ name }, at): [FieldPath, boolean] => [`lines.${at}.name`, name !== '']),
    ['dueDate', dueDate !== null || type === 'credit-note' || settled !== null],
    ['ibans.0', settled !== null || type === 'credit-note' || payment.by !== 'transfer' || payment.iban !== ''],
  ];
  const absent = wanted.filter(([, there]) => !there).map(([field]) => stop('sale-missing', [field], { field }));
  const addresses = (['seller', 'buyer'] as const)
    .filter((side) => !whole(draft[side].address))
    .map((side) => stop('sale-missing', [`${side}.address`], { field: `${side}.address` }));
  return [...absent, ...addresses];
}

const whole = ({ lines: list, postcode, city }: PostalAddress): boolean =>
  list.some((line) => line !== '') && postcode !== '' && city !== '';

function identifiers({ seller, buyer, payment }: SaleDraft): InvoiceFinding[] {
  const found: InvoiceFinding[] = [];
  for (const [side, { siren, siret, vat: number }] of Object.entries({ seller, buyer })) {
    if (siren && !(compact(siren) && validSiren(siren))) found.push(stop('sale-siren', [`${side}.siren`]));
    if (siret && !(compact(siret) && validSiret(siret) && siret.startsWith(siren)))
      found.push(stop('sale-siret', [`${side}.siret`]));
    if (number.startsWith('FR') && !(compact(number) && validFrenchVat(number)))
      found.push(stop('sale-vat', [`${side}.vat`]));
    if (number && !/^[A-Z]{2}[A-Z0-9+*]{2,13}$/u.test(number)) found.push(stop('sale-vat', [`${side}.vat`]));
  }
  if (payment.iban && !(validIban(payment.iban) && /^[A-Z0-9]+$/u.test(payment.iban)))
    found.push(stop('sale-iban', ['ibans.0']));
  if (payment.bic && !/^[A-Z0-9]{8}(?:[A-Z0-9]{3})?$/u.test(payment.bic)) found.push(stop('sale-bic', ['bic']));
  // From the day it must be sent through a platform, the buyer's SIREN is its address (CGI annexe II, 242 nonies A I 1° bis).
  if (!buyer.consumer && !buyer.siren && buyer.address.country === 'FR')
    found.push(warn('sale-buyer-siren', ['buyer.siren']));
  return found;
}

const compact = (text: string): boolean => digits(text) === text;

function days({ type, issueDate, dueDate, supply, deposits, earlier, settled }: SaleDraft): InvoiceFinding[] {
  const said: [FieldPath, string | null | undefined][] = [
    ['issueDate', issueDate],
    ['dueDate', dueDate],
    ['deliveryDate', supply?.from],
    ['deliveryDate', supply?.to],
    ['deducted', settled?.date],
    ...deposits.map((each): [FieldPath, string] => ['deducted', each.issueDate]),
    ...earlier.map((each): [FieldPath, string] => ['creditedInvoice', each.issueDate]),
  ];
  const wrong = said.filter(([, day]) => day && !validDay(day)).map(([field]) => stop('sale-day', [field]));
  // BR-FR-CO-07; a deposit may have been due before its invoice.
  if (dueDate && dueDate < issueDate && type !== 'deposit')
    wrong.push(stop('sale-due-early', ['dueDate', 'issueDate']));
  if (supply?.to && supply.to < supply.from) wrong.push(stop('sale-period', ['deliveryDate']));
  if ([...deposits, ...earlier].some((each) => each.issueDate > issueDate))
    wrong.push(stop('sale-earlier-later', ['issueDate']));
  return wrong;
}

/** BR-FR-03: of this century. */
const validDay = (day: string): boolean => isDay(day) && day.startsWith('20');

function lines(draft: SaleDraft): InvoiceFinding[] {
  return draft.lines.flatMap(({ quantity, unitPrice, discount, vat: of }, at) => {
    const found: InvoiceFinding[] = [];
    const count = numberOf(quantity, quantityPlaces);
    const price = numberOf(unitPrice, pricePlaces);
    if (count === null) found.push(stop('sale-number', [`lines.${at}.quantity`]));
    if (price === null) found.push(stop('sale-number', [`lines.${at}.unitPrice`]));
    if (price !== null && price < 0n) found.push(stop('sale-price-negative', [`lines.${at}.unitPrice`]));
    const off = discount && 'amount' in discount ? fromWhole(discount.amount) / 100n : 0n;
    if (count !== null && price !== null && tooLarge(times(count, price), off))
      found.push(stop('sale-too-large', [`lines.${at}.net`]));
    if (typeof of === 'number' && !rates.has(of)) found.push(stop('sale-rate', [`lines.${at}.rate`]));
    return found;
  });
}

const tooLarge = (gross: Decimal, off: Decimal): boolean => absolute(gross) > mostOfLine || off > mostOfLine;

function vat({ seller, buyer, lines: list, supply, deliveredTo }: SaleDraft): InvoiceFinding[] {
  const found: InvoiceFinding[] = [];
  const reasons = new Set(list.map((line) => line.vat).filter((each) => typeof each !== 'number'));
  const categories = [...reasons].map((reason) => exemptions[reason].category);
  if (seller.vatRegime === 'franchise' && list.some((line) => line.vat !== 'franchise'))
    found.push(stop('sale-vat-in-franchise', ['vat']));
  if (seller.vatRegime !== 'franchise' && reasons.has('franchise')) found.push(stop('sale-not-in-franchise', ['vat']));
  // One breakdown per category (BR-E-01, BR-AE-01): two reasons in it could not be told apart.
  if (new Set(categories).size < categories.length) found.push(stop('sale-exemptions-mixed', ['vat']));
  const identified = categories.includes('K') || reasons.has('eu-service');
  if (identified && (!buyer.vat || buyer.vat.startsWith('FR'))) found.push(stop('sale-buyer-vat', ['buyer.vat']));
  // CGI annexe II, 242 nonies A I 3°: the number of whoever owes the tax in the seller's place.
  if (reasons.has('building-subcontract') && !buyer.vat) found.push(stop('sale-buyer-vat', ['buyer.vat']));
  // BR-IC-11 and BR-IC-12.
  if (categories.includes('K') && (!supply || !deliveredTo)) found.push(stop('sale-delivery', ['deliveryDate']));
  return found;
}

/** BR-FR-CO-04 and -05: a corrected invoice cites one, a credit note at least one. */
function links({ type, earlier, deposits }: SaleDraft): InvoiceFinding[] {
  const found: InvoiceFinding[] = [];
  if (type === 'corrected' && earlier.length !== 1) found.push(stop('sale-earlier', ['creditedInvoice']));
  if (type === 'credit-note' && earlier.length === 0) found.push(stop('sale-earlier', ['creditedInvoice']));
  if (type !== 'invoice' && type !== 'corrected' && deposits.length > 0)
    found.push(stop('sale-deposits', ['deducted']));
  if ([...earlier, ...deposits].some(({ number }) => !validSaleNumber(number)))
    found.push(stop('sale-earlier-number', ['creditedInvoice']));
  return found;
}

/** What is given back is a credit note's matter: 381 with positive amounts, not 380 with negative ones. */
function totals(draft: SaleDraft): InvoiceFinding[] {
  const sums = totalsOf(draft)?.totals;
  if (!sums) return [];
  if (sums.gross < 0) return [stop('sale-negative', ['totalGross'])];
  return sums.due < 0 ? [stop('sale-deposits-exceed', ['amountDue'])] : [];
}
