import type { Block } from './blocks.ts';
import { ownerOf, within, type Client } from './block-scores.ts';
import type { Identifier } from './identifiers.ts';
import { isLegalLine } from './names.ts';
import { tokensOf } from './tokens.ts';

/** Numbers of each party, those that speak most plainly for it first. */
export interface Owners {
  seller: Identifier[];
  buyer: Identifier[];
  /** Whose numbers those of two owners may be. */
  contested: ('seller' | 'buyer')[];
}

export interface Sides {
  blocks: readonly Block[];
  sellerBlock: Block | null;
  buyerBlock: Block | null;
  client: Client;
}

/** Words right before a number that make it the buyer's, or nobody's of the two. */
const ofBuyer = new Set([
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

/** Whose each number is: by the line it stands on, the block around it and the client's own. */
export function ownersOf(identifiers: readonly Identifier[], sides: Sides): Owners {
  const groups = [...Map.groupBy(identifiers, ({ owner }) => owner).values()];
  const scored = groups.map((group) => ({ group, score: scoreOf(group, sides) }));
  const only = scored.length === 1;
  const sellers = scored.filter(({ score }) => score > 0 || (only && score >= 0)).toSorted((a, b) => b.score - a.score);
  const buyers = scored.filter(({ score }) => score < 0).toSorted((a, b) => a.score - b.score);
  const contested = Object.entries({ seller: sellers, buyer: buyers }).flatMap(([role, [first, second]]) =>
    first && second && Math.abs(first.score - second.score) < clear ? [role as 'seller' | 'buyer'] : [],
  );
  return { seller: together(sellers, sides.blocks), buyer: together(buyers, sides.blocks), contested };
}

/** By this much one owner is ahead of another. */
const clear = 1.5;

/** Above nought the seller's, below the buyer's. */
function scoreOf(group: readonly Identifier[], { sellerBlock, buyerBlock, client, blocks }: Sides): number {
  const called = group.some((one) => wordsBefore(one).some((word) => ofBuyer.has(word)));
  const labels = blocks.filter((block) => group.some((one) => within(one, block))).map(({ label }) => label);
  const buyer =
    (group[0]?.owner === ownerOf(client) ? 4 : 0) +
    (called ? 3 : 0) +
    (labels.includes('buyer') ? 2 : 0) +
    (buyerBlock && group.some((one) => near(one, buyerBlock)) ? 2 : 0);
  const seller =
    (group.some(({ row }) => isLegalLine(row.text)) ? 2 : 0) +
    (labels.includes('seller') ? 2 : 0) +
    (sellerBlock && group.some((one) => near(one, sellerBlock)) ? 2 : 0) +
    (group.some(({ valid }) => valid) ? 0.5 : 0) +
    0.3 * (group.length - 1);
  // A payee's number speaks less for the seller, and not at all for the buyer.
  if (labels.includes('other') && buyer === 0) return Math.max(0, seller - 1);
  return seller - buyer;
}

const wordsBefore = ({ row, start }: Identifier): string[] =>
  tokensOf(row.text.slice(Math.max(0, start - 30), start)).map(({ key }) => key);

/** In the block, or right under it: an address whose last lines stand a little apart. */
function near(identifier: Identifier, block: Block): boolean {
  if (within(identifier, block)) return true;
  const { row, start } = identifier;
  const box = row.words.find((word) => word.end > start)?.box;
  if (!box || row.page !== block.page) return false;
  const gap = box.top - block.box.bottom;
  return gap >= -0.005 && gap < 0.06 && box.left < block.box.right + 0.02 && box.left > block.box.left - 0.03;
}

/** A number that disagrees with the first ones belongs to them only where it stands with them. */
function together(groups: readonly { group: Identifier[] }[], blocks: readonly Block[]): Identifier[] {
  const [first, ...more] = groups.map(({ group }) => group);
  if (!first) return [];
  const home = blocks.filter((block) => first.some((one) => within(one, block)));
  return [...first, ...more.flat().filter((one) => home.some((block) => within(one, block)))];
}
