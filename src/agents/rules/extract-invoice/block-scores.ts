import { digits } from '../../../domain/identifiers/siren.ts';
import { compareNames } from '../../../domain/invoice/company-name.ts';
import type { Block } from './blocks.ts';
import type { Identifier } from './identifiers.ts';
import { isData, isLegalLine, nameIn } from './names.ts';

export interface Client {
  name: string;
  siren: string;
  vat: string;
}

export interface ScoredBlock {
  block: Block;
  seller: number;
  buyer: number;
}

/** How much each block looks like the letterhead of who sells, and like the address of who buys. */
export function scoreBlock(block: Block, identifiers: readonly Identifier[], client: Client): ScoredBlock {
  const text = block.lines.map((line) => line.text).join('\n');
  const own = identifiers.filter((one) => within(one, block));
  const ofClient = own.some(({ owner }) => owner === ownerOf(client));
  const isClient = client.name !== '' && block.lines.some((line) => namesClient(line.text, client));
  const legal = block.lines.some((line) => isLegalLine(line.text)) ? 1 : 0;
  const reach = reachable.test(text) ? 1 : 0;
  const address = postcode.test(text) ? 1 : 0;
  const named = block.lines.some((line) => nameIn(line.text) !== null && !isData(line.text));
  const first = block.page === 1;
  const { left, top } = block.box;
  return {
    block,
    seller:
      labelWorth.seller[block.label ?? 'none'] +
      (own.length > 0 ? 2 : 0) +
      (isClient || ofClient ? -6 : 0) +
      2 * legal +
      reach +
      address +
      (named ? 1 : -2) +
      (first ? 1.5 * (1 - top) : 0) +
      0.5 * (1 - left),
    buyer:
      labelWorth.buyer[block.label ?? 'none'] +
      (isClient ? 4 : 0) +
      (ofClient ? 3 : 0) +
      (own.length > 0 && !ofClient && block.label !== 'buyer' ? -2 : 0) -
      3 * legal -
      reach +
      1.5 * address +
      (named ? 0.5 : -2) +
      (left > 0.45 ? 0.7 : 0) +
      (first && top < 0.5 ? 0.5 : -2),
  };
}

const labelWorth = {
  seller: { seller: 4, buyer: -5, other: -4, none: 0 },
  buyer: { seller: -5, buyer: 4, other: -3, none: 0 },
} as const;

const reachable = /@|www\.|\bT[ée]l|\bFax|\bPhone/iu;

/** Of the continent, of Britain, of the United States. */
export const postcode = /(?:^|[\s-])\d{4,5} \p{Lu}|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2} \d{5}\b/mu;

/** The owner that the client's identifiers have; empty: not known. */
export function ownerOf({ siren, vat }: Client): string {
  if (siren) return digits(siren);
  return vat.startsWith('FR') ? digits(vat).slice(4) : digits(vat);
}

export const within = ({ row, start, end }: Identifier, block: Block): boolean =>
  block.lines.some((line) => line.row === row && line.start <= start && line.end >= end);

export function namesClient(text: string, { name }: Client): boolean {
  const own = nameIn(text);
  return own !== null && name !== '' && compareNames(own, name) === 'same';
}
