import { compareNames } from '../../../domain/invoice/company-name.ts';
import { digits } from '../../../domain/identifiers/siren.ts';
import type { Place } from '../../../domain/document.ts';
import type { Party } from '../../../domain/invoice.ts';
import { blocksOf, type Block, type BlockLine } from './blocks.ts';
import type { Identifier } from './identifiers.ts';
import { isData, isLegalLine, legalName, nameIn } from './names.ts';
import { placesOf, type Row } from './sheet.ts';
import { tokensOf } from './tokens.ts';

export interface ReadParty {
  party: Party;
  places: Partial<Record<keyof Party, Place[]>>;
  unsure: (keyof Party)[];
}

export interface Client {
  name: string;
  siren: string;
  vat: string;
}

/** Who sells and who buys, by their numbers, the layout and what is known of the client. */
export function readParties(
  rows: readonly Row[],
  identifiers: readonly Identifier[],
  client: Client,
): { seller: ReadParty; buyer: ReadParty } {
  const blocks = blocksOf(rows).filter(({ lines }) => lines.length > 0);
  const scored = blocks.map((block) => ({ block, ...scoresOf(block, { identifiers, client }) }));
  const buyerBlock = best(scored, ({ buyer }) => buyer, 2);
  const sellerBlock = best(
    scored.filter(({ block }) => block !== buyerBlock),
    ({ seller }) => seller,
    1,
  );
  const owners = ownersOf(identifiers, { buyerBlock, sellerBlock, client });
  const sellerName = nameOfSeller(rows, sellerBlock, buyerBlock, owners.seller);
  return {
    seller: partyOf(owners.seller, sellerName, sellerBlock),
    buyer: partyOf(owners.buyer, nameOfBuyer(buyerBlock, client), buyerBlock),
  };
}

interface Known {
  identifiers: readonly Identifier[];
  client: Client;
}

const clientOwner = ({ siren, vat }: Client): string =>
  siren ? digits(siren) : vat.startsWith('FR') ? digits(vat).slice(4) : digits(vat);

function scoresOf(block: Block, { identifiers, client }: Known): { buyer: number; seller: number } {
  const text = block.lines.map((line) => line.text).join('\n');
  const own = identifiers.filter((one) => within(one, block));
  const legal = block.lines.some((line) => isLegalLine(line.text));
  const reach = /@|www\.|\bT[ée]l|T[ée]l[ée]phone|Fax|Phone/iu.test(text);
  const address = postcode.test(text);
  const isClient = client.name !== '' && block.lines.some((line) => sameName(line.text, client.name));
  const clientId = clientOwner(client) !== '' && own.some(({ owner }) => owner === clientOwner(client));
  const named = block.lines.some((line) => nameIn(line.text) !== null && !isData(line.text));
  const high = 1 - block.box.top;
  const label = { seller: 4, buyer: -5, other: -4 };
  const seller =
    (block.label ? label[block.label] : 0) +
    (own.length > 0 && !clientId ? 2 : 0) +
    (legal ? 2 : 0) +
    (reach ? 1 : 0) +
    (address ? 1 : 0) +
    (isClient ? -4 : 0) +
    (clientId ? -4 : 0) +
    (named ? 1 : -2) +
    high * (block.page === 1 ? 1.5 : 0) +
    (1 - block.box.left) * 0.5;
  const buyer =
    (block.label ? { seller: -5, buyer: 4, other: -3 }[block.label] : 0) +
    (isClient ? 4 : 0) +
    (clientId ? 3 : 0) +
    (address ? 1.5 : 0) +
    (legal ? -3 : 0) +
    (reach ? -1 : 0) +
    (own.length > 0 && !clientId && block.label !== 'buyer' ? -2 : 0) +
    (named ? 0.5 : -2) +
    (block.box.left > 0.45 ? 0.7 : 0) +
    (block.box.top < 0.5 && block.page === 1 ? 0.5 : -2);
  return { seller, buyer };
}

/** French, German, and most others of the continent; Britain's. */
const postcode = /(?:^|[\s-])\d{4,5} \p{Lu}|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2} \d{5}\b/mu;

const within = ({ row, start, end }: Identifier, block: Block): boolean =>
  block.lines.some((line) => line.row === row && line.start <= start && line.end >= end);

const sameName = (text: string, name: string): boolean => {
  const own = nameIn(text);
  return own !== null && compareNames(own, name) === 'same';
};

function best<T extends { block: Block }>(list: readonly T[], score: (one: T) => number, least: number): Block | null {
  const [first] = list.toSorted((a, b) => score(b) - score(a));
  return first && score(first) >= least ? first.block : null;
}

interface Owners {
  seller: Identifier[];
  buyer: Identifier[];
}

/** Words right before a number that make it the other party's. */
const ofClient = new Set([
  'client',
  'acheteur',
  'customer',
  'preneur',
  'acquereur',
  'buyer',
  'kunde',
  'votre',
  'your',
  'ihre',
]);

function ownersOf(
  identifiers: readonly Identifier[],
  { buyerBlock, sellerBlock, client }: { buyerBlock: Block | null; sellerBlock: Block | null; client: Client },
): Owners {
  const groups = [...Map.groupBy(identifiers, ({ owner }) => owner).values()];
  const scored = groups.map((group) => {
    const first = group[0];
    const named = group.some(({ row, start }) =>
      tokensOf(row.text.slice(Math.max(0, start - 30), start)).some(({ key }) => ofClient.has(key)),
    );
    const buyer =
      (first && first.owner === clientOwner(client) ? 4 : 0) +
      (named ? 3 : 0) +
      (buyerBlock && group.some((one) => near(one, buyerBlock)) ? 2 : 0);
    const seller =
      (group.some(({ row }) => isLegalLine(row.text)) ? 2 : 0) +
      (sellerBlock && group.some((one) => near(one, sellerBlock)) ? 2 : 0) +
      (group.length - 1) * 0.3 +
      (group.some(({ valid }) => valid) ? 0.5 : 0);
    return { group, score: seller - buyer };
  });
  const sellers = scored
    .filter(({ score }) => score > 0 || (score === 0 && scored.length === 1))
    .toSorted((a, b) => b.score - a.score);
  const buyers = scored.filter(({ score }) => score < 0).toSorted((a, b) => a.score - b.score);
  return { seller: sellers[0]?.group ?? [], buyer: buyers[0]?.group ?? [] };
}

/** In the block, or right under it: a block that breaks at a wider line space. */
function near(identifier: Identifier, block: Block): boolean {
  if (within(identifier, block)) return true;
  const { row, start } = identifier;
  const word = row.words.find((one) => one.end > start)?.box;
  if (!word || row.page !== block.page) return false;
  const gap = word.top - block.box.bottom;
  return gap >= -0.005 && gap < 0.06 && word.left < block.box.right + 0.02 && word.left > block.box.left - 0.03;
}

interface Named {
  value: string;
  places: Place[];
  sure: boolean;
}

function nameOfSeller(
  rows: readonly Row[],
  block: Block | null,
  buyer: Block | null,
  own: readonly Identifier[],
): Named | null {
  const legal = rows
    .flatMap((row) =>
      row.cells.map((cell) => ({ row, start: cell.start, end: cell.end, text: row.text.slice(cell.start, cell.end) })),
    )
    .flatMap((line) => {
      const name = legalName(line.text);
      const theirs = buyer?.lines.some((one) => one.row === line.row && one.start === line.start);
      return name && !theirs ? [{ name, line }] : [];
    });
  const titles = (block?.lines ?? []).flatMap((line) => {
    const name = nameIn(line.text);
    return name && !isData(line.text) ? [{ name, line }] : [];
  });
  const [title] = titles;
  const agreeing = titles.find((one) => legal.some((other) => compareNames(one.name, other.name) === 'same'));
  const domain = titles.find(({ name }) => domainsOf(rows).some((host) => isDomainOf(host, name)));
  const chosen = agreeing ?? domain ?? legal[0] ?? title ?? firstLine(rows, buyer);
  if (!chosen) return null;
  const witnesses =
    (agreeing ? 2 : 0) +
    (legal[0] === chosen ? 1 : 0) +
    (domain === chosen ? 1 : 0) +
    (block?.label === 'seller' && title === chosen ? 2 : 0) +
    (own.some(({ valid, row }) => valid && (row === chosen.line.row || block?.lines.some((line) => line.row === row)))
      ? 1
      : 0);
  return {
    value: chosen.name,
    places: placesOf(chosen.line.row, spotOf(chosen.line, chosen.name)),
    sure: witnesses >= 2,
  };
}

function firstLine(
  rows: readonly Row[],
  buyer: Block | null,
): { name: string; line: Pick<BlockLine, 'row' | 'start' | 'end' | 'text'> } | null {
  for (const row of rows.slice(0, 12))
    for (const { start, end } of row.cells) {
      const text = row.text.slice(start, end);
      const name = nameIn(text);
      const theirs = buyer?.lines.some((one) => one.row === row && one.start === start);
      if (name && !theirs && !isData(text)) return { name, line: { row, start, end, text } };
    }
  return null;
}

function spotOf(
  { row, start, end }: Pick<BlockLine, 'row' | 'start' | 'end'>,
  name: string,
): { start: number; end: number } {
  const at = row.text.indexOf(name, start);
  return at < 0 ? { start, end } : { start: at, end: at + name.length };
}

const hosts = /(?:@|www\.)([a-z\d-]{2,60})\.[a-z]{2,}/giu;
const domainsOf = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ text }) => Array.from(text.matchAll(hosts), (found) => (found[1] ?? '').toLowerCase()));

/** "roumanille" in "Ébénisterie Roumanille": every part of the host that is a word is in the name. */
function isDomainOf(host: string, name: string): boolean {
  const keys = tokensOf(name).map(({ key }) => key);
  const parts = host.split('-').filter((part) => part.length > 2);
  return (
    parts.length > 0 &&
    (parts.every((part) => keys.some((key) => key === part)) || keys.join('').includes(parts.join('')))
  );
}

function nameOfBuyer(block: Block | null, client: Client): Named | null {
  const lines = (block?.lines ?? []).filter(({ text }) => nameIn(text) !== null);
  const own = client.name === '' ? undefined : lines.find(({ text }) => sameName(text, client.name));
  const line = own ?? lines.find(({ text }) => !isData(text));
  if (!line) return null;
  const value = nameIn(line.text) ?? line.text;
  return {
    value,
    places: placesOf(line.row, spotOf(line, value)),
    sure: own !== undefined || block?.label === 'buyer',
  };
}

function partyOf(own: readonly Identifier[], name: Named | null, block: Block | null): ReadParty {
  const one = (kind: Identifier['kind']) =>
    own.find((id) => id.kind === kind && id.valid) ?? own.find((id) => id.kind === kind);
  const [siren, siret, vat] = [one('siren'), one('siret'), one('vat')];
  const address = block ? addressOf(block, name) : null;
  const party: Party = {
    name: name?.value ?? null,
    siren: siren?.value ?? siret?.owner ?? (vat?.value.startsWith('FR') ? vat.owner : null),
    siret: siret?.value ?? null,
    vat: vat?.value ?? null,
    address: address?.text ?? null,
    country: null,
  };
  const places: ReadParty['places'] = {};
  const source = siren ?? siret ?? vat;
  if (name) places.name = name.places;
  if (source && party.siren) places.siren = placesOf(source.row, source);
  if (siret) places.siret = placesOf(siret.row, siret);
  if (vat) places.vat = placesOf(vat.row, vat);
  if (address) places.address = address.places;
  const unsure: (keyof Party)[] = [];
  if (name && !name.sure) unsure.push('name');
  for (const [field, id] of [
    ['siren', source],
    ['siret', siret],
    ['vat', vat],
  ] as const)
    if (id && party[field] !== null && !id.valid) unsure.push(field);
  return { party, places, unsure };
}

function addressOf(block: Block, name: Named | null): { text: string; places: Place[] } | null {
  const end = block.lines.findIndex(({ text }) => postcode.test(text));
  if (end < 0) return null;
  const begin = Math.max(0, block.lines.findIndex(({ text }) => name !== null && text.includes(name.value)) + 1);
  const lines = block.lines.slice(begin, end + 1);
  if (lines.length === 0) return null;
  return { text: lines.map(({ text }) => text).join('\n'), places: lines.flatMap((line) => placesOf(line.row, line)) };
}
