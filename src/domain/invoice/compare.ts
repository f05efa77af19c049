import { sureConfidence, type Page } from '../document.ts';
import { textOf } from '../document/lines.ts';
import { compactIban, findIbans } from '../identifiers/iban.ts';
import type { Level } from '../gate/finding.ts';
import type { FieldPath, InvoiceData, InvoiceFinding } from '../invoice.ts';
import { decimalOf } from './cents.ts';
import { printedAmounts, printsDay } from './printed.ts';
import { structureFinding } from './structure/finding.ts';

/** Fewer letters are a cover or a picture: what they do not print, the invoice may. */
const leastLetters = 80;

/**
 * The XML of a hybrid invoice against its page: in law both are the invoice, and a person signs what she sees (Factur-X 1.0.07,
 * 4). A value that the page does not print is a finding; a page that nobody could read surely shows nothing.
 */
export function compareWithPage(data: InvoiceData, pages: readonly Page[]): InvoiceFinding[] {
  const unsure = pages.some(({ confidence, words }) => words.length > 0 && confidence < sureConfidence);
  const text = textOf([...pages]);
  if (unsure || text.replace(/\s/gu, '').length < leastLetters) return [];
  const findings: InvoiceFinding[] = [];
  const differs = (code: string, level: Level, field: FieldPath, xml: string, page = '') =>
    findings.push(structureFinding(`e-invoice-page-${code}`, level, { xml, page }, [field]));

  const amounts = printedAmounts(text);
  const totals = [
    ['gross', 'stop', 'totalGross', data.totalGross],
    ['due', 'stop', 'amountDue', data.amountDue],
    ['net', 'warn', 'totalNet', data.totalNet],
    ['tax', 'warn', 'totalTax', data.totalTax],
  ] as const;
  for (const [code, level, field, cents] of totals) {
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
    const printed = page.includes(iban) || letters.includes(lettersOf(compactIban(iban)));
    if (page.length > 0 && !printed) differs('iban', 'stop', `ibans.${place}`, iban, page.join(', '));
  }
  return findings;
}

const lettersOf = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
