import { sureConfidence, type Page } from '../document.ts';
import { textOf } from '../document/lines.ts';
import { compactIban, findIbans, validIban } from '../identifiers/iban.ts';
import type { Level } from '../gate/finding.ts';
import type { FieldPath, InvoiceData, InvoiceFinding } from '../invoice.ts';
import { decimalOf } from './cents.ts';
import { isUnder } from './ground/labels.ts';
import { piecesOf, type Spot } from './ground/lines.ts';
import { printed, type Printed } from './ground/printed.ts';
import { printedAmounts, printsDay } from './printed.ts';
import { structureFinding } from './structure/finding.ts';

/** Fewer letters are a cover or a picture: what they do not print, the invoice may. */
const leastLetters = 80;

const totals = [
  ['gross', 'stop', 'totalGross'],
  ['due', 'stop', 'amountDue'],
  ['net', 'warn', 'totalNet'],
  ['tax', 'warn', 'totalTax'],
] as const;

type Differs = (code: string, level: Level, field: FieldPath, xml: string, page?: string) => void;

/**
 * The XML of a hybrid invoice against its page: in law both are the invoice, and a person signs what she sees (Factur-X 1.0.07,
 * 4). Of a text layer a value that the page does not print is a finding, and so is another one under its label. Of a scan only
 * what the OCR is sure of can contradict the XML, and never stops it; what it does not show, it may have misread.
 */
export function compareWithPage(data: InvoiceData, pages: readonly Page[]): InvoiceFinding[] {
  const text = textOf(pages);
  if (text.replace(/\s/gu, '').length < leastLetters) return [];
  const findings: InvoiceFinding[] = [];
  const scanned = pages.some(({ by, words }) => by === 'ocr' && words.length > 0);
  const differs: Differs = (code, level, field, xml, page = '') =>
    findings.push(structureFinding(`e-invoice-page-${code}`, scanned ? 'warn' : level, { xml, page }, [field]));
  if (!scanned) missing(data, text, differs);
  contradicted(data, printed(pages, ''), (code, level, field, ...more) => {
    if (!findings.some(({ fields }) => fields.includes(field))) differs(code, level, field, ...more);
  });
  return findings;
}

/** What the words of the page should print, and do not. */
function missing(data: InvoiceData, text: string, differs: Differs): void {
  const amounts = printedAmounts(text);
  for (const [code, level, field] of totals) {
    const cents = data[field];
    // Nothing owed is often not printed.
    if (cents !== null && cents !== 0 && !amounts.has(Math.abs(cents))) differs(code, level, field, decimalOf(cents));
  }
  const letters = lettersOf(text);
  if (data.number !== null && !letters.includes(lettersOf(data.number)))
    differs('number', 'warn', 'number', data.number);
  if (data.issueDate !== null && !printsDay(text, data.issueDate)) differs('date', 'warn', 'issueDate', data.issueDate);
  if (data.dueDate !== null && !printsDay(text, data.dueDate)) differs('due-date', 'note', 'dueDate', data.dueDate);
  const { name } = data.seller;
  if (name !== null && !letters.includes(lettersOf(name))) differs('seller', 'note', 'seller.name', name);
  const page = findIbans(text).map(({ iban }) => iban);
  for (const [place, iban] of data.ibans.entries()) {
    const shown = page.includes(iban) || letters.includes(lettersOf(compactIban(iban)));
    if (page.length > 0 && !shown) differs('iban', 'stop', `ibans.${place}`, iban, page.join(', '));
  }
}

/** What the page prints in a value's place: under its label, at the head of the invoice, as an account of a right key. */
function contradicted(data: InvoiceData, page: Printed, differs: Differs): void {
  for (const [code, , field] of totals) {
    const cents = data[field];
    const own = page.amounts.filter((one) => !one.bare && one.beside && isUnder(field, one));
    const shown = own.filter((one) => isSure(one, page));
    if (cents === null || shown.length === 0 || own.some((one) => Math.abs(one.cents) === Math.abs(cents))) continue;
    const largest = shown.reduce((a, b) => (Math.abs(b.cents) > Math.abs(a.cents) ? b : a));
    differs(`other-${code}`, 'warn', field, decimalOf(cents), decimalOf(largest.cents));
  }
  const heads = page.headed.filter((head) => !head.cited && isSure(head, page));
  const number = lettersOf(data.number ?? '');
  if (number !== '' && heads.length > 0 && !heads.some(({ code }) => isPart(alike(lettersOf(code)), alike(number))))
    differs('other-number', 'warn', 'number', data.number ?? '', heads[0]?.code);
  const days = page.dates.filter((one) => isUnder('issueDate', one));
  const day = days.find((one) => isSure(one, page));
  if (
    data.issueDate !== null &&
    day &&
    !days.some(({ iso, other }) => iso === data.issueDate || other === data.issueDate)
  )
    differs('other-date', 'warn', 'issueDate', data.issueDate, day.iso);
  const ibans = page.lines.flatMap(({ text, legible }) => (legible ? findIbans(text).map(({ iban }) => iban) : []));
  const accounts = ibans.filter((iban) => validIban(iban));
  for (const [place, iban] of data.ibans.entries()) {
    if (accounts.length > 0 && !accounts.includes(iban))
      differs('iban', 'warn', `ibans.${place}`, iban, accounts.join(', '));
  }
}

/** Signs that an OCR takes for one another. */
const twins: Readonly<Record<string, string>> = { o: '0', l: '1', i: '1', s: '5', b: '8', z: '2', g: '6' };
const alike = (letters: string): string => letters.replaceAll(/[olisbzg]/gu, (letter) => twins[letter] ?? letter);

/** A number that goes on after a space, or that the data write without its prefix. */
const isPart = (a: string, b: string): boolean => a !== '' && (a.endsWith(b) || b.endsWith(a) || b.startsWith(a));

function isSure({ line, start, end }: Spot, { lines }: Printed): boolean {
  const here = lines[line];
  return here?.legible === true && piecesOf(here, start, end).every(({ confidence }) => confidence >= sureConfidence);
}

const lettersOf = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
