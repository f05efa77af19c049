import { compareNames } from '../../../domain/invoice/company-name.ts';
import type { Block, BlockLine } from './blocks.ts';
import { namesClient, type Client } from './block-scores.ts';
import type { Found } from './found.ts';
import type { Identifier } from './identifiers.ts';
import { isData, isLegalLine, isNameKey, legalName, nameIn, withoutForm } from './names.ts';
import { placesOf, type Row } from './sheet.ts';
import { tokensOf } from './tokens.ts';

interface Candidate {
  name: string;
  line: BlockLine;
  /** A key before it calls it a name. */
  keyed: boolean;
}

/** The seller's name: of its block, of the legal line, of its address in the net; sure where two of them agree. */
export function nameOfSeller(
  rows: readonly Row[],
  { sellerBlock: block, buyerBlock: buyer }: { sellerBlock: Block | null; buyerBlock: Block | null },
  own: readonly Identifier[],
): Found<string> | null {
  const legal = legalNames(rows, buyer);
  const titles = namesIn(block);
  const [title] = titles;
  const keyed = titles.find((one) => one.keyed);
  const agreeing = titles.find(({ name }) => legal.some((other) => holds(name, other.name)));
  const hosts = hostsOf(rows);
  const domain = titles.find(({ name }) => hosts.some((host) => isHostOf(host, name)));
  const repeated = titles.find(({ name, line }) => isPrintedElsewhere(rows, name, line.row));
  const chosen = keyed ?? agreeing ?? legal[0] ?? repeated ?? domain ?? title ?? firstLine(rows, buyer);
  if (!chosen) return null;
  const numbered = own.some(
    ({ valid, row }) =>
      valid && (row === chosen.line.row || (chosen !== legal[0] && block?.lines.some((line) => line.row === row))),
  );
  const named = (host: string) => isHostOf(host, chosen.name);
  const proofs = [
    agreeing && legal.some(({ name }) => holds(chosen.name, name)),
    chosen === agreeing || chosen === legal[0],
    hosts.some(named),
    // "contact@belharra.example  FR74323354985": the number is that of the address in the net.
    own.some(({ valid, row }) => valid && hostsOf([row]).some(named)),
    block?.label === 'seller' && titles.includes(chosen),
    keyed === chosen,
    numbered,
  ].filter(Boolean).length;
  // Beside the seller's number only: large letters are a brand's and a heading's as well.
  const shown = numbered && legal.length === 0 && chosen === title && isLetterhead(rows, chosen.line);
  const broken = !agreeing && chosen !== legal[0] && titles.some((one) => continues(rows, chosen, one));
  const sure = (shown || proofs >= 2) && !broken && !isContradicted(own, chosen.name);
  return { value: chosen.name, places: placesOf(chosen.line.row, spotOf(chosen)), sure };
}

export function nameOfBuyer(block: Block | null, client: Client): Found<string> | null {
  const candidates = namesIn(block);
  const own = candidates.find(({ line }) => namesClient(line.text, client));
  const chosen = own ?? candidates.find(({ keyed }) => keyed) ?? candidates[0];
  if (!chosen) return null;
  const alone = chosen.keyed || candidates.length === 1;
  const sure = own !== undefined || (block?.label === 'buyer' && client.name === '' && alone);
  return { value: chosen.name, places: placesOf(chosen.line.row, spotOf(chosen)), sure };
}

/** Beside the seller's number another company is named: a group, a brand's owner, an agent. */
const isContradicted = (own: readonly Identifier[], name: string): boolean =>
  own.some(({ row }) =>
    row.cells.some(({ start, end }) => {
      const other = nameIn(row.text.slice(start, end));
      return other !== null && withoutForm(other) !== other && compareNames(other, name) === 'other';
    }),
  );

/** Of the usual height of a line on its page. */
const large = 1.3;

/** The name stands out: letters larger than the page's. */
function isLetterhead(rows: readonly Row[], { row, box }: Candidate['line']): boolean {
  const heights = rows.filter(({ page }) => page === row.page).map((one) => one.box.bottom - one.box.top);
  const usual = heights.toSorted((a, b) => a - b)[Math.floor(heights.length / 2)] ?? 0;
  return box.bottom - box.top > large * usual;
}

/** Lines of one text are of one height; a trade under a name is smaller. An OCR measures each line by its own letters. */
const sameHeight = { typed: 0.15, scanned: 0.35 } as const;

/**
 * "MVM Musterhafter / Versicherungsverein a. G.": a name of two lines, or a name and a trade; only a legal line tells, or that
 * one of them stands elsewhere without the other.
 */
function continues(rows: readonly Row[], chosen: Candidate, other: Candidate): boolean {
  if (Math.abs(other.line.row.index - chosen.line.row.index) !== 1) return false;
  const [own, next] = [chosen.line.box, other.line.box].map(({ top, bottom }) => bottom - top);
  const slack = sameHeight[chosen.line.row.scanned ? 'scanned' : 'typed'];
  if (own === undefined || next === undefined || Math.abs(own - next) > slack * Math.max(own, next)) return false;
  return !rows.some(
    (row) =>
      row !== chosen.line.row &&
      row.cells.some(({ start, end }) => nameIn(row.text.slice(start, end)) === chosen.name) &&
      !rows.slice(Math.max(0, row.index - 1), row.index + 2).some(({ text }) => text.includes(other.name)),
  );
}

/** A company prints its name again beside its logo or at the foot; a brand or a trade it says once. */
const isPrintedElsewhere = (rows: readonly Row[], name: string, own: Row): boolean =>
  name.length > 4 && rows.some((row) => row.page === own.page && row !== own && row.text.includes(name));

/** All words of a name in another; an abbreviation is not enough where one vouches for the other. */
function holds(name: string, legal: string): boolean {
  const keys = new Set(tokensOf(name).map(({ key }) => key));
  return tokensOf(withoutForm(legal)).every(({ key }) => keys.has(key));
}

export function namesIn(block: Block | null): Candidate[] {
  return (block?.lines ?? []).flatMap((line): Candidate[] => {
    const name = isLegalLine(line.text) ? legalName(line.text) : nameIn(line.text);
    return name === null || isData(line.text) ? [] : [{ name, line, keyed: isNameKey(line.row, line.start) }];
  });
}

function legalNames(rows: readonly Row[], buyer: Block | null): Candidate[] {
  return rows.flatMap((row) =>
    row.cells.flatMap(({ start, end, box }) => {
      const text = row.text.slice(start, end);
      const name = legalName(text);
      return name && !isPartOf(buyer, row, start) ? [{ name, line: { row, start, end, text, box }, keyed: false }] : [];
    }),
  );
}

const isPartOf = (block: Block | null, row: Row, start: number): boolean =>
  block?.lines.some((line) => line.row === row && line.start === start) ?? false;

/** A letterhead stands on the first lines. */
const headRows = 12;

function firstLine(rows: readonly Row[], buyer: Block | null): Candidate | undefined {
  return rows.slice(0, headRows).flatMap((row) =>
    row.cells.flatMap(({ start, end, box }) => {
      const text = row.text.slice(start, end);
      const name = isData(text) || isPartOf(buyer, row, start) ? null : nameIn(text);
      return name === null ? [] : [{ name, line: { row, start, end, text, box }, keyed: false }];
    }),
  )[0];
}

function spotOf({ name, line: { row, start, end } }: Candidate): { start: number; end: number } {
  const at = row.text.indexOf(name, start);
  return at < 0 ? { start, end } : { start: at, end: at + name.length };
}

const hosts = /(?:@|www\.)([a-z\d-]{2,60})\.[a-z]{2,}/giu;

const hostsOf = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ text }) => Array.from(text.matchAll(hosts), (found) => (found[1] ?? '').toLowerCase()));

/** "roumanille" in "Ébénisterie Roumanille": the words of the host are in the name. */
function isHostOf(host: string, name: string): boolean {
  const keys = tokensOf(name).map(({ key }) => key);
  const parts = host.split('-').filter((part) => part.length > 2);
  if (parts.length === 0) return false;
  return parts.every((part) => keys.includes(part)) || keys.join('').includes(parts.join(''));
}
