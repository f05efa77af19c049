import type { Place } from '../../../domain/document.ts';
import type { Party } from '../../../domain/invoice.ts';
import { postcode, scoreBlock, type Client, type ScoredBlock } from './block-scores.ts';
import { blocksOf, type Block } from './blocks.ts';
import type { Found } from './found.ts';
import type { Identifier } from './identifiers.ts';
import { ownersOf } from './owners.ts';
import { nameOfBuyer, nameOfSeller, namesIn } from './party-names.ts';
import { placesOf, type Row } from './sheet.ts';

export interface ReadParty {
  party: Party;
  places: Partial<Record<keyof Party, Place[]>>;
  unsure: (keyof Party)[];
}

/** Under these a block is nobody's. */
const leastBuyer = 2;
const leastSeller = 1;

/** Who sells and who buys, by their numbers, the layout and what is known of the client. */
export function readParties(
  rows: readonly Row[],
  identifiers: readonly Identifier[],
  client: Client,
): { seller: ReadParty; buyer: ReadParty } {
  const blocks = blocksOf(rows).filter(({ lines }) => lines.length > 0);
  const scored = blocks.map((block) => scoreBlock(block, identifiers, client));
  const buyerBlock = best(scored, 'buyer', leastBuyer);
  const sellerBlock = best(
    scored.filter(({ block }) => block !== buyerBlock && namesIn(block).length > 0),
    'seller',
    leastSeller,
  );
  const owners = ownersOf(identifiers, { blocks, sellerBlock, buyerBlock, client });
  const sellerName = nameOfSeller(rows, { sellerBlock, buyerBlock }, owners.seller);
  const seller = partyOf(owners.seller, sellerName, sellerBlock);
  // Every French number of the seller shows its SIREN; the buyer's is only what is printed.
  const [source] = owners.seller.filter(({ value, kind }) => kind !== 'vat' || value.startsWith('FR'));
  if (source && seller.party.siren === null) {
    seller.party.siren = source.owner;
    seller.places.siren = placesOf(source.row, source);
    if (!source.valid) seller.unsure.push('siren');
  }
  const buyer = partyOf(owners.buyer, nameOfBuyer(buyerBlock, client), buyerBlock);
  for (const role of owners.contested) ({ seller, buyer })[role].unsure.push('siren', 'siret', 'vat');
  return { seller, buyer };
}

function best(list: readonly ScoredBlock[], role: 'seller' | 'buyer', least: number): Block | null {
  const [first] = list.toSorted((a, b) => b[role] - a[role]);
  return first && first[role] >= least ? first.block : null;
}

function partyOf(own: readonly Identifier[], name: Found<string> | null, block: Block | null): ReadParty {
  const read: ReadParty = {
    party: { name: null, siren: null, siret: null, vat: null, address: null, country: null },
    places: {},
    unsure: [],
  };
  if (name) put('name', name.value, name.places, name.sure);
  for (const kind of ['siren', 'siret', 'vat'] as const) {
    const id = own.find((one) => one.kind === kind && one.valid) ?? own.find((one) => one.kind === kind);
    if (id) put(kind, id.value, placesOf(id.row, id), id.valid);
  }
  const address = block ? addressOf(block, name?.value ?? '') : null;
  if (address) put('address', address.text, address.places, true);
  return read;

  function put(field: 'name' | 'siren' | 'siret' | 'vat' | 'address', value: string, places: Place[], sure: boolean) {
    read.party[field] = value;
    read.places[field] = places;
    if (!sure) read.unsure.push(field);
  }
}

/** From under the name to the line with the town. */
function addressOf({ lines }: Block, name: string): { text: string; places: Place[] } | null {
  const end = lines.findIndex(({ text }) => postcode.test(text));
  const begin = lines.findIndex(({ text }) => name !== '' && text.includes(name)) + 1;
  const some = lines.slice(begin, end + 1);
  if (end < 0 || some.length === 0) return null;
  return { text: some.map(({ text }) => text).join('\n'), places: some.flatMap((line) => placesOf(line.row, line)) };
}
