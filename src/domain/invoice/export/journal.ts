import { frenchDecimalOf } from '../cents.ts';
import { signed, type RegisteredInvoice } from './registered.ts';

/** Accounts of the plan comptable général; which charge an invoice is, only the accountant knows: a suspense account. */
const accounts = {
  purchase: { other: '401000', open: '471000', tax: '445660', code: 'ACH' },
  sale: { other: '411000', open: '471000', tax: '445710', code: 'VTE' },
} as const;

/** The 18 fields of article A47 A-1 of the Livre des procédures fiscales, in their order and with their names. */
export const journalFields = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
] as const;

export interface JournalWords {
  journal: Record<'purchase' | 'sale', string>;
  /** Names of the accounts. */
  other: Record<'purchase' | 'sale', string>;
  open: string;
  tax: Record<'purchase' | 'sale', string>;
}

interface Posting {
  account: string;
  name: string;
  party: boolean;
  /** Of the debit; a negative one is a credit. */
  cents: number;
}

/**
 * Invoices as entries in the format of the fichier des écritures comptables: tabs, decimal commas, days as 20261124. It is a
 * journal to be taken over by an accountant, not the FEC of a year: nothing is validated or lettered. One without a day or a total
 * makes no entry; foreign currencies stand as they are, with their code.
 */
export function toJournal(invoices: readonly RegisteredInvoice[], words: JournalWords): string {
  const entries = invoices.flatMap((invoice, place) => entryOf(invoice, place + 1, words));
  return `${[journalFields.join('\t'), ...entries].join('\r\n')}\r\n`;
}

function entryOf(invoice: RegisteredInvoice, number: number, words: JournalWords): string[] {
  const { direction, issueDate, totalGross } = invoice;
  if (issueDate === null || totalGross === null) return [];
  const { code } = accounts[direction];
  const day = issueDate.replaceAll('-', '');
  const foreign = invoice.currency !== null && invoice.currency !== 'EUR' ? invoice.currency : '';
  return postingsOf(invoice, words).map(({ account, name, party, cents }) =>
    [
      code,
      words.journal[direction],
      String(number),
      day,
      account,
      name,
      party ? (invoice.partySiren ?? '') : '',
      party ? (invoice.partyName ?? '') : '',
      invoice.number ?? '',
      day,
      `${invoice.partyName ?? ''} ${invoice.number ?? ''}`.trim(),
      frenchDecimalOf(Math.max(0, cents)),
      frenchDecimalOf(Math.max(0, -cents)),
      '',
      '',
      '',
      foreign && frenchDecimalOf(cents),
      foreign,
    ]
      .map(oneCell)
      .join('\t'),
  );
}

/** Debits and credits that are equal by construction: the charge is what the gross leaves after the tax. */
function postingsOf(invoice: RegisteredInvoice, words: JournalWords): Posting[] {
  const { direction } = invoice;
  const numbers = accounts[direction];
  const gross = signed(invoice, invoice.totalGross ?? 0);
  const tax = signed(invoice, invoice.totalTax ?? 0);
  const side = direction === 'purchase' ? 1 : -1;
  const postings: Posting[] = [
    { account: numbers.other, name: words.other[direction], party: true, cents: -side * gross },
    { account: numbers.open, name: words.open, party: false, cents: side * (gross - tax) },
    { account: numbers.tax, name: words.tax[direction], party: false, cents: side * tax },
  ];
  return postings.filter(({ cents }) => cents !== 0);
}

const oneCell = (text: string): string => text.replaceAll(/[\t\r\n|]+/gu, ' ');
