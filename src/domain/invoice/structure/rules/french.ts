import type { Level } from '../../../gate/finding.ts';
import type { FieldPath, InvoiceFinding } from '../../../invoice.ts';
import { decimalOf, decimalsOf } from '../decimal.ts';
import type { EuropeanInvoice, EuropeanParty } from '../european.ts';
import { saysBreakdown } from '../profile.ts';
import { broken, type StructureRule } from '../rule.ts';

/** XP Z12-012 annexe A: types of document, frames of invoicing, VAT categories and rates that France takes. */
const types = new Set('380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503'.split(' '));
const frames = new Set('B1 S1 M1 B2 S2 M2 S3 B4 S4 M4 S5 S6 B7 S7 B8 S8 M8'.split(' '));
const categoryCodes = new Set(['S', 'E', 'AE', 'K', 'G', 'O', 'Z']);
const rates = new Set('0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6'.split(' ').map(decimalOf));
const corrections = new Set(['384', '471', '472', '473']);
const deposits = new Set(['386', '500', '503']);
const credits = new Set(['261', '381', '396', '502', '503']);
const longestNumber = 35;
const numberShape = /^[A-Za-z0-9+\-_/]+$/u;

/** What a French platform refuses (XP Z12-012, "BR-FR"): asked of French sellers only. */
export const french: StructureRule = (said, profile) => {
  const { seller, buyer, typeCode, notes } = said;
  if (!isFrench(seller) || said.beforeStandard) return [];
  const findings: InvoiceFinding[] = [];
  const ask = (rule: string, code: string, level: Level, holds: boolean, fields: FieldPath[] = [], evidence = {}) => {
    if (!holds) findings.push(broken(rule, code, level, fields, evidence));
  };
  const number = said.number ?? '';
  ask('BR-FR-01_BT-1', 'number-long', 'note', number.length <= longestNumber, ['number'], { number });
  ask('BR-FR-02_BT-1', 'number-characters', 'note', number === '' || numberShape.test(number), ['number'], { number });
  ask('BR-FR-04_BT-3', 'type-unknown', 'warn', typeCode === null || types.has(typeCode), ['kind'], {
    type: typeCode ?? '',
  });
  if (saysBreakdown(profile)) {
    // The page may print them: the mandatory mentions are asked of page and data together, elsewhere.
    for (const subject of ['PMT', 'PMD', 'AAB']) {
      const there = notes.some((note) => note.subject === subject);
      ask(`BR-FR-05_BT-22_${subject}`, `note-${subject.toLowerCase()}`, 'note', there, ['notes']);
    }
  }
  for (const subject of ['PMT', 'PMD', 'AAB', 'TXD']) {
    const count = notes.filter((note) => note.subject === subject).length;
    ask(`BR-FR-06_BT-21_${subject}`, 'note-twice', 'note', count <= 1, ['notes'], { subject });
  }
  ask('BR-FR-08_BT-23', 'frame-unknown', 'note', frames.has(said.process ?? ''), [], { frame: said.process ?? '' });
  ask('BR-FR-10_BT-30', 'seller-siren-missing', 'warn', sirenOf(seller) !== null, ['seller.siren']);
  ask('BR-FR-12_BT-49', 'buyer-address-electronic', 'note', buyer.electronic !== null, ['buyer']);
  ask('BR-FR-13_BT-34', 'seller-address-electronic', 'note', seller.electronic !== null, ['seller']);
  const forBusiness = notes.some(({ subject, text }) => subject === 'BAR' && text === 'B2B');
  ask('BR-FR-11_BT-47', 'buyer-siren-missing', 'warn', !forBusiness || sirenOf(buyer) !== null, ['buyer.siren']);
  findings.push(...numbers(said), ...preceding(said), ...framed(said), ...money(said));
  return findings;
};

const isFrench = ({ address, tax }: EuropeanParty): boolean =>
  address?.country === 'FR' || tax.some(({ value }) => value.trim().toUpperCase().startsWith('FR'));

const sirenOf = ({ legal }: EuropeanParty): string | null =>
  legal?.scheme === '0002' && /^\d{9}$/u.test(legal.value) ? legal.value : null;

/** BR-FR-09, -32, -CO-10, -21: a SIREN has nine digits, a SIRET begins with its SIREN, an address with its owner's. */
function numbers({ seller, buyer, notes }: EuropeanInvoice): InvoiceFinding[] {
  const findings: InvoiceFinding[] = [];
  const parties: [EuropeanParty, FieldPath, string][] = [
    [seller, 'seller', '29'],
    [buyer, 'buyer', '46'],
  ];
  for (const [{ ids, legal }, field, term] of parties) {
    const siren = legal?.scheme === '0002' ? legal.value : null;
    if (siren !== null && !/^\d{9}$/u.test(siren)) {
      findings.push(broken('BR-FR-32-LEGALID', 'siren-form', 'warn', [`${field}.siren`], { siren }));
    }
    const siret = ids.find(({ scheme }) => scheme === '0009')?.value;
    if (siret !== undefined && !(/^\d{14}$/u.test(siret) && siret.slice(0, 9) === siren)) {
      findings.push(
        broken(`BR-FR-09_BT-${term}`, 'siret-siren', 'warn', [`${field}.siret`], { siret, siren: siren ?? '' }),
      );
    }
    const schemes = ids.flatMap(({ scheme }) => scheme ?? []);
    if (new Set(schemes).size < schemes.length) {
      findings.push(broken(`BR-FR-CO-10_BT-${term}-2`, 'identifier-twice', 'note', [field]));
    }
  }
  const address = buyer.electronic?.scheme === '0225' ? buyer.electronic.value : null;
  const forBusiness = notes.some(({ subject, text }) => subject === 'BAR' && text === 'B2B');
  if (forBusiness && address !== null && !address.startsWith(sirenOf(buyer) ?? ' ')) {
    findings.push(broken('BR-FR-21_BT-49', 'address-siren', 'warn', ['buyer'], { address }));
  }
  return findings;
}

/** A credit note cites what it credits, a corrected invoice the one it replaces (BR-FR-CO-04, -05). */
function preceding({ typeCode, preceding: cited }: EuropeanInvoice): InvoiceFinding[] {
  const fields = ['creditedInvoice'];
  const dated = cited.filter(({ number, issued }) => number !== null && issued !== null);
  if (corrections.has(typeCode ?? '') && cited.length !== 1) {
    return [broken('BR-FR-CO-04_BT-4', 'corrected-not-cited', 'warn', fields)];
  }
  if (!credits.has(typeCode ?? '') || dated.length > 0) return [];
  return [broken('BR-FR-CO-05_BT-3', 'credited-not-cited', 'warn', fields)];
}

/** Frames 2 are of invoices already paid, frames 4 of final ones after a deposit (BR-FR-CO-08, -09). */
function framed({ process, typeCode, totals }: EuropeanInvoice): InvoiceFinding[] {
  const frame = process ?? '';
  const findings: InvoiceFinding[] = [];
  if (/^[BSM]4$/u.test(frame) && deposits.has(typeCode ?? '')) {
    findings.push(broken('BR-FR-CO-08_BT-23', 'frame-type', 'warn', ['kind'], { frame, type: typeCode ?? '' }));
  }
  if (/^[BSM]2$/u.test(frame) && (decimalOf(totals.due) ?? 0n) !== 0n) {
    findings.push(
      broken('BR-FR-CO-09_BT-23-2', 'paid-yet-due', 'warn', ['amountDue'], { frame, due: totals.due ?? '' }),
    );
  }
  return findings;
}

function money({ vat, lines, totals, currency, taxCurrency }: EuropeanInvoice): InvoiceFinding[] {
  const findings: InvoiceFinding[] = [];
  for (const [place, { category, rate }] of vat.entries()) {
    if (category !== null && !categoryCodes.has(category)) {
      findings.push(broken('BR-FR-15_BT-118', 'category-foreign', 'warn', [`vat.${place}`], { category }));
    }
    const known = rate === null || decimalOf(rate) === null || rates.has(decimalOf(rate));
    if (!known)
      findings.push(broken('BR-FR-16_BT-119', 'rate-foreign', 'warn', [`vat.${place}.rate`], { rate: rate ?? '' }));
  }
  for (const [place, { price, quantity }] of lines.entries()) {
    if (price !== null && decimalOf(price) !== null && ((decimalOf(price) ?? 0n) < 0n || decimalsOf(price) > 6)) {
      findings.push(broken('BR-FR-DEC-03_BT-146', 'price-form', 'note', [`lines.${place}.unitPrice`], { price }));
    }
    if (quantity !== null && decimalsOf(quantity) > 4) {
      findings.push(broken('BR-FR-DEC-02_BT-129', 'quantity-form', 'note', [`lines.${place}.quantity`], { quantity }));
    }
  }
  // French VAT is declared in euros, whatever the invoice is in (CGI art. 266, BR-FR-CO-12).
  const inEuros = currency === 'EUR' || (taxCurrency === 'EUR' && totals.taxes.some((tax) => tax.currency === 'EUR'));
  if (currency !== null && !inEuros)
    findings.push(broken('BR-FR-CO-12_BT-5', 'tax-not-in-euros', 'warn', ['currency'], { currency }));
  return findings;
}
