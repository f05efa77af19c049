import type { InvoiceCheck } from '../context.ts';
import { decimalOf } from '../cents.ts';
import { sayFor } from '../say.ts';

const say = sayFor('credit-note');

/** What changes an invoice refers to it "de façon spécifique et non équivoque" (CGI 289 I 5), and gives back no more than it asked. */
export const creditNote: InvoiceCheck = ({ earlier, read: { data } }) => {
  const corrects = data.typeCode === '384';
  if (data.kind !== 'credit-note' && !corrects) return [];
  const fields = ['creditedInvoice'];
  const number = data.creditedInvoice;
  if (!number) return [say('credit-uncited', 'warn', fields)];
  const cited = earlier.find((one) => one.kind === 'invoice' && bare(one.number ?? '') === bare(number));
  if (!cited) return [say('credit-unknown', 'warn', fields, { number })];
  if (corrects) return [say('invoice-replaced', 'warn', fields, { number })];
  const [gross, asked] = [data.totalGross, cited.totalGross];
  if (gross === null || asked === null || Math.abs(gross) <= Math.abs(asked)) return [];
  return [
    say('credit-larger', 'stop', ['totalGross', 'creditedInvoice'], {
      number,
      amount: decimalOf(Math.abs(gross)),
      asked: decimalOf(Math.abs(asked)),
    }),
  ];
};

const bare = (number: string): string => number.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
