import type { Level } from '../../gate/finding.ts';
import type { FieldPath, InvoiceData } from '../../invoice.ts';
import type { InvoiceCheck, InvoiceContext } from '../context.ts';
import { addDays, isDay } from '../days.ts';
import { mentionWords, wordsOf } from '../mention-words.ts';
import { countryOf, isFrenchCountry, isFrenchSeller, isProfessionalBuyer, sirenOf } from '../party.ts';
import { plain } from '../plain.ts';
import { sayFor } from '../say.ts';

/** Facts that decide which mentions are owed, worked out once. */
interface Case {
  context: InvoiceContext;
  data: InvoiceData;
  words: string;
  french: boolean;
  /** The words are all there is on the page: what is not in them is missing. */
  readable: boolean;
  professional: boolean;
}

interface Mention {
  code: string;
  fields: FieldPath[];
  /** Null: not owed in this case. */
  owed: (one: Case) => Level | null;
  present: (one: Case) => boolean;
}

const say = sayFor('mentions');

/** The mandatory mentions (docs/invoices.md has the list, its sources, and what is not checked), in order of weight. */
export const mentions: InvoiceCheck = (context) => {
  const { data } = context.read;
  const words = wordsOf(context);
  const one: Case = {
    context,
    data,
    words,
    french: isFrenchSeller(data, context.text),
    readable: context.text !== '' || data.notes.length > 0,
    professional: isProfessionalBuyer(context),
  };
  return list.flatMap(({ code, fields, owed, present }) => {
    const level = owed(one);
    if (!level || present(one)) return [];
    return [say(code, level, fields, code === 'mention-due-date' ? { day: defaultDue(data) } : {})];
  });
};

const always = (): Level => 'warn';
const whenFrench =
  (level: Level) =>
  ({ french }: Case): Level | null =>
    french ? level : null;
/** Said in words, by a French seller, to a professional, on what is to be paid. */
const inWords =
  (level: Level) =>
  ({ french, readable, professional, data }: Case): Level | null =>
    french && readable && professional && data.kind === 'invoice' ? level : null;
const says =
  (...patterns: RegExp[]) =>
  ({ words }: Case): boolean =>
    patterns.every((pattern) => pattern.test(words));

/** 150 € before tax: the VAT number may be left out (242 nonies A II), as on what corrects an invoice. */
const smallInvoice = 15_000;
/** Decree 2022-1299 article 3 (2024-266): large sellers, then all. Which one a seller is no page tells. */
const reformForSome = '2026-09-01';
const reformForAll = '2027-09-01';

/** Who charges no VAT may have no number. */
const charges = ({ totalTax, vat }: InvoiceData): boolean => (totalTax ?? 0) !== 0 || vat.some(({ tax }) => tax !== 0);

/** The mentions of the reform are owed between French businesses, from the day of the seller's own duty to issue. */
function byReform({ french, professional, data }: Case): Level | null {
  const country = countryOf(data.buyer);
  if (!french || !professional || (country && !isFrenchCountry(country))) return null;
  if (!isDay(data.issueDate) || data.issueDate < reformForSome) return null;
  return data.issueDate < reformForAll ? 'note' : 'warn';
}

const list: readonly Mention[] = [
  { code: 'mention-number', fields: ['number'], owed: always, present: ({ data }) => Boolean(data.number) },
  { code: 'mention-issue-date', fields: ['issueDate'], owed: always, present: ({ data }) => isDay(data.issueDate) },
  {
    code: 'mention-seller-name',
    fields: ['seller.name'],
    owed: always,
    present: ({ data }) => Boolean(data.seller.name),
  },
  {
    code: 'mention-seller-siren',
    fields: ['seller.siren'],
    owed: whenFrench('warn'),
    present: ({ data }) => sirenOf(data.seller) !== null || Boolean(data.seller.vat),
  },
  {
    code: 'mention-seller-vat',
    fields: ['seller.vat'],
    owed: ({ french, data }) =>
      french && data.kind === 'invoice' && Math.abs(data.totalNet ?? 0) > smallInvoice && charges(data) ? 'warn' : null,
    present: ({ data }) => Boolean(data.seller.vat),
  },
  {
    code: 'mention-penalties',
    fields: [],
    owed: inWords('warn'),
    present: says(mentionWords.penalties),
  },
  {
    code: 'mention-indemnity',
    fields: [],
    owed: inWords('warn'),
    present: says(mentionWords.indemnity),
  },
  {
    code: 'mention-due-date',
    fields: ['dueDate'],
    owed: ({ professional, data }) => (professional && data.kind === 'invoice' && data.amountDue !== 0 ? 'note' : null),
    present: ({ data }) => isDay(data.dueDate) || Boolean(data.paymentTerms),
  },
  { code: 'mention-early-payment', fields: [], owed: inWords('note'), present: says(mentionWords.earlyPayment) },
  {
    code: 'mention-company',
    fields: [],
    owed: (one) => (isCompany(one) ? inWords('note')(one) : null),
    present: says(mentionWords.capital, mentionWords.register),
  },
  {
    code: 'mention-sole-trader',
    fields: ['seller.name'],
    owed: (one) => (mentionWords.franchise.test(one.words) && !isCompany(one) ? inWords('note')(one) : null),
    present: ({ words, data }) => mentionWords.soleTrader.test(`${words} ${(data.seller.name ?? '').toLowerCase()}`),
  },
  {
    code: 'mention-self-billing',
    fields: ['typeCode'],
    owed: ({ data, readable }) => (data.typeCode === '389' && readable ? 'note' : null),
    present: says(mentionWords.selfBilling),
  },
  {
    code: 'mention-buyer-siren',
    fields: ['buyer.siren'],
    owed: byReform,
    present: ({ data }) => sirenOf(data.buyer) !== null,
  },
  {
    code: 'mention-category',
    fields: [],
    owed: (one) => (one.readable ? byReform(one) : null),
    present: says(mentionWords.category),
  },
];

/** By the seller's name or capital: a form elsewhere on the page may be the buyer's. */
const isCompany = ({ words, data }: Case): boolean =>
  mentionWords.company.test(plain(data.seller.name ?? '')) || mentionWords.capital.test(words);

/** Where nothing was agreed the price is due thirty days after the delivery (L441-10 I): what to reckon with meanwhile. */
function defaultDue({ deliveryDate, issueDate }: InvoiceData): string {
  const from = isDay(deliveryDate) ? deliveryDate : issueDate;
  return isDay(from) ? addDays(from, 30) : '';
}
