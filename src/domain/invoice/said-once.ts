import type { Level } from '../gate/finding.ts';
import type { InvoiceFinding } from '../invoice.ts';

/** What a check of every invoice says again that the reading of its XML has said, naming the rule. */
const again: Record<string, readonly string[]> = {
  'e-invoice-sum-gross': ['gross-mismatch'],
  'e-invoice-sum-tax': ['taxes-mismatch'],
  'e-invoice-sum-due': ['due-mismatch', 'due-unexplained'],
  'e-invoice-sum-lines': ['lines-mismatch'],
  'e-invoice-sum-net': ['lines-mismatch'],
  'e-invoice-tax-computed': ['rate-mismatch'],
  'e-invoice-due-before-issue': ['due-before-issue'],
  'e-invoice-missing-gross': ['gross-missing'],
  'e-invoice-missing-number': ['mention-number'],
  'e-invoice-missing-issue-date': ['mention-issue-date'],
  'e-invoice-missing-due-date': ['mention-due-date'],
  'e-invoice-missing-currency': ['currency-missing'],
  'e-invoice-missing-seller-name': ['mention-seller-name'],
  'e-invoice-missing-seller-identifier': ['mention-seller-siren', 'mention-seller-vat'],
  'e-invoice-seller-siren-missing': ['mention-seller-siren'],
  'e-invoice-buyer-siren-missing': ['mention-buyer-siren'],
  'e-invoice-seller-vat-missing': ['mention-seller-vat'],
  'e-invoice-siren-form': ['siren-invalid'],
  'e-invoice-siret-siren': ['siret-of-another'],
  'e-invoice-exemption-unexplained': ['no-vat-reason'],
  'e-invoice-credited-not-cited': ['credit-uncited'],
  'e-invoice-corrected-not-cited': ['credit-uncited'],
  'e-invoice-note-pmt': ['mention-indemnity'],
  'e-invoice-note-pmd': ['mention-penalties'],
  'e-invoice-note-aab': ['mention-early-payment'],
};

const levels: readonly Level[] = ['note', 'warn', 'stop'];

/** Each thing once: in the words that name the rule, at the stronger of the two levels, with the values of both. */
export function saidOnce(structure: readonly InvoiceFinding[], checked: readonly InvoiceFinding[]): InvoiceFinding[] {
  const dropped = new Set<InvoiceFinding>();
  const joined = structure.map((finding) => {
    const repeats = checked.filter((one) => again[finding.code]?.includes(one.code) && concern(one, finding));
    for (const one of repeats) dropped.add(one);
    const level = levels[Math.max(...[finding, ...repeats].map((one) => levels.indexOf(one.level)))] ?? finding.level;
    return { ...finding, level, fields: [...new Set([finding, ...repeats].flatMap(({ fields }) => fields))] };
  });
  return [...joined, ...checked.filter((one) => !dropped.has(one))];
}

/** Of the same rate or party, where both name one. */
const concern = (one: InvoiceFinding, other: InvoiceFinding): boolean =>
  one.fields.length === 0 || other.fields.length === 0 || one.fields.some((field) => other.fields.includes(field));
