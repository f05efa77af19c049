import { fold } from '../../text/facts/fact.ts';
import { compactIban, validIban } from '../../identifiers/iban.ts';
import type { FieldPath, InvoiceData, Party } from '../../invoice.ts';
import type { SaidInvoice, SaidParty } from '../said.ts';
import { codesIn, compact, printedIbans } from './codes.ts';
import type { Desk } from './desk.ts';
import type { Tools } from './find.ts';
import type { Spot } from './lines.ts';
import type { Printed } from './printed.ts';
import { foldedWords, wordsIn } from './words.ts';

export interface Served {
  name: string;
  siren: string;
  vat: string;
}

export function groundParty(who: 'seller' | 'buyer', said: SaidParty, { find, desk, page }: Tools): Party {
  const vat = find.code(`${who}.vat`, said.vat);
  const siren = find.code(`${who}.siren`, said.siren, true);
  const siret = find.code(`${who}.siret`, said.siret, true);
  const printedLines = said.address.map((line) => wordsIn(page.stream, line)[0]).filter((spots) => spots !== undefined);
  const address = said.address.filter((line) => wordsIn(page.stream, line).length > 0);
  if (printedLines.length > 0) desk.lay(`${who}.address`, printedLines.flat());
  if (address.length < said.address.length) desk.unsure.add(`${who}.address`);
  return {
    name: find.words(`${who}.name`, said.name),
    siren: siren && compact(siren),
    siret: siret && compact(siret),
    vat: vat && compact(vat),
    address: address.join('\n') || null,
    country: countryOf(vat, siren ?? siret),
  };
}

/** Greece writes EL. A SIREN is French. */
function countryOf(vat: string | null, siren: string | null): string | null {
  const written = /^[A-Z]{2}/u.exec(compact(vat ?? ''))?.[0].replace('EL', 'GR');
  return written ?? (siren === null ? null : 'FR');
}

/** The client is the buyer: as seller it was mistaken, or this is no purchase. Blames both parties then. */
export function partSellerFromClient(data: InvoiceData, client: Served, desk: Desk): void {
  const own = [data.seller.siren, data.seller.siret?.slice(0, 9), data.seller.vat?.slice(-9)];
  const sirens = [compact(client.siren), compact(client.vat).slice(-9)].filter((siren) => siren !== '');
  const named = sameName(data.seller.name ?? '', client.name);
  const mistaken = named || own.some((siren) => siren && sirens.includes(siren));
  const twice = data.seller.siren !== null && data.seller.siren === data.buyer.siren;
  if (mistaken || twice)
    desk.blame('own-seller', [...fieldsOf('seller', data.seller), ...fieldsOf('buyer', data.buyer)]);
}

const fieldsOf = (who: string, party: Party): FieldPath[] =>
  Object.entries(party).flatMap(([key, value]) => (value === null ? [] : [`${who}.${key}`]));

/** Whatever legal form or trade stands beside it. */
function sameName(written: string, name: string): boolean {
  const [there, here] = [foldedWords(written), foldedWords(name)].map((words) => ` ${words.join(' ')} `);
  return there !== undefined && here !== undefined && here.trim() !== '' && there.includes(here);
}

/**
 * The accounts the model names, then every other that the page prints: none can be hidden by leaving it out. Which of several is
 * to be paid, nobody knows from the page: all are unsure.
 */
export function groundAccounts(said: SaidInvoice['ibans'], { find, desk, page }: Tools): string[] {
  const named = said.flatMap((one, at) => compactIban(find.code(`ibans.${at}`, one) ?? '') || []);
  // A wrong key on a scan that the model reads from its image is a misreading of the account it names.
  const others = printedIbans(page.lines).filter((iban) => !desk.image || validIban(iban));
  const ibans = [...new Set([...named, ...others])];
  for (const [at, iban] of ibans.entries()) {
    const field = `ibans.${at}`;
    if (!desk.places[field]) find.code(field, { text: iban, quote: '' });
    const debited = codesIn(page.squeezed, iban).some((spot) => isDebited(spot, page));
    if (ibans.length > 1 || !validIban(iban) || debited) desk.unsure.add(field);
  }
  return ibans;
}

/** The client's own account, from which the seller draws. */
const debit =
  / (?:preleve\p{L}*|prelevement|debit\p{L}*|mandat|rum|votre (?:compte|iban|rib|banque)|direct debit|your (?:account|bank)|charged to) /u;

function isDebited({ line, start }: Spot, { lines }: Printed): boolean {
  const before = (lines[line]?.text ?? '').slice(0, start);
  const above = before.trim() === '' ? (lines[line - 1]?.text ?? '') : '';
  return debit.test(fold(`${above} ${before}`));
}
