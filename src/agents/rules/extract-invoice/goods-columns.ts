import type { Box } from '../../../domain/document.ts';
import { boxOf, type Row } from './sheet.ts';
import { finderOf } from './tokens.ts';

export type GoodsColumn = 'name' | 'quantity' | 'unitPrice' | 'discount' | 'rate' | 'net' | 'gross';

const heads: readonly (readonly [GoodsColumn, string])[] = [
  [
    'name',
    `designation | description | libelle | article | articles | prestation | prestations | ouvrage | produit | produits | nature | objet | intitule | service | services | item | product | title | details | bezeichnung | beschreibung | artikel | leistung | omschrijving`,
  ],
  [
    'quantity',
    `quantite | quantites | qte | qté | qt | qty | quantity | menge | nb | nombre | aantal | hoeveelheid | heures | hours`,
  ],
  [
    'unitPrice',
    `prix unitaire | prix unitaire ht | prix unit. ht | prix unit ht | prix unit | prix u. | prix | prix ht | prix net | p.u. | p.u | pu | p.u. ht | pu ht | p.u. net | unit price | price | rate per hour | einzelpreis | preis | nettopreis | einzel | prijs | p.u. brut | p.u. ttc`,
  ],
  ['discount', `remise | rem | rem. | rem % | remise % | discount | disc | rabatt`],
  [
    'rate',
    `tva | tva % | taux | taux tva | t | taxes | taxe | vat | vat % | tax | mwst | mwst % | ust | steuersatz | btw`,
  ],
  [
    'net',
    `total ht | total h.t. | montant ht | montant h.t. | montant | total | total hors taxes | montant net | amount | line total | net amount | gesamt | gesamtpreis | betrag | nettobetrag | nettowert | bedrag | total net`,
  ],
  ['gross', `total ttc | montant ttc | ttc | amount incl vat`],
];

const findHeads = finderOf(heads);

export interface Columns {
  page: number;
  heads: { column: GoodsColumn; box: Box }[];
}

/** The columns of a row that heads a table of goods: what is sold, for how much, and one more. Null: it heads none. */
export function columnsOf(row: Row): Columns | null {
  if (row.amounts.some(({ decimals }) => decimals)) return null;
  const found = findHeads(row.tokens).map((hit) => ({ column: hit.means, box: boxOf(row, hit) }));
  const kinds = new Set(found.map(({ column }) => column));
  const isTable = kinds.has('name') && kinds.has('net') && kinds.size >= 3;
  return isTable ? { page: row.page, heads: found } : null;
}
