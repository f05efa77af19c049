import { validIban } from '../../identifiers/iban.ts';
import { digits, validSiren, validSiret } from '../../identifiers/siren.ts';
import { validFrenchVat } from '../../identifiers/vat.ts';
import type { FieldPath, InvoiceData, Party } from '../../invoice.ts';
import { dueDates, parseTerms } from '../terms.ts';
import type { Desk } from './desk.ts';

/** Cents that a tax may differ from its base times its rate: each line may have been rounded by itself. */
const roundedLines = 2;

/** The sums that every invoice closes, simple ones alone: a person is told of all others. Blames every value of a sum that does not close. `taxed`: the document prints a rate above nought. */
export function closeSums(data: InvoiceData, desk: Desk, taxed: boolean): void {
  const { totalNet: net, totalTax: tax, totalGross: gross, deducted, amountDue: due, vat } = data;
  const [bases, taxes] = [sumOf(vat.map(({ base }) => base)), sumOf(vat.map(({ tax: part }) => part))];
  // Several rates may be printed without their sum.
  // Of an invoice that prints a rate, "no tax" means that one of the two was read twice.
  const untaxed = taxed && !tax && !taxes && net === gross;
  if (net !== null && gross !== null && (untaxed || net + (tax ?? taxes ?? 0) !== gross)) {
    desk.blame('sum', ['totalNet', 'totalTax', 'totalGross']);
  }
  if (gross !== null && due !== null && gross - (deducted ?? 0) !== due) {
    desk.blame('due', ['totalGross', 'deducted', 'amountDue']);
  }
  for (const [at, { rate, base, tax: part }] of vat.entries()) {
    if (rate === null || base === null || part === null) continue;
    const expected = Math.round((base * rate) / 10_000);
    if (Math.abs(expected - part) > Math.max(roundedLines, data.lines.length)) {
      desk.blame('rate', [`vat.${at}.rate`, `vat.${at}.base`, `vat.${at}.tax`]);
    }
  }
  if (bases !== null && net !== null && bases !== net)
    desk.blame('rate', [...vat.map((_, at) => `vat.${at}.base`), 'totalNet']);
  if (taxes !== null && tax !== null && taxes !== tax)
    desk.blame('rate', [...vat.map((_, at) => `vat.${at}.tax`), 'totalTax']);
}

/** A table of rates is sure where it adds up to the totals, each rate where its own base and tax follow it. */
export function doubtRates({ totalNet: net, totalTax: tax, totalGross: gross, vat }: InvoiceData, desk: Desk): void {
  const [bases, taxes] = [sumOf(vat.map(({ base }) => base)), sumOf(vat.map(({ tax: part }) => part))];
  const total = tax ?? (net !== null && gross !== null ? gross - net : null);
  for (const [at, { rate, base, tax: part }] of vat.entries()) {
    const of = base ?? (vat.length === 1 ? net : null);
    const due = part ?? (vat.length === 1 ? total : null) ?? (rate === 0 ? 0 : null);
    if (bases === null || bases !== net) desk.doubted.add(`vat.${at}.base`);
    if (taxes === null || taxes !== total) desk.doubted.add(`vat.${at}.tax`);
    if (of === null || due === null) desk.doubted.add(`vat.${at}.rate`);
  }
}

/** Null: there are none, or one is not known. */
function sumOf(amounts: readonly (number | null)[]): number | null {
  return amounts.length === 0
    ? null
    : amounts.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

/** Identifiers of one party must agree; a wrong key is kept, unsure. */
export function closeIdentifiers(who: 'seller' | 'buyer', { siren, siret, vat }: Party, desk: Desk): void {
  const inVat = vat?.startsWith('FR') ? vat.slice(-9) : null;
  const named = { siren, siret: siret?.slice(0, 9) ?? null, vat: inVat };
  const fields = Object.entries(named).flatMap(([key, value]) => (value === null ? [] : [`${who}.${key}`]));
  if (new Set(Object.values(named).filter((value) => value !== null)).size > 1) desk.blame('identifiers', fields);
  if (siren !== null && !validSiren(siren)) desk.unsure.add(`${who}.siren`);
  if (siret !== null && !validSiret(siret)) desk.unsure.add(`${who}.siret`);
  if (inVat !== null && vat !== null && !validFrenchVat(vat)) desk.unsure.add(`${who}.vat`);
}

/**
 * What a bad scan's values, and those under no label of their own, are proved by, so that a person need not look at each:
 * nothing else lifts a doubt.
 * - Three totals that close, two of them at least on the page and one under its label: a misreading would have to fall on two
 *   at once, and cancel.
 * - An IBAN of a right key: mod 97 catches every single wrong sign and every swap of two.
 * - A SIREN that passes Luhn and stands in a VAT number of the right key (mod 97 again): Luhn alone lets one misreading in ten pass.
 * - A due date that the printed terms give.
 */
export function prove(data: InvoiceData, desk: Desk, nearly: (code: string) => boolean): void {
  const { totalNet: net, totalTax: tax, totalGross: gross, deducted, amountDue: due } = data;
  const totals = ['totalNet', 'totalTax', 'totalGross'];
  const stand = totals.filter((field) => desk.standing.has(field)).length;
  const named = [...totals, 'amountDue'].some((field) => desk.labelled.has(field));
  const closed = net !== null && gross !== null && net + (tax ?? 0) === gross && stand >= 2 && named;
  if (closed && (tax || desk.labelled.has('totalGross') || desk.labelled.has('amountDue'))) {
    clear(totals);
    if (data.vat.length === 1 && data.vat[0]?.base === net && data.vat[0].tax === tax)
      clear(['vat.0.base', 'vat.0.tax']);
  }
  if (due !== null && gross !== null && gross - (deducted ?? 0) === due) {
    const [firm, owed] = [!desk.doubted.has('totalGross'), desk.labelled.has('amountDue')];
    if (deducted === null && (firm || owed)) clear(['totalGross', 'amountDue']);
    if (deducted !== null && desk.standing.has('deducted') && firm) clear(['amountDue', 'deducted']);
  }
  const terms = data.paymentTerms === null ? null : parseTerms(data.paymentTerms);
  if (terms && data.issueDate && data.dueDate && desk.standing.has('dueDate') && !desk.doubted.has('issueDate')) {
    if (dueDates(terms, data.issueDate).includes(data.dueDate)) clear(['dueDate']);
  }
  for (const [at, iban] of data.ibans.entries()) {
    // Off the page an account must be near to what the scan shows: a model can make up a right key as well.
    if (validIban(iban) && (desk.standing.has(`ibans.${at}`) || nearly(iban))) clear([`ibans.${at}`]);
  }
  for (const who of ['seller', 'buyer'] as const) {
    const { siren, siret, vat } = data[who];
    if (!vat || !validFrenchVat(vat) || !(desk.standing.has(`${who}.vat`) || nearly(vat))) continue;
    clear([`${who}.vat`]);
    if (siren === digits(vat).slice(-9)) clear([`${who}.siren`]);
    if (siret && validSiret(siret) && siret.startsWith(digits(vat).slice(-9)) && desk.standing.has(`${who}.siret`)) {
      clear([`${who}.siret`]);
    }
  }

  function clear(fields: FieldPath[]) {
    for (const field of fields) desk.doubted.delete(field);
  }
}
