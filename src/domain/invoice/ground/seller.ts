import { fold } from '../../text/facts/fact.ts';
import type { FieldPath, InvoiceData } from '../../invoice.ts';
import { sirenOf } from '../party.ts';
import { compact } from './codes.ts';
import type { Tools } from './find.ts';
import { labelOf } from './labels.ts';
import { cellsOf, piecesOf, type Line, type Spot } from './lines.ts';
import type { Served } from './parties.ts';
import type { Printed } from './printed.ts';
import { foldedWords, wordsIn } from './words.ts';

/** A letterhead ends, and a block of address and numbers below a name ends, within so many lines. */
const headLines = 6;
const blockLines = 9;
/** Of the page's width. */
const widestBlock = 0.5;

/**
 * Doubts a seller's name that nothing on the page shows to be one: its own numbers beside or below it, a label, a letterhead, an
 * address of mail or web that bears it. Doubts numbers where several companies print theirs and none stands by the name.
 */
export function proveSeller({ seller, buyer }: InvoiceData, client: Served, { desk, page }: Tools): void {
  const number = sirenOf(seller);
  const spots = seller.name === null ? [] : wordsIn(page.stream, seller.name).flatMap(([first]) => first ?? []);
  const shown = spots.filter((spot) => isCompanyName(spot, page));
  if (seller.name !== null && !shown.some((spot) => isShown(spot, seller.name ?? '', number, page)))
    desk.doubted.add('seller.name');
  if (number === null) return;
  const ours = [sirenOf(buyer), compact(client.siren), compact(client.vat).slice(-9)];
  const clients = [client.name, buyer.name ?? ''].flatMap((name) =>
    wordsIn(page.stream, name).flatMap(([first]) => first ?? []),
  );
  const others = [...page.sirens.keys()].filter(
    (siren) => siren !== number && !ours.includes(siren) && !clients.some((spot) => standsBelow(spot, siren, page)),
  );
  const own = page.sirens.get(number) ?? [];
  const named = spots.some((spot) => own.includes(spot.line) || standsBelow(spot, number, page));
  if (named || (others.length === 0 && !own.every((line) => third.test(fold(page.lines[line]?.text ?? ''))))) return;
  const fields: FieldPath[] = ['seller.siren', 'seller.siret', 'seller.vat'];
  // A right key proves that it was read right, not whose it is: these doubts nothing lifts.
  for (const field of fields) if (desk.standing.has(field)) desk.unsure.add(field);
}

/** Of whom an invoice gives a number though they sell nothing on it. */
const third =
  / (?:banque|bank|factor|factoring|affacturage|assurances?|assureur|mutuelle|mediateur|hebergeur|hebergement|orias|expert comptable|cession|cedee?|subroge\p{L}*|courtier) /u;
const street = / (?:rue|avenue|av|boulevard|bd|place|quai|chemin|impasse|allee|route|cours|cedex|street|road|bp) /u;
const title =
  /^ (?:(?:facture|invoice|avoir|credit|note|devis|page|date|numero|n|code|client|compte|destinataire|adresse|tel|fax|email|mail|tva|vat|iban|bic|rib|siret|siren|rcs|ref|reference|reglement|conditions?|mode|designation|description|libelle|prestation|quantite|qte|prix|unite|montant|taux|base|remise|taxe|echeance|payment|terms|due|bill|ship|sold|customer|quantity|price|amount|duplicata|original|service|espace|votre|notre|vos|nos|objet|periode|commande|chantier|maitre d ouvrage|ouvrage|modalites|lignes?|(?:pas d )?escompte|intracommunautaire|total|net)(?: |$))/u;
const ofSeller =
  / (?:de la part de|vendeur|emetteur|fournisseur|prestataire|seller|sold by|supplier|from|entreprise) $/u;
const ofBuyer =
  / (?:facturee? a|destinataire|client|livree? a|adresse de \p{L}+|bill(?:ed)? to|ship to|sold to|customer|acheteur|buyer) $/u;
const company =
  / (?:siret|siren|rcs|r c s|capital|tva|vat|registered|company (?:no|number)|ape|naf|ei|entrepreneur individuel) /u;

/** Not a title, a label, an address, a place or a date. */
function isCompanyName({ line, start }: Spot, { lines }: Printed): boolean {
  const cell = cellAt(lines[line], start);
  const words = fold(cell);
  if (cell.includes('@') || title.test(words)) return false;
  return !/^ \d{5} /u.test(words) && !(street.test(words) && /\d/u.test(words) && !company.test(words));
}

function isShown(spot: Spot, name: string, number: string | null, page: Printed): boolean {
  const { lines } = page;
  const line = lines[spot.line];
  if (!line) return false;
  const words = fold(line.text);
  const { label } = labelOf(lines, spot);
  if (ofSeller.test(label)) return true;
  if (ofBuyer.test(label)) return false;
  if (number === null ? company.test(words) && !third.test(words) : standsBeside(spot, number, page)) return true;
  if (bears(page, name)) return true;
  if (!isFirst(spot, page)) return false;
  if (number !== null && standsBelow(spot, number, page)) return true;
  const cell = fold(cellAt(line, spot.start));
  const head = spot.line < headLines && line.page === lines[0]?.page && !/\d/u.test(cell);
  return head && cell.includes(fold(name));
}

/** Whether an address of mail or web has a telling word of the name. */
function bears({ lines }: Printed, name: string): boolean {
  const words = foldedWords(name).filter((word) => word.length >= 5);
  const hosts = lines
    .flatMap(({ text }) => text.match(/(?:@|www\.|https?:\/\/)[\p{L}\d.-]+/gu) ?? [])
    .map((host) => fold(host).replaceAll(' ', ''));
  return words.length > 0 && hosts.some((host) => words.some((word) => host.includes(word)));
}

/** Whether a number stands in the cell of a spot. */
function standsBeside({ line, start }: Spot, number: string, { lines }: Printed): boolean {
  return compact(cellAt(lines[line], start)).includes(number);
}

/** Whether it stands in the block below, no wider than a column: a footer is. */
function standsBelow(spot: Spot, number: string, page: Printed): boolean {
  const below = Array.from({ length: blockLines }, (_, step) => spot.line + 1 + step);
  return below.some((at) => cellsBelow(spot, at, page).some((cell) => compact(cell).includes(number)));
}

/** Whether a block begins with the spot: a trade, an address or a person stands below a name. */
function isFirst(spot: Spot, page: Printed): boolean {
  const above = cellsBelow(spot, spot.line - 1, page);
  return (
    page.lines[spot.line]?.apart === true || above.every((cell) => title.test(fold(cell)) || ofSeller.test(fold(cell)))
  );
}

/** The cells of a line in the column of a spot. */
function cellsBelow(spot: Spot, at: number, { lines }: Printed): string[] {
  const [own, line] = [edges(lines[spot.line], spot.start, spot.end), lines[at]];
  if (own === null || !line || line.page !== lines[spot.line]?.page) return [];
  return cellsOf(line).flatMap(({ text, start }) => {
    const cell = edges(line, start, start + text.length);
    const over = cell !== null && cell[0] < own[1] && cell[1] > own[0];
    return over && cell[1] - cell[0] < widestBlock ? [text] : [];
  });
}

function edges(line: Line | undefined, start: number, end: number): [number, number] | null {
  const boxes = line ? piecesOf(line, start, end).flatMap(({ box }) => (box ? [box] : [])) : [];
  if (boxes.length === 0) return null;
  return [Math.min(...boxes.map(({ left }) => left)), Math.max(...boxes.map(({ right }) => right))];
}

const cellAt = (line: Line | undefined, at: number): string =>
  cellsOf(line ?? { text: '' }).find(({ start, text }) => start <= at && at < start + text.length)?.text ?? '';
